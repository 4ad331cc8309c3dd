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
    for id in order {
      let payer = payers[id]!
      try tell(payer.credit.crossings(from: -before[id]!, to: -payer.owed), payer)
    }
  }

  private func tell(_ crossings: [CreditLimit.Crossing], _ payer: Payer) throws(BookError) {
    let units = MinorUnits(Currency(payer.currency) ?? .usd)
    for crossing in crossings {
      let kind: OutboxEvent.Kind = switch crossing {
      case .warning: .creditWarning
      case .exhausted: .creditExhausted
      case .available: .creditAvailable
      case .recovered: .creditRecovered
      }
      try OutboxEvent(
        kind: kind, account: payer.id,
        fields: [
          ("account", payer.name), ("currency", payer.currency), ("balance", units.text(-payer.owed)),
          ("credit_limit", units.text(payer.credit.limit)),
          ("available", units.text(Int64(clamping: payer.credit.availableCredit(-payer.owed)))),
        ]
      ).write(connection, recordedAt: recordedAt)
    }
  }

  /// Tells of what an account's own change crossed, after it was stored: of its limits, or of who pays for it.
  /// - Parameters:
  ///   - credit: its limits before.
  ///   - parent: on whose invoice it stood; `nil` where it had its own.
  func follow(changeOf account: Int64, credit: CreditLimit, parent: Int64?) throws(BookError) {
    let before = try parent.map { parent throws(BookError) in try payer(of: parent) } ?? account
    let now = try payer(of: account)
    if before == now {
      guard now == account, let payer = payers[now] else { return }
      return try tell(payer.credit.crossings(from: -payer.owed, under: credit, to: -payer.owed), payer)
    }
    let moved = try owed(by: account)
    for (id, share) in [(before, moved), (now, -moved)] where id != account {
      guard let payer = payers[id] else { continue }
      try tell(payer.credit.crossings(from: -payer.owed - share, to: -payer.owed), payer)
    }
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
