internal import Telecom

/// A series of invoices or credit notes as it stands: numbers without gap, and in the order of their dates.
struct InvoiceSeries {
  let name: String
  private(set) var lastNumber: Int64
  private(set) var lastDay: CivilDate?

  static func invoices(_ connection: SQLConnection) throws(BookError) -> InvoiceSeries {
    try InvoiceSeries(Book.setting("invoice_series", connection) ?? "INV", connection)
  }

  static func creditNotes(_ connection: SQLConnection) throws(BookError) -> InvoiceSeries {
    try InvoiceSeries(Book.setting("credit_note_series", connection) ?? "CN", connection)
  }

  private init(_ name: String, _ connection: SQLConnection) throws(BookError) {
    self.name = name
    let last = try connection.row(
      "SELECT number, invoice_day FROM invoice WHERE series = ?1 ORDER BY number DESC LIMIT 1", [.text(name)])
    lastNumber = last?.integer(0) ?? 0
    lastDay = last.map { CivilDate(daysSince1970: $0.int(1)) }
  }

  var next: InvoiceNumber { InvoiceNumber(series: name, number: lastNumber + 1) }

  /// The date that a document of a day gets: never one before the last.
  func date(_ day: CivilDate) -> CivilDate { max(day, lastDay ?? day) }

  /// Gives the next number away.
  mutating func advance(to day: CivilDate) {
    lastNumber += 1
    lastDay = day
  }
}
