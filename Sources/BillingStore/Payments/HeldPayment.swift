internal import Telecom

/// A payment with what of it is allocated to no invoice and was not given back.
struct HeldPayment {
  var id: Int64
  var kind: String
  var account: Int64
  var currency: Currency
  var reference: String
  var method: String
  /// Days since 1970.
  var day: Int
  /// Of the journal.
  var entry: Int64
  /// Minor units.
  var left: Int64
}

extension HeldPayment {
  /// Somebody paid it, or is owed it; nobody ever pays out what was given up.
  var isMoney: Bool { kind != "write_off" && kind != "skonto" }

  /// The ledger account that it came from.
  var source: LedgerCode {
    switch kind {
    case "write_off": .writeOff
    case "skonto": .skonto
    default: .cash(method)
    }
  }

  private static let columns = """
    p.id, p.kind, p.account, c.currency, p.reference, p.method, p.day, p.entry, p.amount
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.payment = p.id), 0)
      - coalesce((SELECT sum(r.amount) FROM reversal r WHERE r.reverses = p.id), 0)
    """

  private init(_ row: SQLRow) {
    self.init(
      id: row.integer(0), kind: row.text(1), account: row.integer(2), currency: Currency(row.text(3)) ?? .usd,
      reference: row.text(4), method: row.text(5), day: row.int(6), entry: row.integer(7), left: row.integer(8))
  }

  /// Those of an account of which something is left, oldest first.
  static func list(of account: Int64, _ connection: SQLConnection) throws(BookError) -> [HeldPayment] {
    try connection.rows(
      """
      SELECT \(columns) FROM payment p JOIN account c ON c.id = p.account
      WHERE p.account = ?1 AND p.amount >= 0 ORDER BY p.day, p.id
      """, [.integer(account)]
    ).map { HeldPayment($0) }.filter { $0.left > 0 }
  }

  static func named(_ reference: String, _ connection: SQLConnection) throws(BookError) -> HeldPayment {
    guard let row = try connection.row(
      """
      SELECT \(columns) FROM payment p JOIN account c ON c.id = p.account WHERE p.reference = ?1 AND p.amount >= 0
      """, [.text(reference)])
    else { throw BookError(.invalid, "there is no payment '\(reference)'; 'tollbook payment list' shows all") }
    return HeldPayment(row)
  }

  static func with(id: Int64, _ connection: SQLConnection) throws(BookError) -> HeldPayment {
    HeldPayment(
      try connection.row("SELECT \(columns) FROM payment p JOIN account c ON c.id = p.account WHERE p.id = ?1", [.integer(id)])!)
  }
}
