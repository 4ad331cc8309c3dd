internal import Billing
internal import Telecom

/// Brings the balances and the journal up to a batch's usage.
///
/// For each account the sum of its usage on no invoice is kept to the nano; what is posted as unbilled is always that
/// sum rounded: a batch posts round(sum after) − round(sum before).
struct UnbilledUsage {
  let batch: Int64
  let source: String
  let recordedAt: Int64

  /// - Parameters:
  ///   - charges: nanos by the account's id. What nobody is billed for is in no balance.
  ///   - currencies: of the accounts, ascending by id.
  ///   - lastDay: the latest day of the batch's usage; `nil` where it has none.
  func post(
    _ charges: [Int64: Int128], currencies: [IngestDirectory.Account], lastDay: Int64?, _ connection: SQLConnection
  ) throws(BookError) {
    guard let lastDay else { return }
    let read = try connection.statement("SELECT unbilled_nanos FROM account_balance WHERE account = ?1")
    let write = try connection.statement(
      """
      INSERT INTO account_balance (account, unbilled_nanos) VALUES (?1, ?2)
      ON CONFLICT (account) DO UPDATE SET unbilled_nanos = ?2
      """)
    var lines: [Posting.Line] = []
    var revenue: [String: [LedgerCode: Int64]] = [:]
    for account in currencies where account.isBilled {
      guard let nanos = charges[account.id], nanos != 0 else { continue }
      read.bind(1, account.id)
      let before = try read.step() ? read.integer(0) : 0
      read.reset()
      guard let after = Int64(exactly: Int128(before) + nanos) else {
        throw BookError(.refused, "the unbilled usage of account \(account.id) passes 9.2 billion; check its plan, or bill it")
      }
      write.bind(1, account.id)
      write.bind(2, after)
      try write.run()
      let amount = try posted(after, account) - posted(before, account)
      lines.append(Posting.Line(.unbilled, account: account.id, amount, account.currency))
      revenue[account.currency, default: [:]][account.revenue, default: 0] -= amount
    }
    for (currency, amounts) in revenue.sorted(by: { $0.key < $1.key }) {
      lines += amounts.sorted { $0.key < $1.key }.map { Posting.Line($0.key, $0.value, currency) }
    }
    let posting = Posting(
      day: Int(try postingDay(lastDay, connection)), kind: .usage, reference: String(batch), memo: source, lines: lines)
    if !posting.lines.isEmpty { try Journal(connection, recordedAt: recordedAt).post(posting) }
  }

  /// The day of the latest usage; never before an invoice that does not have it.
  private func postingDay(_ lastDay: Int64, _ connection: SQLConnection) throws(BookError) -> Int64 {
    max(lastDay, try connection.row("SELECT max(invoice_day) FROM invoice")?.optionalInteger(0) ?? lastDay)
  }

  /// Nanos as minor units, half a unit away from zero.
  private func posted(_ nanos: Int64, _ account: IngestDirectory.Account) throws(BookError) -> Int64 {
    guard let currency = Currency(account.currency), let units = MinorUnits(currency).roundingHalfUp(nanos: Int128(nanos))
    else { throw BookError(.invalid, "account \(account.id): there is no currency '\(account.currency)'") }
    return units
  }
}
