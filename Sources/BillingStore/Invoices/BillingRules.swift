internal import Billing
internal import Telecom

/// What holds for all accounts: the catalogue, taxes and discounts. Read once for many invoices.
struct BillingRules: Sendable {
  struct Product: Sendable {
    var title: String
    /// Ledger account of its revenue; that of the kind where `nil`.
    var revenue: LedgerCode?
    var taxCategory: String
    /// Among the items of a service on an invoice.
    var position: Int
  }

  struct Tax: Sendable {
    var rule: TaxRule
    /// Tax place of the accounts it is for; `nil` for any.
    var place: String?
    var account: Int64?
  }

  struct StoredDiscount: Sendable {
    var discount: Discount
    /// The account that it was given to; `nil` for all customers.
    var account: Int64?
    var service: Int64?
    var cycles: Int?
  }

  var products: [String: Product] = [:]
  /// By product, in one currency.
  var prices: [String: [String: [CataloguePrice]]] = [:]
  var taxes: [Tax] = []
  var discounts: [StoredDiscount] = []
  /// The accounts below resellers, in whose name their usage is billed.
  var resold: (ids: Set<Int64>, names: Set<String>) = ([], [])
  /// Names of service types whose recurring charges pause while the service is suspended.
  var pausingTypes: Set<String> = []
  /// Item codes that services of a type show even when nothing was used.
  var subscribedItems: [String: [String]] = [:]

  init(_ connection: SQLConnection) throws(BookError) {
    var byCategory: [String: [String]] = [:]
    for row in try connection.rows("SELECT code, title, revenue, tax_category, position FROM product ORDER BY code") {
      let revenue = row.text(2).isEmpty ? nil : LedgerCode(row.text(2))
      products[row.text(0)] = Product(title: row.text(1), revenue: revenue, taxCategory: row.text(3), position: row.int(4))
      byCategory[row.text(3), default: []].append(row.text(0))
    }
    for row in try connection.rows("SELECT product, currency, valid_from, price FROM product_price ORDER BY product, currency, valid_from") {
      prices[row.text(1), default: [:]][row.text(0), default: []].append(
        CataloguePrice(product: row.text(0), from: CivilDate(daysSince1970: row.int(2)), nanos: row.integer(3)))
    }
    for row in try connection.rows("SELECT name, definition FROM service_type") {
      guard let type = ServiceTypeTable.shared.type(row.text(0), row.text(1)) else { continue }
      if !type.chargesWhileSuspended { pausingTypes.insert(type.name) }
      if !type.items.isEmpty { subscribedItems[type.name] = type.items }
    }
    for row in try connection.rows(ResellerChain.resoldSQL + " SELECT r.id, a.name FROM resold r JOIN account a ON a.id = r.id") {
      resold.ids.insert(row.integer(0))
      resold.names.insert(row.text(1))
    }
    try readTaxes(connection, byCategory)
    try readDiscounts(connection)
  }

  private mutating func readTaxes(_ connection: SQLConnection, _ byCategory: [String: [String]]) throws(BookError) {
    for row in try connection.rows(
      "SELECT id, name, authority, percent, product, category, account, place, valid_from, valid_to FROM tax_rule ORDER BY id")
    {
      var covered: [String]? = row.optionalText(4).map { [$0] }
      if let category = row.optionalText(5) {
        let all = byCategory[category] ?? []
        covered = covered.map { $0.filter(all.contains) } ?? all.sorted()
      }
      taxes.append(
        Tax(
          rule: TaxRule(
            code: "\(row.integer(0))", authority: row.text(2), name: row.text(1), percent: row.integer(3) / 1000,
            products: covered, from: CivilDate(daysSince1970: row.int(8)),
            to: row.optionalInt(9).map { CivilDate(daysSince1970: $0) }),
          place: row.optionalText(7), account: row.optionalInteger(6)))
    }
  }

  private mutating func readDiscounts(_ connection: SQLConnection) throws(BookError) {
    for row in try connection.rows(
      """
      SELECT d.id, d.name, d.title, d.kind, d.value, d.account, a.name, d.service, s.name, d.product, d.cycles, d.valid_from, d.valid_to
      FROM discount d LEFT JOIN account a ON a.id = d.account LEFT JOIN service s ON s.id = d.service ORDER BY d.id
      """)
    {
      discounts.append(
        StoredDiscount(
          discount: Discount(
            id: row.integer(0), code: row.text(1), text: row.text(2).isEmpty ? row.text(1) : row.text(2),
            value: row.text(3) == "percent" ? .percent(row.integer(4) / 1000) : .amount(row.integer(4)),
            account: row.optionalText(6), service: row.optionalText(8), product: row.optionalText(9),
            from: CivilDate(daysSince1970: row.int(11)), to: row.optionalInt(12).map { CivilDate(daysSince1970: $0) }),
          account: row.optionalInteger(5), service: row.optionalInteger(7), cycles: row.optionalInt(10)))
    }
  }

  /// The text of a product or item on an invoice.
  func title(_ code: String) -> String { products[code].flatMap { $0.title.isEmpty ? nil : $0.title } ?? code }
}
