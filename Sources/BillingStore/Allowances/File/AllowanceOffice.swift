internal import Bytes
package import RatingPipeline

/// Files as the back office, and the state of allowances that goes with them.
///
/// The state becomes durable behind the files: a run that ends in between is done again from the state before it, and
/// comes to the same bytes. An input whose content is counted already is known again, and counts once.
package final class AllowanceOffice: BackOffice, @unchecked Sendable {  // One thread at a time, as the protocol says.
  /// Files are taken back where the end of an input tells that it was counted before; standard output takes nothing back.
  package let contentDigest: DigestMoment
  package let commitsEachBatch = false

  private let files: FileOffice
  private let state: AllowanceFile
  private let ledger: PromiseLedger
  private let events: OutputFile?
  private let outputs: [String]
  private var knownInputs: [String] = []
  private var inputCount = 0
  /// Limits that were reached, of committed inputs.
  package private(set) var notices: [PromiseNotice] = []

  /// - Parameters:
  ///   - files: which make their results durable.
  ///   - outputs: their paths.
  ///   - ledger: with the state that the file was loaded with.
  ///   - events: gets a JSON object a line for each limit that is reached.
  package init(
    _ files: FileOffice, outputs: [String], _ state: AllowanceFile, _ ledger: PromiseLedger, events: OutputFile?
  ) {
    self.files = files
    contentDigest = files.takesBack ? .atCommit : .atBegin
    self.outputs = outputs
    self.state = state
    self.ledger = ledger
    self.events = events
  }

  package func makePart() -> any UsagePart { files.makePart() }

  package func begin(_ batch: BatchIdentity) throws(BackOfficeError) -> BatchDecision {
    if let before = try applied(batch) {
      knownInputs.append(batch.source)
      return before
    }
    return files.begin(batch)
  }

  package func take(_ part: any UsagePart) throws(BackOfficeError) -> PartOutcome { try files.take(part) }

  package func settle() throws(BackOfficeError) -> PartOutcome { files.settle() }

  package func commit(_ batch: BatchIdentity, _ summary: RunSummary) throws(BackOfficeError) -> BatchDecision {
    if let before = try applied(batch) {
      guard try files.abandon() else {
        throw .batchRefused("\(batch.source): its content was counted before, and its rows are in the output once more")
      }
      knownInputs.append(batch.source)
      return before
    }
    try asking { () throws(BookError) in
      try state.save(ledger.state)
      if let digest = batch.digest {
        try state.note(
          AllowanceBatch(
            digest: digest, source: batch.source, bytes: Int64(batch.byteCount ?? summary.bytes), records: Int64(summary.read),
            joins: batch.joins, starts: ledger.starts))
      }
    }
    let decision = try files.commit(batch, summary)
    try tell(ledger.notices)
    inputCount += 1
    return decision
  }

  package func abandon() throws(BackOfficeError) -> Bool { try files.abandon() }

  /// - Throws: `.unusable` where inputs were counted before and an output that may have their rows would be replaced.
  package func finish() throws(BackOfficeError) {
    if let known = knownInputs.first, let output = outputs.first(where: { FilePlace($0).kind == .regular }) {
      throw .unusable(
        "\(known) was counted before, and \(output), which may have its rows, would be replaced; leave such inputs out, or name "
          + "another output; nothing was written")
    }
    try files.finish()
    do throws(SystemError) { try events?.commit(durably: true) } catch { throw .system(error) }
    try asking { () throws(BookError) in try state.commit() }
  }

  private func applied(_ batch: BatchIdentity) throws(BackOfficeError) -> BatchDecision? {
    guard let digest = batch.digest else { return nil }
    return try asking { () throws(BookError) in
      try state.batch(of: digest).map { .committedBefore(remark: "as \($0.source)", records: Int($0.records)) }
    }
  }

  private func tell(_ new: [PromiseNotice]) throws(BackOfficeError) {
    notices += new
    guard let events, !new.isEmpty else { return }
    let writer = ByteWriter(capacity: 256 * new.count)
    for notice in new { notice.appendJSON(to: writer) }
    do throws(SystemError) { try events.write(writer) } catch { throw .system(error) }
  }

  private func asking<R>(_ question: () throws(BookError) -> R) throws(BackOfficeError) -> R {
    do throws(BookError) { return try question() } catch { throw .unusable(error.message) }
  }
}
