package import Billing
package import Bytes
internal import Compression
internal import Foundation
package import Telecom

extension Book {
  /// A closed invoice as it is kept.
  package struct StoredInvoice: Sendable {
    package var id: Int64
    package var number: InvoiceNumber
    package var kind: String
    package var envelope: InvoiceEnvelope
    /// Of a credit note the one that it credits.
    package var invoice: Invoice
    package var creditNote: CreditNote?

    /// For a terminal.
    package var text: String {
      creditNote?.text(number: "\(number)", date: envelope.date, of: invoice) ?? invoice.text(number: "\(number)")
    }
  }

  package func invoice(_ text: String) throws(BookError) -> StoredInvoice {
    try database.read { connection throws(BookError) in try Self.invoice(text, connection) }
  }

  static func invoice(_ text: String, _ connection: SQLConnection) throws(BookError) -> StoredInvoice {
    guard let number = InvoiceNumber(text), let row = try connection.row(
      "SELECT id, kind, invoice_day, hash, document FROM invoice WHERE series = ?1 AND number = ?2",
      [.text(number.series), .integer(number.number)])
    else { throw BookError(.invalid, "there is no invoice '\(text)'; 'tollbook invoice list' shows all") }
    let damaged = BookError(.damaged, "invoice \(number): its document cannot be read; run 'tollbook verify'")
    guard let document = ZstdBlock.unpack(row.blob(4)) else { throw damaged }
    var (invoice, creditNote): (Invoice?, CreditNote?)
    if row.text(1) == "invoice" {
      invoice = try? Invoice(json: document)
    } else {
      creditNote = try? JSONDecoder().decode(CreditNote.self, from: Data(document))
      invoice = try creditNote.flatMap { note throws(BookError) in try Self.invoice(note.invoice, connection).invoice }
    }
    guard let invoice, (creditNote == nil) == (row.text(1) == "invoice") else { throw damaged }
    let hash = row.blob(3).map { padded(hexadecimal: $0) }.joined()
    return StoredInvoice(
      id: row.integer(0), number: number, kind: row.text(1),
      envelope: InvoiceEnvelope(
        number: "\(number)", date: CivilDate(daysSince1970: row.int(2)), hash: hash, document: document),
      invoice: invoice, creditNote: creditNote)
  }

  private static func padded(hexadecimal byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

  /// Invoices and credit notes in the order in which they were closed.
  /// - Parameters:
  ///   - account: a pattern of account numbers.
  ///   - text: part of the customer's name, or of the invoice's number.
  ///   - from, to: first day of the date, and the day after the last.
  package func invoices(
    account: NamePattern? = nil, text: String? = nil, from: CivilDate? = nil, to: CivilDate? = nil
  ) throws(BookError) -> Listing {
    try database.read { connection throws(BookError) in
      var listing = Listing(["number", "kind", "date", "account", "name", "period_from", "period_to", "charges", "tax", "due", "open", "currency"])
      let needle = text?.lowercased()
      for row in try connection.rows(
        """
        SELECT \(OpenInvoice.columns), c.name, c.title, i.kind, i.period_from, i.period_to, i.charges, i.taxes, i.total_due
        FROM invoice i JOIN account c ON c.id = i.account
        WHERE (?1 IS NULL OR i.invoice_day >= ?1) AND (?2 IS NULL OR i.invoice_day < ?2) ORDER BY i.id
        """, [SQLValue(from?.daysSince1970), SQLValue(to?.daysSince1970)])
      {
        let item = OpenInvoice(row)
        if let account, !account.matches(row.text(11)) { continue }
        if let needle, !row.text(12).lowercased().contains(needle), !"\(item.number)".lowercased().contains(needle) { continue }
        let units = MinorUnits(Currency(item.currency) ?? .usd)
        func amount(_ column: Int) -> Listing.Cell { .decimal(units.text(row.integer(column))) }
        listing.rows.append([
          .text("\(item.number)"), .text(row.text(13)), .day(item.day), .text(row.text(11)), .text(row.text(12)), .day(row.int(14)),
          .day(row.int(15) - 1), amount(16), amount(17), amount(18),
          row.text(13) == "invoice" ? .decimal(units.text(item.open)) : .none, .text(item.currency),
        ])
      }
      return listing
    }
  }

  /// The calls behind an invoice as CSV, by account, service and start.
  /// - Parameter write: takes the text piece by piece.
  package func writeCalls(of invoice: StoredInvoice, to write: (ByteWriter) throws -> Void) throws {
    let writer = ByteWriter()
    writer.append(literal: "account,service,item,record_id,start,calling,called,destination,band,seconds,billed_s,charge,jurisdiction,tier,components\n")
    var failure: (any Error)?
    try database.read { connection throws(BookError) in
      try connection.each(
        """
        SELECT a.name, s.name, p.item, \(UsageSwitch.ownID(sql: "u.record_id")), u.start_ms, u.start_offset, u.calling, u.called, p.destination, p.band,
          u.duration_ms, u.billed_s, u.charge, p.jurisdiction, coalesce(json_extract(u.extras, '$.tier'), 'retail'),
          json_extract(u.extras, '$.components')
        FROM invoice_run x JOIN usage_run r ON r.id = x.run
        JOIN usage u ON u.id >= r.first_usage AND u.id < r.first_usage + r.usage_count
        JOIN usage_price p ON p.id = u.price JOIN account a ON a.id = u.account LEFT JOIN service s ON s.id = u.service
        WHERE x.invoice = ?1 ORDER BY a.name, s.name, u.start_ms, u.id
        """, [.integer(invoice.id)]
      ) { row throws(BookError) in
        guard failure == nil else { return }
        for column: Int32 in 0...3 { Self.append(row.text(column), to: writer) }
        Self.append("\(Timestamp(milliseconds: row.integer(4), offset: Int32(row.integer(5))))", to: writer)
        for column: Int32 in 6...9 { Self.append(row.text(column), to: writer) }
        Self.append(Decimal9.text(row.integer(10) * 1_000_000), to: writer)
        writer.append(decimal: Int(row.integer(11)))
        writer.append(UInt8(ascii: ","))
        writer.append(nanos: row.integer(12))
        for column: Int32 in 13...15 {
          writer.append(UInt8(ascii: ","))
          writer.appendCSV(row.text(column))
        }
        writer.append(10)
        guard writer.count > 1 << 16 else { return }
        do { try write(writer) } catch { failure = error }
        writer.removeAll()
      }
    }
    if let failure { throw failure }
    try write(writer)
  }

  private static func append(_ text: String, to writer: ByteWriter) {
    writer.appendCSV(text)
    writer.append(UInt8(ascii: ","))
  }

  /// Computes a closed invoice again, and says what is not as it was.
  package func reproduce(_ text: String) throws(BookError) -> Reproduction {
    try database.read { connection throws(BookError) in
      let stored = try Self.invoice(text, connection)
      guard stored.creditNote == nil else {
        throw BookError(.invalid, "\(text) is a credit note; 'tollbook verify' checks it against its invoice")
      }
      return try Reproduction(connection, invoice: stored.id)
    }
  }
}
