/// Where rated usage goes: files, a book, another program.
///
/// A batch is one input. It is begun, its parts are taken in the order of the input, and it is committed whole or not
/// at all:
/// ```
/// begin ─ take ─ take … ─ commit        the batch is there, durably
///            └───────────── abandon     nothing of it is there
/// …
/// finish                                the run is over
/// ```
/// Workers encode parts on all threads; everything else is called by one thread at a time, in this order. A run that
/// does not come to its end calls no `finish`: whatever is not committed has to vanish with the office itself.
package protocol BackOffice: AnyObject, Sendable {
  /// When the inputs' SHA-256 is wanted.
  var contentDigest: DigestMoment { get }

  /// Whether a committed batch stays whatever becomes of the run. If not, all batches of a run appear together at
  /// `finish`, and halves of calls may meet across inputs; what stays alone comes in a last batch, `.leftovers`.
  var commitsEachBatch: Bool { get }

  /// One for each workspace, from whichever thread.
  func makePart() -> any UsagePart

  /// - Returns: `.committedBefore` where the office has this very content already; the batch is then not read, and
  ///   neither `take` nor `commit` nor `abandon` follows.
  func begin(_ batch: BatchIdentity) throws(BackOfficeError) -> BatchDecision

  /// - Parameter part: one of its own; it is used again afterwards.
  /// - Returns: what of this part, or of those before it, turned out otherwise than rating had it.
  func take(_ part: any UsagePart) throws(BackOfficeError) -> PartOutcome

  /// Asked after the last `take`, before `commit`, where the office commits each batch.
  /// - Returns: what of the parts taken turned out otherwise and was not told yet.
  func settle() throws(BackOfficeError) -> PartOutcome

  /// Makes the batch durable. Once this returns the batch is there; when it throws, nothing of it is, and `abandon`
  /// follows.
  /// - Parameters:
  ///   - batch: as it was begun, and what was not known then.
  ///   - summary: counts of the whole batch, the outcomes of its parts among them. They add up where the office
  ///     commits each batch.
  /// - Returns: `.committedBefore` where only the end of a stream told that its content is here already; nothing of it
  ///   is then kept, and `abandon` does not follow.
  func commit(_ batch: BatchIdentity, _ summary: RunSummary) throws(BackOfficeError) -> BatchDecision

  /// Takes back what was taken since `begin`.
  /// - Returns: whether nothing of it is left. Standard output takes nothing back.
  func abandon() throws(BackOfficeError) -> Bool

  /// Ends the run after its last batch.
  func finish() throws(BackOfficeError)
}
