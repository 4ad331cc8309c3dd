internal import Bytes
internal import RatePlans
internal import Rating
internal import RatingPipeline
internal import Telecom

/// Writes a batch's segments into `usage`, `usage_run` and `usage_seal`, inside the batch's transaction.
struct UsageWriter {
  /// What was stored, and what turned out not to be new.
  struct Result {
    var outcome = PartOutcome()
    var conflicts: [BookReject] = []
  }

  let batch: Int64
  let firstUsage: Int64
  var nextUsage: Int64
  /// Of which the batch has rows.
  private(set) var recordCount: Int64 = 0
  /// Of the batch; `nil` while there is none.
  private(set) var lastDay: Int64?
  /// Nanos of the batch by id of the account.
  private(set) var charges: [Int64: Int128] = [:]

  private let directory: IngestDirectory
  private let hasArchive: Bool
  private var lastSeal: [UInt8]
  var seal = RunSeal()

  static let insert = """
    INSERT INTO usage (id, batch, line, record_id, account, service, start_ms, start_offset, duration_ms, billed_s,
      calling, called, price, charge, extras)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
    ON CONFLICT (record_id) DO NOTHING
    """

  init(batch: Int64, _ directory: IngestDirectory, _ connection: SQLConnection) throws(BookError) {
    self.batch = batch
    self.directory = directory
    let last = try connection.row("SELECT first_usage + usage_count FROM usage_batch ORDER BY id DESC LIMIT 1")
    firstUsage = last?.integer(0) ?? 1
    nextUsage = firstUsage
    if let stray = try connection.row("SELECT id, record_id FROM usage WHERE id >= ?1 ORDER BY id LIMIT 1", [.integer(firstUsage)]) {
      throw BookError(
        .damaged, "usage row \(stray.integer(0)) (record \(stray.text(1))) is in no batch: somebody wrote it into the file; run "
          + "'tollbook verify' and restore the book from a copy")
    }
    lastSeal = try connection.row("SELECT hash FROM usage_seal ORDER BY id DESC LIMIT 1")?.blob(0) ?? SegmentSeal.genesis
    hasArchive = try connection.row("SELECT 1 FROM archived_record LIMIT 1") != nil
  }

  mutating func write(
    _ segment: UsageSegment, prices: inout PriceTable, _ connection: SQLConnection
  ) throws(BookError) -> Result {
    var result = Result()
    var runs: [UsageRun] = []
    let first = nextUsage
    let statement = try connection.statement(Self.insert)
    let known = try KnownRecords(connection, hasArchive: hasArchive)
    let repetitions = segment.repetitions()
    let refused = try repeatedRecords(segment, repetitions, known)
    var order = UInt64.max
    for row in segment.sorted() {
      if segment.rows[row].order != order {
        try end(&runs, connection)
        order = segment.rows[row].order
        runs.append(
          UsageRun(
            batch: batch, account: directory.accounts[segment.rows[row].accountIndex].id, day: segment.rows[row].day,
            firstUsage: nextUsage))
      }
      if segment.rows[row].followed > 0, refused.contains(row - Int(segment.rows[row].followed)) {
        takeOut(row, segment, &result)
        continue
      }
      if repetitions[row] >= 0 {
        reject(row, segment, isSame: segment.hasSameFacts(row, Int(repetitions[row])), &result)
        continue
      }
      if hasArchive, let isSame = try known.archived(row, segment) {
        reject(row, segment, isSame: isSame, &result)
        continue
      }
      let price = try prices.id(of: segment.rows[row].price, connection)
      bind(row, segment, price: price, to: statement)
      guard try statement.run() == 1 else {
        guard segment.rows[row].followed == 0 else {
          throw BookError(.damaged, "the book has a row of a record whose first it has not; run 'tollbook verify'")
        }
        reject(row, segment, isSame: try known.isSame(row, segment), &result)
        continue
      }
      sealRow(row, segment, price: price)
      try runs[runs.count - 1].add(segment.rows[row])
      nextUsage += 1
      if segment.rows[row].followed == 0 { recordCount += 1 }
    }
    try end(&runs, connection)
    try writeSeal(first: first, runs, connection)
    return result
  }

  /// Records with several rows that the book has already, or that stand in the segment before: the places of their first
  /// rows. They are stored whole or not at all, though not one row after the other.
  private func repeatedRecords(
    _ segment: UsageSegment, _ repetitions: [Int32], _ known: KnownRecords
  ) throws(BookError) -> Set<Int> {
    var refused: Set<Int> = []
    for row in segment.rows.indices where segment.rows[row].followed == 1 {
      let first = row - 1
      let isKnown = try known.isKnown(first, segment)
      if repetitions[first] >= 0 || isKnown { refused.insert(first) }
    }
    return refused
  }

  // MARK: Rows

  private func bind(_ row: Int, _ segment: UsageSegment, price: Int64, to statement: SQLStatement) {
    let usage = segment.rows[row]
    let text = segment.parts[Int(usage.part)].text
    statement.bind(1, nextUsage)
    statement.bind(2, batch)
    statement.bind(3, usage.line)
    statement.bind(4, text: text.span.extracting(usage.recordID.range))
    statement.bind(5, directory.accounts[usage.accountIndex].id)
    statement.bind(6, directory.payers[Int(usage.payer)].service)
    statement.bind(7, usage.startMilliseconds)
    statement.bind(8, Int64(usage.startOffset))
    statement.bind(9, usage.durationMilliseconds)
    statement.bind(10, usage.billedSeconds)
    statement.bind(11, usage.calling, in: text)
    statement.bind(12, usage.called, in: text)
    statement.bind(13, price)
    statement.bind(14, usage.chargeNanos)
    if usage.extras.isEmpty { statement.bindNull(15) } else { statement.bind(15, text: text.span.extracting(usage.extras.range)) }
  }

  private func sealRow(_ row: Int, _ segment: UsageSegment, price: Int64) {
    let usage = segment.rows[row]
    let text = segment.parts[Int(usage.part)].text
    seal.add(nextUsage)
    seal.add(batch)
    seal.add(usage.line)
    seal.add(text, usage.recordID.range)
    seal.add(directory.accounts[usage.accountIndex].id)
    seal.add(directory.payers[Int(usage.payer)].service)
    seal.add(usage.startMilliseconds)
    seal.add(Int64(usage.startOffset))
    seal.add(usage.durationMilliseconds)
    seal.add(usage.billedSeconds)
    seal.add(usage.calling, in: text)
    seal.add(usage.called, in: text)
    seal.add(price)
    seal.add(usage.chargeNanos)
    if usage.extras.isEmpty { seal.addNull() } else { seal.add(text, usage.extras.range) }
    seal.endRow()
  }

  /// Takes a record out of the batch that the book has already.
  private func reject(_ row: Int, _ segment: UsageSegment, isSame: Bool, _ result: inout Result) {
    takeOut(row, segment, &result)
    if isSame {
      result.outcome.duplicates += 1
    } else {
      result.outcome.rejected[RejectReason.conflictingRecord.rawValue] += 1
      result.conflicts.append(segment.conflict(row))
    }
  }

  /// Takes a row out of the run's sums, which are of what customers pay.
  private func takeOut(_ row: Int, _ segment: UsageSegment, _ result: inout Result) {
    let usage = segment.rows[row]
    guard usage.isRetail else { return }
    let currency = directory.rater.raters[Int(usage.price.plan)].plan.currency
    result.outcome.billedSeconds += usage.billedSeconds
    result.outcome.charges[currency, default: 0] += Int128(usage.chargeNanos)
  }

  // MARK: Runs and seals

  /// Writes the last run, or forgets it where nothing of it was new.
  mutating func end(_ runs: inout [UsageRun], _ connection: SQLConnection) throws(BookError) {
    guard var run = runs.popLast(), run.count > 0 else { return }
    run.hash = seal.digest()
    runs.append(run)
    let statement = try connection.statement(
      """
      INSERT INTO usage_run (batch, account, day, first_usage, usage_count, billed_s, charge, hash)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      """)
    statement.bind(1, run.batch)
    statement.bind(2, run.account)
    statement.bind(3, run.day)
    statement.bind(4, run.firstUsage)
    statement.bind(5, run.count)
    statement.bind(6, run.billedSeconds)
    statement.bind(7, run.chargeNanos)
    statement.bind(8, blob: run.hash)
    try statement.run()
    lastDay = max(lastDay ?? run.day, run.day)
    charges[run.account, default: 0] += Int128(run.chargeNanos)
  }

  mutating func writeSeal(first: Int64, _ runs: [UsageRun], _ connection: SQLConnection) throws(BookError) {
    guard nextUsage > first else { return }
    let seal = SegmentSeal(after: lastSeal, firstUsage: first, count: nextUsage - first)
    for run in runs { seal.add(run) }
    lastSeal = seal.digest()
    try connection.execute(
      "INSERT INTO usage_seal (first_usage, usage_count, hash) VALUES (?1, ?2, ?3)",
      [.integer(first), .integer(nextUsage - first), .blob(lastSeal)])
  }
}

extension SQLStatement {
  func bind(_ parameter: Int32, _ number: UsageRow.Number, in text: [UInt8]) {
    if number.integer >= 0 {
      bind(parameter, number.integer)
    } else if number.text.isEmpty {
      bindNull(parameter)
    } else {
      bind(parameter, text: text.span.extracting(number.text.range))
    }
  }
}

extension RunSeal {
  func add(_ number: UsageRow.Number, in text: [UInt8]) {
    if number.integer >= 0 {
      add(number.integer)
    } else if number.text.isEmpty {
      addNull()
    } else {
      add(text, number.text.range)
    }
  }
}
