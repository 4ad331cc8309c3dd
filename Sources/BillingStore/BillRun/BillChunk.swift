internal import Billing
internal import Telecom

/// The closing of some hundred accounts, inside one writing transaction.
struct BillChunk {
  private let connection: SQLConnection
  private let rules: BillingRules
  private let options: BillRun.Options
  private var closer: InvoiceCloser
  private(set) var report: BillReport
  /// Accounts with another cycle to be billed.
  private(set) var later: [BillTarget] = []

  init(
    _ connection: SQLConnection, _ rules: BillingRules, _ report: BillReport, _ options: BillRun.Options
  ) throws(BookError) {
    self.connection = connection
    self.rules = rules
    self.report = report
    self.options = options
    closer = try InvoiceCloser(connection, rules: rules, run: report.run, recordedAt: options.recordedAt)
  }

  mutating func close(_ target: BillTarget, _ invoice: Result<ComputedInvoice, BookError>) throws(BookError) {
    var target = target
    switch invoice {
    case .failure(let error):
      return try setAside(target, error)
    case .success(let invoice) where !invoice.isWorthClosing:
      try target.passOver(to: options.asOf, connection)
    case .success(let invoice):
      do throws(BookError) {
        try connection.executeScript("SAVEPOINT invoice")
        guard let number = try closer.close(invoice) else {
          throw try closedMeanwhile(target)
        }
        try connection.executeScript("RELEASE invoice")
        count(invoice, number)
        target.isClosed = true
        target.advance()
      } catch {
        if error.kind == .storage || error.kind == .locked { throw error }
        try connection.executeScript("ROLLBACK TO invoice; RELEASE invoice")
        closer = try InvoiceCloser(connection, rules: rules, run: report.run, recordedAt: options.recordedAt)
        return try setAside(target, error)
      }
    }
    if target.period.to <= options.asOf { later.append(target) } else { try end(target) }
  }

  /// Another program closed an invoice of the account since the run began.
  private func closedMeanwhile(_ target: BillTarget) throws(BookError) -> BookError {
    let last = try connection.row(
      "SELECT series, number, period_to FROM invoice WHERE account = ?1 AND kind = 'invoice' ORDER BY id DESC LIMIT 1",
      [.integer(target.account.id)])
    let until = last.map { "\($0.text(0))-\($0.integer(1)), up to \(CivilDate(daysSince1970: $0.int(2)))" } ?? "another one"
    return BookError(.refused, "its invoice \(until), was closed meanwhile; run the bill run again for what is left")
  }

  private mutating func count(_ invoice: ComputedInvoice, _ number: InvoiceNumber) {
    report.invoices += 1
    report.first = report.first ?? number
    report.last = number
    report.charges[invoice.source.inputs.currency.code, default: 0] += Int128(invoice.result.invoice.totals.charges)
  }

  private mutating func end(_ target: BillTarget) throws(BookError) {
    if target.isClosed { report.closed += 1 } else { report.nothingToBill += 1 }
    try record(target, target.isClosed ? "closed" : "nothing_to_bill", "")
  }

  private mutating func setAside(_ target: BillTarget, _ error: BookError) throws(BookError) {
    report.setAside.append((target.account.name, error.message))
    try record(target, "set_aside", error.message)
  }

  private func record(_ target: BillTarget, _ outcome: String, _ reason: String) throws(BookError) {
    try connection.execute(
      "INSERT INTO bill_run_account (run, account, outcome, reason) VALUES (?1, ?2, ?3, ?4)",
      [SQLValue(report.run), .integer(target.account.id), .text(outcome), .text(reason)])
  }
}
