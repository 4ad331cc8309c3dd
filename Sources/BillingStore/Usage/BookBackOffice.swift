internal import Bytes
package import RatingPipeline
internal import Telecom

/// The book as the back office: each input is a transaction, which holds its usage, its rejects, the balances it moved,
/// the journal entry and the events.
///
/// An input of a switch is known again by its content, unless nothing of it was rated: that may be otherwise now.
///
/// Rated records are gathered to segments, sorted by account and day, and inserted; that a record is here already shows
/// then, by the unique index. The transaction begins with the first segment, so that nobody else waits while an input
/// is slow to come. Where plans promise something, that of a file begins with the file, since what customers have drawn
/// must not change meanwhile; of other inputs it is then found out whether it did.
package final class BookBackOffice: BackOffice, @unchecked Sendable {  // One thread at a time, as the protocol says.
  package let contentDigest: DigestMoment
  package let commitsEachBatch = true

  private let book: Book
  private let directory: IngestDirectory
  private let origin: UsageSwitch
  /// Milliseconds since 1970: when batches are recorded.
  private let clock: @Sendable () -> Int64
  private let ledger: BookLedger?
  private let retry: RejectRetry?
  private var segment = UsageSegment()
  private var rejects: [BookReject] = []
  private var format = ""
  private var prices: PriceTable
  /// Of the open transaction.
  private var entry: BatchEntry?

  /// Rejects are stored when so many have gathered.
  private static let mostRejects = 20_000

  /// - Parameters:
  ///   - origin: what wrote the records.
  ///   - ledger: where plans promise something.
  ///   - retry: the rejects that are rated again; `nil` for usage that comes in.
  package init(
    _ book: Book, _ directory: IngestDirectory, from origin: UsageSwitch = .unnamed, ledger: BookLedger? = nil,
    retry: RejectRetry? = nil, clock: @escaping @Sendable () -> Int64
  ) {
    self.book = book
    self.directory = directory
    self.origin = origin
    self.ledger = ledger
    self.retry = retry
    self.clock = clock
    contentDigest = retry == nil ? .atBegin : .atCommit
    prices = PriceTable(directory)
  }

  package func makePart() -> any UsagePart { BookPart(directory, from: origin) }

  package func begin(_ batch: BatchIdentity) throws(BackOfficeError) -> BatchDecision {
    (segment, rejects, format) = (UsageSegment(), [], "")
    return try asking { () throws(BookError) in
      if retry == nil, let digest = batch.digest,
        let before = try book.database.read({ connection throws(BookError) in try committedBefore(digest, connection) })
      {
        return before
      }
      guard let ledger else { return .take }
      if retry != nil || batch.byteCount != nil {
        try open { connection throws(BookError) in try ledger.begin(from: origin, connection) }
      } else {
        try book.database.read { connection throws(BookError) in try ledger.begin(from: origin, connection) }
      }
      return .take
    }
  }

  package func take(_ part: any UsagePart) throws(BackOfficeError) -> PartOutcome {
    guard let part = part as? BookPart else { preconditionFailure("a part of another back office") }
    if format.isEmpty { format = part.context?.format ?? "" }
    let isFull = segment.isFull(before: part) || rejects.count + part.rejects.count > Self.mostRejects
    let outcome = isFull ? try store() : .allTaken
    rejects += part.rejects
    segment.append(part)
    return outcome
  }

  package func settle() throws(BackOfficeError) -> PartOutcome { try store() }

  package func commit(_ batch: BatchIdentity, _ summary: RunSummary) throws(BackOfficeError) -> BatchDecision {
    try asking { () throws(BookError) in
      try open()
      let decision = try book.database.onWriter { connection throws(BookError) -> BatchDecision in
        // Another program may have committed the same content since `begin`, or it was not known then.
        if retry == nil, let digest = batch.digest, let before = try committedBefore(digest, connection) {
          return before
        }
        try entry!.conclude(batch, format: format, summary, retry: retry, connection)
        try ledger?.save(recordedAt: entry!.recordedAt, connection)
        return .take
      }
      guard decision == .take else {
        try close(database: SQLDatabase.rollback)
        return decision
      }
      try close(database: SQLDatabase.commit)
      ledger?.noteCommit()
      return .take
    }
  }

  package func abandon() throws(BackOfficeError) -> Bool {
    try asking { () throws(BookError) in try close(database: SQLDatabase.rollback) }
    return true
  }

  package func finish() {}

  // MARK: Storing

  private func committedBefore(
    _ digest: [UInt8], _ connection: SQLConnection
  ) throws(BookError) -> BatchDecision? {
    try connection.row(
      "SELECT id, source, records_read FROM usage_batch WHERE content_hash = ?1 AND rated > 0 AND switch IS ?2",
      [.blob(digest), SQLValue(origin.id)]
    ).map {
      .committedBefore(remark: "as batch \($0.integer(0)), \($0.text(1))", records: $0.int(2))
    }
  }

  /// Stores what was gathered.
  private func store() throws(BackOfficeError) -> PartOutcome {
    guard !segment.isEmpty || !rejects.isEmpty else { return .allTaken }
    return try asking { () throws(BookError) in
      try open()
      let outcome = try book.database.onWriter { connection throws(BookError) in
        try entry!.store(segment, rejects, prices: &prices, retry: retry, connection)
      }
      segment.removeAll()
      rejects.removeAll(keepingCapacity: true)
      return outcome
    }
  }

  private func open() throws(BookError) {
    guard entry == nil else { return }
    try open { connection throws(BookError) in try ledger?.check(connection) }
  }

  /// - Parameter prepare: what the transaction begins with.
  private func open(_ prepare: (SQLConnection) throws(BookError) -> Void) throws(BookError) {
    try book.database.begin()
    do throws(BookError) {
      entry = try book.database.onWriter { connection throws(BookError) in
        try prepare(connection)
        return try BatchEntry(directory, from: origin, recordedAt: clock(), connection)
      }
    } catch {
      try book.database.rollback()
      throw error
    }
  }

  private func close(database end: (SQLDatabase) -> () throws(BookError) -> Void) throws(BookError) {
    let wasOpen = entry != nil
    entry = nil
    (segment, rejects) = (UsageSegment(), [])
    // What a transaction made is not known to be there until it is over.
    guard wasOpen else { return }
    do throws(BookError) {
      try end(book.database)()
    } catch {
      prices.removeAll()
      try? book.database.rollback()
      throw error
    }
  }

  private func asking<R>(_ question: () throws(BookError) -> R) throws(BackOfficeError) -> R {
    do throws(BookError) { return try question() } catch { throw BackOfficeError(error) }
  }
}

extension BackOfficeError {
  init(_ error: BookError) {
    self = switch error.kind {
    case .refused, .invalid: .batchRefused(error.message)
    case .notABook, .newerVersion, .locked, .damaged, .unreadable, .storage: .unusable(error.message)
    }
  }
}
