/// An invoice with what of it is not settled; below zero, what it owes the customer and is not in hand yet.
package struct OpenInvoice: Hashable, Sendable {
  package var id: Int64
  package var number: InvoiceNumber
  package var account: Int64
  /// Days since 1970.
  package var day: Int
  package var due: Int
  package var currency: String
  /// Minor units of its own charges with taxes; what was carried forward is open elsewhere.
  package var total: Int64
  package var open: Int64
  /// The last day on which `skonto` may be kept back.
  package var skontoDay: Int?
  package var skonto: Int64
}

extension OpenInvoice {
  /// Total, less what is allocated and credited.
  static let columns = """
    i.id, i.series, i.number, i.account, i.invoice_day, i.due_day, i.currency, i.charges + i.taxes,
    i.charges + i.taxes
      - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.invoice = i.id), 0)
      + coalesce((SELECT sum(c.charges + c.taxes) FROM invoice c WHERE c.credits = i.id), 0),
    i.skonto_day, i.skonto_amount
    """

  init(_ row: SQLRow) {
    self.init(
      id: row.integer(0), number: InvoiceNumber(series: row.text(1), number: row.integer(2)), account: row.integer(3),
      day: row.int(4), due: row.int(5), currency: row.text(6), total: row.integer(7), open: row.integer(8),
      skontoDay: row.optionalInt(9), skonto: row.integer(10))
  }

  /// Those of an account that are not settled, the one due first at the front.
  static func list(of account: Int64, _ connection: SQLConnection) throws(BookError) -> [OpenInvoice] {
    try connection.rows(
      "SELECT \(columns) FROM invoice i WHERE i.account = ?1 AND i.kind = 'invoice' ORDER BY i.due_day, i.id",
      [.integer(account)]
    ).map { OpenInvoice($0) }.filter { $0.open != 0 }
  }

  static func with(id: Int64, _ connection: SQLConnection) throws(BookError) -> OpenInvoice {
    OpenInvoice(try connection.row("SELECT \(columns) FROM invoice i WHERE i.id = ?1", [.integer(id)])!)
  }
}
