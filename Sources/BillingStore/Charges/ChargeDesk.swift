internal import Billing
internal import Telecom

/// Takes one-off charges and credits, inside one writing transaction: Dr unbilled, Cr revenue, at once.
package final class ChargeDesk {
  private let connection: SQLConnection
  private let journal: Journal
  private let rules: BillingRules

  package init(_ connection: SQLConnection, recordedAt: Int64) throws(BookError) {
    self.connection = connection
    journal = try Journal(connection, recordedAt: recordedAt)
    rules = try BillingRules(connection)
  }

  /// - Returns: `false` when the book has it already, word for word.
  /// - Throws: `.invalid` for what does not fit, `.refused` when its reference is taken by another one.
  @discardableResult
  package func enter(_ entry: OneOffEntry) throws(BookError) -> Bool {
    func refuse(_ message: String) -> BookError { BookError(.invalid, "charge \(entry.reference): \(message)") }
    guard !entry.reference.isEmpty else { throw BookError(.invalid, "a charge has no reference; give each its own id") }
    guard let account = try connection.row("SELECT id, currency FROM account WHERE name = ?1", [.text(entry.account)]),
      let currency = Currency(account.text(1))
    else { throw refuse("there is no account '\(entry.account)'; 'tollbook account list' shows all") }
    var service: Int64?
    if let name = entry.service {
      service = try connection.row(
        "SELECT id FROM service WHERE name = ?1 AND account = ?2", [.text(name), .integer(account.integer(0))])?.integer(0)
      if service == nil { throw refuse("account \(entry.account) has no service '\(name)'; 'tollbook service list' shows all") }
    }
    guard rules.products[entry.product] != nil else {
      throw refuse("there is no product '\(entry.product)'; add it to the catalogue")
    }
    guard let quantity = try? Decimal9.parse(entry.quantity), quantity > 0 else {
      throw refuse("a quantity of '\(entry.quantity)'; give a number above zero with at most nine decimals, credits have a negative price")
    }
    let price = try price(entry, currency)
    let unit = Int128(MinorUnits(currency).nanosPerUnit) * 1_000_000_000
    guard let amount = Int64(exactly: roundHalfUp(Int128(quantity) * Int128(price), over: unit)) else {
      throw refuse("it is larger than an amount can be; enter it in parts")
    }
    let values: [SQLValue] = [
      .integer(account.integer(0)), SQLValue(service), .text(entry.product), .text(entry.title),
      .integer(Int64(entry.day.daysSince1970)), .integer(quantity), .integer(price), .integer(amount),
    ]
    if let known = try connection.row(
      "SELECT account, service, product, title, day, quantity, price, amount FROM one_off WHERE reference = ?1",
      [.text(entry.reference)])
    {
      guard known.values == values else {
        throw BookError(.refused, "charge \(entry.reference) is in the book already with other content; give it another reference")
      }
      return false
    }
    let posted = try journal.post(
      Posting(
        day: entry.day.daysSince1970, kind: .oneOff, account: account.integer(0), reference: entry.reference,
        memo: entry.title,
        lines: [
          .init(.unbilled, account: account.integer(0), amount, currency.code),
          .init(rules.revenue(of: entry.product, .oneOff), -amount, currency.code),
        ]))
    try connection.execute(
      """
      INSERT INTO one_off (account, service, product, title, day, quantity, price, amount, reference, entry)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
      """, values + [.text(entry.reference), .integer(posted)])
    return true
  }

  private func price(_ entry: OneOffEntry, _ currency: Currency) throws(BookError) -> Int64 {
    if let text = entry.price {
      guard let price = try? Decimal9.parse(text) else {
        throw BookError(.invalid, "charge \(entry.reference): '\(text)' is no price; write it as 12.50, with at most nine decimals")
      }
      return price
    }
    guard let price = rules.prices[currency.code]?[entry.product]?.last(where: { $0.from <= entry.day }) else {
      throw BookError(
        .invalid, "charge \(entry.reference): the catalogue has no price for \(entry.product) in \(currency) on \(entry.day); give one")
    }
    return price.nanos
  }
}
