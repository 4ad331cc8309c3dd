internal import Billing
package import Telecom

/// Closes the invoices of all accounts whose cycle has ended.
///
/// Rounds go by the day on which cycles end, so that numbers follow dates; within a round accounts go by name. Threads
/// read and compute some hundred accounts at a time on snapshots; one writer closes them in order, a transaction each.
/// What is committed is not due any more, so a run that was killed goes on where it stopped.
package final class BillRun {
  package struct Options: Sendable {
    /// Cycles that end by this day are billed.
    package var asOf: CivilDate
    package var cycleDay: Int?
    package var accounts: NamePattern?
    /// Computes, closes and reports, then takes all of it back.
    package var isDry: Bool
    /// 1 or more.
    package var threads: Int
    /// Milliseconds since 1970, for the record.
    package var recordedAt: Int64

    package init(
      asOf: CivilDate, cycleDay: Int? = nil, accounts: NamePattern? = nil, isDry: Bool = false, threads: Int = 1,
      recordedAt: Int64
    ) {
      self.asOf = asOf
      self.cycleDay = cycleDay
      self.accounts = accounts
      self.isDry = isDry
      self.threads = threads
      self.recordedAt = recordedAt
    }
  }

  private let database: SQLDatabase
  private let options: Options
  /// Told after each commit: accounts done in this round, of how many, and the day its cycles end.
  private let progress: (Int, Int, CivilDate) -> Void
  private var report = BillReport()

  private static let chunk = 200

  package init(_ book: Book, _ options: Options, progress: @escaping (Int, Int, CivilDate) -> Void = { _, _, _ in }) {
    database = book.database
    self.options = options
    self.progress = progress
  }

  /// - Throws: what stops the whole run: no space, a damaged file. Accounts that cannot be billed are in the report.
  package func run() throws(BookError) -> BillReport {
    guard options.isDry else {
      do throws(BookError) {
        return try billed()
      } catch {
        guard let first = report.first, let last = report.last else { throw error }
        throw BookError(
          error.kind, "\(error.message); \(report.invoices) invoices, \(first) to \(last), were closed before and stay; run it "
            + "again to go on")
      }
    }
    try database.begin()
    defer { try? database.rollback() }
    var report = try billed()
    report.run = nil
    return report
  }

  private func billed() throws(BookError) -> BillReport {
    let (targets, rules) = try onConnection { connection throws(BookError) in
      (
        try BillTarget.due(by: options.asOf, cycleDay: options.cycleDay, names: options.accounts, connection),
        try BillingRules(connection)
      )
    }
    report.accounts = targets.count
    report.run = try inTransaction { connection throws(BookError) -> Int64 in
      try connection.execute(
        "INSERT INTO bill_run (as_of, filter, started_at, accounts) VALUES (?1, ?2, ?3, ?4)",
        [
          .integer(Int64(options.asOf.daysSince1970)), .text(filterText), .integer(options.recordedAt),
          .integer(Int64(targets.count)),
        ])
      return connection.lastID
    }
    var open = targets
    let settler = try onConnection { connection throws(BookError) in try CycleSettler(connection) }
    if let settler { try settle(targets, by: settler) }
    while let day = open.map(\.period.to).min() {
      var later = open.filter { $0.period.to > day }
      later += try round(open.filter { $0.period.to == day }, rules)
      open = later.sorted { $0.account.name < $1.account.name }
    }
    _ = try inTransaction { connection throws(BookError) in
      try connection.execute(
        "UPDATE bill_run SET finished_at = ?2, closed = ?3, set_aside = ?4, nothing_to_bill = ?5 WHERE id = ?1",
        [
          SQLValue(report.run), .integer(options.recordedAt), .integer(Int64(report.closed)),
          .integer(Int64(report.setAside.count)), .integer(Int64(report.nothingToBill)),
        ])
    }
    return report
  }

  private var filterText: String {
    [options.cycleDay.map { "cycle \($0)" }, options.accounts.map { "accounts \($0.text)" }].compactMap(\.self)
      .joined(separator: ", ")
  }

  /// Settles the accounts on the invoices up to the end of their last cycle, some hundred in a transaction each. What the
  /// cycles before come to is posted with their own days.
  private func settle(_ targets: [BillTarget], by settler: CycleSettler) throws(BookError) {
    for start in stride(from: 0, to: targets.count, by: Self.chunk) {
      let chunk = targets[start..<min(start + Self.chunk, targets.count)]
      let obstacles = try inTransaction { connection throws(BookError) -> [CycleSettler.Obstacle] in
        var groups: [Int: CycleSettler.Target] = [:]
        for target in chunk {
          for group in try settler.targets(ofInvoiceOf: target.account, target.settled(by: options.asOf), connection) {
            groups[group.group] = groups[group.group] ?? group
          }
        }
        return try settler.settle(
          groups.values.sorted { $0.group < $1.group }, to: options.asOf, recordedAt: options.recordedAt, connection)
      }
      for obstacle in obstacles { report.unsettled[settler.name(ofGroup: obstacle.group)] = obstacle.reason }
    }
  }

  /// Bills accounts whose period ends on the same day.
  /// - Returns: those that have another cycle to be billed.
  private func round(_ targets: [BillTarget], _ rules: BillingRules) throws(BookError) -> [BillTarget] {
    var later: [BillTarget] = []
    let chunks = stride(from: 0, to: targets.count, by: Self.chunk).map {
      Array(targets[$0..<min($0 + Self.chunk, targets.count)])
    }
    let finish = { (index: Int, invoices: [Result<ComputedInvoice, BookError>]) throws(BookError) in
      later += try self.close(chunks[index], invoices, rules)
      self.progress(min((index + 1) * Self.chunk, targets.count), targets.count, targets[0].period.to)
    }
    if options.isDry {
      for index in chunks.indices {
        let invoices = try database.onWriter { connection throws(BookError) in
          try Self.compute(chunks[index], rules, connection)
        }
        try finish(index, invoices)
      }
      return later
    }
    let database = database
    try OrderedWork.run(
      count: chunks.count, threads: options.threads,
      prepare: { index -> Result<[Result<ComputedInvoice, BookError>], BookError> in
        do throws(BookError) {
          return .success(
            try database.read { connection throws(BookError) in try Self.compute(chunks[index], rules, connection) })
        } catch {
          return .failure(error)
        }
      },
      finish: { index, result throws(BookError) in try finish(index, result.get()) })
    return later
  }

  private static func compute(
    _ targets: [BillTarget], _ rules: BillingRules, _ connection: SQLConnection
  ) throws(BookError) -> [Result<ComputedInvoice, BookError>] {
    let loader = InvoiceLoader(connection: connection, rules: rules)
    var cases: [Result<InvoiceCase, BookError>] = []
    do throws(BookError) {
      cases = try loader.cases(targets.map(\.request))
    } catch where targets.count > 1 {
      // Rows of one of them cannot be read: each by itself, so that the others are billed.
      var invoices: [Result<ComputedInvoice, BookError>] = []
      for target in targets { invoices += try compute([target], rules, connection) }
      return invoices
    } catch {
      return [.failure(error)]
    }
    return cases.map { result in
      result.flatMap { source in
        do throws(BookError) {
          var invoice = try ComputedInvoice(source)
          if invoice.isWorthClosing { invoice.pack() }
          return .success(invoice)
        } catch {
          return .failure(error)
        }
      }
    }
  }

  /// Closes what some hundred accounts owe, in one transaction.
  private func close(
    _ targets: [BillTarget], _ invoices: [Result<ComputedInvoice, BookError>], _ rules: BillingRules
  ) throws(BookError) -> [BillTarget] {
    let before = report
    let (after, later) = try inTransaction { connection throws(BookError) -> (BillReport, [BillTarget]) in
      var chunk = try BillChunk(connection, rules, before, options)
      for (target, invoice) in zip(targets, invoices) { try chunk.close(target, invoice) }
      return (chunk.report, chunk.later)
    }
    report = after
    return later
  }

  private func inTransaction<R>(_ body: (SQLConnection) throws(BookError) -> R) throws(BookError) -> R {
    options.isDry ? try database.onWriter(body) : try database.write(body)
  }

  private func onConnection<R>(_ body: (SQLConnection) throws(BookError) -> R) throws(BookError) -> R {
    options.isDry ? try database.onWriter(body) : try database.read(body)
  }
}
