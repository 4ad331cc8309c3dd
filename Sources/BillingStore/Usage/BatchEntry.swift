internal import Bytes
internal import RatingPipeline
internal import Telecom

/// A batch inside its transaction, from its first segment to its row in `usage_batch`.
struct BatchEntry {
  private let id: Int64
  private let directory: IngestDirectory
  private let origin: UsageSwitch
  let recordedAt: Int64
  private let firstRun: Int64
  private let guards: [(name: String, sql: String)]
  private var writer: UsageWriter
  private var rejectWriter: RejectStore

  /// Keeps usage out that is in no batch: gone while the batch writes, and back before anybody else can.
  private static let guards = ["usage_no_insert"]

  init(
    _ directory: IngestDirectory, from origin: UsageSwitch, recordedAt: Int64, _ connection: SQLConnection
  ) throws(BookError) {
    self.directory = directory
    self.origin = origin
    self.recordedAt = recordedAt
    id = try connection.row("SELECT coalesce(max(id), 0) + 1 FROM usage_batch")!.integer(0)
    firstRun = try connection.row("SELECT coalesce(max(id), 0) + 1 FROM usage_run")!.integer(0)
    guards = try Guards.take(Self.guards, connection)
    writer = try UsageWriter(batch: id, directory, connection)
    rejectWriter = RejectStore(batch: id, origin: origin)
  }

  mutating func store(
    _ segment: UsageSegment, _ rejects: [BookReject], prices: inout PriceTable, retry: RejectRetry?,
    _ connection: SQLConnection
  ) throws(BookError) -> PartOutcome {
    var result = try writer.write(segment, prices: &prices, connection)
    for reject in rejects + result.conflicts {
      guard try !rejectWriter.store(reject, retry: retry, connection) else { continue }
      result.outcome.duplicates += 1
      result.outcome.rejected[reject.reason.rawValue] -= 1
    }
    return result.outcome
  }

  /// Stores what settling posts.
  mutating func store(_ rows: [SettledRow], _ connection: SQLConnection) throws(BookError) {
    try writer.write(rows, connection)
  }

  mutating func conclude(
    _ batch: BatchIdentity, format: String, _ summary: RunSummary, retry: RejectRetry?, _ connection: SQLConnection
  ) throws(BookError) {
    try connection.execute(
      """
      INSERT INTO usage_batch (id, source, format, bytes, content_hash, ingested_at, records_read, rated, not_chargeable,
        duplicate, rejected, first_usage, usage_count, switch)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
      """,
      [
        .integer(id), .text(batch.source), .text(format), .integer(Int64(batch.byteCount ?? summary.bytes)),
        .blob(batch.digest ?? []), .integer(recordedAt), .integer(Int64(summary.read)), .integer(Int64(summary.rated)),
        .integer(Int64(summary.notChargeable.total)), .integer(Int64(summary.duplicates)),
        .integer(Int64(summary.rejectedTotal)), .integer(writer.firstUsage), .integer(writer.nextUsage - writer.firstUsage), SQLValue(origin.id),
      ])
    guard writer.recordCount == Int64(summary.rated) else {
      throw BookError(
        .refused, "\(batch.source): \(writer.recordCount) records were stored, and \(summary.rated) rated; please report it "
          + "as a defect")
    }
    for table in directory.numberTables {
      try connection.execute(
        "INSERT INTO usage_batch_table (batch, number_table) VALUES (?1, ?2)", [.integer(id), .integer(table)])
    }
    try retry?.settle(by: id, connection)
    try UnbilledUsage(batch: id, source: batch.source, recordedAt: recordedAt)
      .post(writer.charges, currencies: directory.accounts, lastDay: writer.lastDay, connection)
    var limits = LimitWatch(connection, recordedAt: recordedAt)
    try limits.follow(runsFrom: firstRun)
    try Guards.give(guards, connection)
  }
}
