internal import Billing
internal import Compression
internal import Foundation
package import Telecom

extension Book {
  /// Takes back charges of a closed invoice with their discounts and taxes: a credit note with a number of its own. What was paid on the
  /// invoice beyond what is left of it becomes credit in hand.
  /// - Parameters:
  ///   - line: of a charge, counted from 1, as the invoice shows them; `nil` credits all that is left of the invoice.
  ///   - amount: decimal text, of the sign of the line, less its discounts and before taxes; all that is left of it where
  ///     it is not given.
  /// - Returns: the credit note's number.
  package func credit(
    _ text: String, line: Int?, amount: String?, reason: String, on day: CivilDate, recordedAt: Int64
  ) throws(BookError) -> InvoiceNumber {
    try database.write { connection throws(BookError) in
      let stored = try Self.invoice(text, connection)
      guard stored.creditNote == nil else { throw BookError(.invalid, "\(text) is a credit note; name an invoice") }
      let invoice = stored.invoice
      let earlier = try Self.creditNotes(stored.id, connection)
      let parts = try Self.parts(of: invoice, text, line, amount, earlier)
      let note: CreditNote
      do throws(BillingError) {
        note = try CreditNote(of: invoice, number: text, crediting: parts, earlier: earlier, reason: reason)
      } catch { throw BookError(.invalid, "\(error)") }
      return try CreditNoteDesk(connection, recordedAt: recordedAt).close(note, of: stored, invoice, on: day)
    }
  }

  private static func creditNotes(_ id: Int64, _ connection: SQLConnection) throws(BookError) -> [CreditNote] {
    try connection.rows("SELECT document FROM invoice WHERE credits = ?1 ORDER BY id", [.integer(id)]).map { row throws(BookError) in
      guard let bytes = ZstdBlock.unpack(row.blob(0)), let note = try? JSONDecoder().decode(CreditNote.self, from: Data(bytes))
      else { throw BookError(.damaged, "a credit note of this invoice cannot be read; run 'tollbook verify'") }
      return note
    }
  }

  private static func parts(
    of invoice: Invoice, _ number: String, _ line: Int?, _ amount: String?, _ earlier: [CreditNote]
  ) throws(BookError) -> [CreditNote.Part] {
    let rest = CreditNote.rest(of: invoice, after: earlier)
    guard let line else {
      guard amount == nil else { throw BookError(.invalid, "an amount is of one line; name it with --line") }
      guard !rest.isEmpty else { throw BookError(.refused, "nothing is left of invoice \(number) to be credited") }
      return rest
    }
    guard invoice.lines.indices.contains(line - 1) else {
      throw BookError(
        .invalid,
        "invoice \(number) has the lines 1 to \(invoice.lines.count), and taxes that go with them; there is no line \(line)")
    }
    let charge = invoice.charge(at: line - 1).lowerBound
    guard charge == line - 1 else {
      throw BookError(.invalid, "\(BillingError.creditOfDiscount(invoice: number, line: line - 1, on: charge))")
    }
    guard invoice.lines[charge].discount == nil else {
      throw BookError(
        .invalid, "invoice \(number), line \(line) is a discount on no line of it; credit the whole invoice, without --line")
    }
    guard let left = rest.first(where: { $0.place == charge }) else {
      throw BookError(.refused, "nothing is left of invoice \(number), line \(line), to be credited")
    }
    guard let amount else { return [left] }
    do throws(MinorUnits.Failure) {
      return [CreditNote.Part(place: charge, amount: try MinorUnits(invoice.currency).parse(amount))]
    } catch { throw BookError(.invalid, "\(error)") }
  }
}

/// Closes credit notes inside one writing transaction.
private struct CreditNoteDesk {
  private let connection: SQLConnection
  private let journal: Journal
  private let rules: BillingRules

  init(_ connection: SQLConnection, recordedAt: Int64) throws(BookError) {
    self.connection = connection
    journal = try Journal(connection, recordedAt: recordedAt)
    rules = try BillingRules(connection)
  }

  func close(_ note: CreditNote, of stored: Book.StoredInvoice, _ invoice: Invoice, on day: CivilDate) throws(BookError) -> InvoiceNumber {
    let series = try InvoiceSeries.creditNotes(connection)
    let number = series.next
    let day = series.date(max(day, invoice.date)).daysSince1970
    let account = try connection.row("SELECT account FROM invoice WHERE id = ?1", [.integer(stored.id)])!.integer(0)
    let entry = try post(note, invoice, number, account: account, day: day)
    try insert(note, stored, invoice, number, account: account, day: day, entry: entry)
    let desk = PaymentDesk(connection, journal)
    let open = try OpenInvoice.with(id: stored.id, connection)
    if open.open < 0 { try desk.free(-open.open, on: open, for: "\(number)", day: day) }
    try desk.putInHand(.with(id: stored.id, connection), from: number, day: day)
    return number
  }

  private func post(
    _ note: CreditNote, _ invoice: Invoice, _ number: InvoiceNumber, account: Int64, day: Int
  ) throws(BookError) -> Int64 {
    let currency = invoice.currency.code
    var lines = note.lines.map { part in
      let line = invoice.lines[part.place]
      return Posting.Line(rules.revenue(of: line), part.amount, currency)
    }
    lines += note.taxes.map { Posting.Line(.tax(invoice.taxes[$0.place].authority), $0.amount, currency) }
    lines.append(.init(.receivable, account: account, -note.total, currency))
    return try journal.post(
      Posting(
        day: day, kind: .creditNote, account: account, reference: "\(number)", memo: note.reason,
        corrects: try connection.row(
          "SELECT entry FROM invoice WHERE series || '-' || number = ?1", [.text(note.invoice)])?.optionalInteger(0),
        lines: lines))
  }

  private func insert(
    _ note: CreditNote, _ stored: Book.StoredInvoice, _ invoice: Invoice, _ number: InvoiceNumber, account: Int64, day: Int,
    entry: Int64
  ) throws(BookError) {
    let id = try connection.row("SELECT coalesce(max(id), 0) + 1 FROM invoice")!.integer(0)
    let net = note.lines.reduce(Int64(0)) { $0 + $1.amount }
    let tax = note.taxes.reduce(Int64(0)) { $0 + $1.amount }
    let sealed: [SQLValue] = [
      .integer(id), .text("credit_note"), .text(number.series), .integer(number.number), .integer(account),
      .integer(Int64(invoice.period.from.daysSince1970)), .integer(Int64(invoice.period.to.daysSince1970)),
      .integer(Int64(day)), .integer(Int64(day)), .integer(0), .text(invoice.currency.code), .integer(0), .integer(0),
      .integer(-net), .integer(-tax), .integer(-note.total),
    ]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let document = try? encoder.encode(note) else { preconditionFailure("a credit note is integers and texts") }
    var seal = InvoiceSeal(after: try InvoiceCloser.lastHash(connection))
    seal.add(sealed)
    seal.add([UInt8](document))
    seal.add([UInt8]())
    try connection.execute(
      """
      INSERT INTO invoice (id, kind, series, number, account, period_from, period_to, invoice_day, due_day, is_final,
        currency, carried_forward, movements, charges, taxes, total_due, credits, entry, document, inputs, hash)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)
      """,
      sealed + [
        .integer(stored.id), .integer(entry), .blob(ZstdBlock.pack([UInt8](document))), .blob(ZstdBlock.pack([])),
        .blob(seal.digest()),
      ])
    let taxes = note.taxes.map { (invoice.lines.count + $0.place, $0.amount) }
    for (place, amount) in note.lines.map({ ($0.place, $0.amount) }) + taxes {
      try connection.execute(
        "INSERT INTO credit_note_line (invoice, position, amount) VALUES (?1, ?2, ?3)",
        [.integer(id), .integer(Int64(place)), .integer(amount)])
    }
  }
}
