internal import Billing
internal import Telecom

/// Keeps `account_balance`, and puts an event into the outbox when a customer's credit is used up, inside one
/// transaction.
///
/// available = balance + credit limit, where the balance is −(receivable + unbilled + unapplied) of the paying account
/// and of those on its invoice. ``CreditLimit`` says what is crossed: `credit_warning`, `credit_exhausted`,
/// `credit_available`, `credit_recovered`.
final class CreditWatch {
  private struct Payer {
    var id: Int64
    var name: String
    var currency: String
    var credit: CreditLimit
    /// Minor units owed by it and those on its invoice.
    var owed: Int64
  }

  private let connection: SQLConnection
  private let recordedAt: Int64
  private var payers: [Int64: Payer] = [:]
  private var payerOf: [Int64: Int64] = [:]

  init(_ connection: SQLConnection, recordedAt: Int64) {
    self.connection = connection
    self.recordedAt = recordedAt
  }

  /// Adds the lines to the balances of their customers.
  func move(_ lines: [Posting.Line]) throws(BookError) {
    var before: [Int64: Int64] = [:]
    var order: [Int64] = []
    let statement = try connection.statement(
      """
      INSERT INTO account_balance (account, receivable, unbilled, unapplied) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT (account) DO UPDATE SET
        receivable = receivable + ?2, unbilled = unbilled + ?3, unapplied = unapplied + ?4
      """)
    for line in lines {
      guard let account = line.account else { continue }
      let payer = try payer(of: account)
      if before[payer] == nil {
        before[payer] = payers[payer]!.owed
        order.append(payer)
      }
      let (owed, overflow) = payers[payer]!.owed.addingReportingOverflow(line.amount)
      guard !overflow else {
        throw BookError(.invalid, "account \(payers[payer]!.name): its balance grows too large")
      }
      payers[payer]!.owed = owed
      statement.bind(1, account)
      statement.bind(2, line.ledger == .receivable ? line.amount : 0)
      statement.bind(3, line.ledger == .unbilled ? line.amount : 0)
      statement.bind(4, line.ledger == .unapplied ? line.amount : 0)
      try statement.run()
    }
    for id in order { try tell(payers[id]!, owedBefore: before[id]!) }
  }

  private func tell(_ payer: Payer, owedBefore: Int64) throws(BookError) {
    for crossing in payer.credit.crossings(from: -owedBefore, to: -payer.owed) {
      try write("credit_\(crossing.rawValue)", payer)
    }
  }

  private func write(_ kind: String, _ payer: Payer) throws(BookError) {
    let units = MinorUnits(Currency(payer.currency) ?? .usd)
    try connection.execute(
      "INSERT INTO outbox (recorded_at, kind, account, payload) VALUES (?1, ?2, ?3, ?4)",
      [
        .integer(recordedAt), .text(kind), .integer(payer.id),
        .text(
          """
          {"account":\(JSONText(payer.name)),"currency":"\(payer.currency)","balance":"\(units.text(-payer.owed))",\
          "credit_limit":"\(units.text(payer.credit.limit))","available":"\(units.text(Int64(clamping: payer.credit.availableCredit(-payer.owed))))"}
          """),
      ])
  }

  /// The account on whose invoice another's charges stand.
  private func payer(of account: Int64) throws(BookError) -> Int64 {
    if let known = payerOf[account] { return known }
    guard let row = try connection.row(
      "SELECT parent, billing, name, currency, credit_limit, warning_level FROM account WHERE id = ?1", [.integer(account)])
    else { throw BookError(.invalid, "there is no account with the id \(account)") }
    let payer: Int64
    if row.text(1) == "consolidated", let parent = row.optionalInteger(0) {
      payer = try self.payer(of: parent)
    } else {
      payer = account
      payers[payer] = Payer(
        id: payer, name: row.text(2), currency: row.text(3), credit: CreditLimit(limit: row.integer(4), warning: row.optionalInteger(5)),
        owed: try owed(by: payer))
    }
    payerOf[account] = payer
    return payer
  }

  private func owed(by payer: Int64) throws(BookError) -> Int64 {
    var owed = try connection.row(
      "SELECT receivable + unbilled + unapplied FROM account_balance WHERE account = ?1", [.integer(payer)])?.integer(0) ?? 0
    let children = try connection.rows(
      "SELECT id FROM account WHERE parent = ?1 AND billing = 'consolidated'", [.integer(payer)])
    for child in children { owed += try self.owed(by: child.integer(0)) }
    return owed
  }
}
