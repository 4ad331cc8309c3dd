internal import Telecom

/// A payment with what of it is allocated to no invoice and was not given back.
struct HeldPayment {
  var id: Int64
  var account: Int64
  var currency: Currency
  var reference: String
  /// Minor units.
  var left: Int64
}

extension HeldPayment {
  private static let columns = """
    p.id, p.account, c.currency, p.reference, p.amount
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.payment = p.id), 0)
      + coalesce((SELECT sum(r.amount) FROM payment r WHERE r.reverses = p.id), 0)
    """

  private init(_ row: SQLRow) {
    self.init(
      id: row.integer(0), account: row.integer(1), currency: Currency(row.text(2)) ?? .usd, reference: row.text(3),
      left: row.integer(4))
  }

  /// Those of an account of which something is left, oldest first.
  static func list(of account: Int64, _ connection: SQLConnection) throws(BookError) -> [HeldPayment] {
    try connection.rows(
      """
      SELECT \(columns) FROM payment p JOIN account c ON c.id = p.account
      WHERE p.account = ?1 AND p.amount > 0 ORDER BY p.day, p.id
      """, [.integer(account)]
    ).map { HeldPayment($0) }.filter { $0.left > 0 }
  }

  static func named(_ reference: String, _ connection: SQLConnection) throws(BookError) -> HeldPayment {
    guard let row = try connection.row(
      """
      SELECT \(columns) FROM payment p JOIN account c ON c.id = p.account WHERE p.reference = ?1 AND p.amount > 0
      """, [.text(reference)])
    else { throw BookError(.invalid, "there is no payment '\(reference)'; 'tollbook payment list' shows all") }
    return HeldPayment(row)
  }
}
