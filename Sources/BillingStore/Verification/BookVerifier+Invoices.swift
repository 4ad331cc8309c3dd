internal import Bytes
internal import Compression
internal import Foundation

extension BookVerifier {
  /// Every document's sums, from its decimal texts alone, and the rows beside it.
  func checkArithmetic() throws(BookError) {
    let lines = try connection.statement("SELECT section, amount FROM invoice_line WHERE invoice = ?1 ORDER BY position")
    try connection.each(
      """
      SELECT id, series, number, carried_forward, movements, charges, taxes, total_due, document, currency FROM invoice
      WHERE kind = 'invoice' ORDER BY id
      """
    ) { row throws(BookError) in
      count += 1
      let name = "invoice \(row.text(1))-\(row.integer(2))"
      guard let bytes = ZstdBlock.unpack(row.bytes(8)), let document = DocumentSums(bytes) else {
        return find("\(name): its document cannot be read")
      }
      for fault in document.faults { find("\(name): \(fault)") }
      let columns = (3...7).map { row.integer($0) }
      if columns != document.columns { find("\(name): its row says \(columns), its document \(document.columns)") }
      lines.bind(1, row.integer(0))
      var stored: [Int64] = []
      while try lines.step() { stored.append(lines.integer(1)) }
      lines.reset()
      if stored != document.lineAmounts { find("\(name): its lines in the book are not those of its document") }
    }
    try none("SELECT DISTINCT invoice FROM invoice_line WHERE invoice NOT IN (SELECT id FROM invoice)") {
      "invoice_line: invoice \($0.integer(0)) is not there"
    }
  }

  func checkInvoiceChain() throws(BookError) {
    var before = [UInt8](repeating: 0, count: 32)
    var expected: Int64 = 1
    let sha = SHA256()
    try connection.each(
      """
      SELECT id, kind, series, number, account, period_from, period_to, invoice_day, due_day, is_final, currency,
        carried_forward, movements, charges, taxes, total_due, document, inputs, hash FROM invoice ORDER BY id
      """
    ) { row throws(BookError) in
      count += 1
      let name = "invoice \(row.text(2))-\(row.integer(3))"
      if row.integer(0) != expected { find("an invoice is missing before \(name)") }
      expected = row.integer(0) + 1
      sha.update(before)
      for column: Int32 in 0..<16 {
        if [1, 2, 10].contains(column) { sha.update(row.text(column)) } else { sha.update(row.integer(column)) }
      }
      for column: Int32 in 16...17 {
        let bytes = ZstdBlock.unpack(row.bytes(column)) ?? []
        sha.update(Int64(bytes.count))
        sha.update(bytes)
      }
      before = row.bytes(18)
      if sha.digest() != before { find("\(name): it or the one before was changed") }
    }
    try none(
      """
      SELECT series, number, expected FROM (
        SELECT series, number, row_number() OVER (PARTITION BY series ORDER BY number) AS expected FROM invoice)
      WHERE number <> expected
      """
    ) { "series \($0.text(0)): number \($0.integer(1)) stands where \($0.integer(2)) should" }
    try none(
      """
      SELECT series, number FROM (
        SELECT series, number, invoice_day, lag(invoice_day) OVER (PARTITION BY series ORDER BY number) AS before FROM invoice)
      WHERE invoice_day < before
      """
    ) { "invoice \($0.text(0))-\($0.integer(1)) has an earlier date than the number before" }
    try none("SELECT account, period_to FROM invoice WHERE kind = 'invoice' GROUP BY account, period_to HAVING count(*) > 1") {
      "account \($0.integer(0)) has two invoices for one cycle"
    }
  }

  func checkReproduction() throws(BookError) {
    let ids = try connection.rows("SELECT id, series, number FROM invoice WHERE kind = 'invoice' ORDER BY id")
    for row in ids {
      count += 1
      let number = InvoiceNumber(series: row.text(1), number: row.integer(2))
      do throws(BookError) {
        // Rows that no archive has are found missing by the chain of usage.
        let again = try Reproduction(connection, invoice: row.integer(0))
        if let difference = again.difference, !again.isArchived { find("invoice \(number): \(difference)") }
      } catch {
        find("invoice \(number): \(error.message)")
      }
    }
  }

  func checkBillRuns() throws(BookError) {
    count = try number("SELECT count(*) FROM bill_run")
    try none(
      """
      SELECT r.id, r.accounts, r.closed, r.set_aside, r.nothing_to_bill FROM bill_run r WHERE r.finished_at IS NOT NULL AND (
        r.accounts <> r.closed + r.set_aside + r.nothing_to_bill
        OR r.closed <> (SELECT count(*) FROM bill_run_account a WHERE a.run = r.id AND a.outcome = 'closed')
        OR r.set_aside <> (SELECT count(*) FROM bill_run_account a WHERE a.run = r.id AND a.outcome = 'set_aside')
        OR r.nothing_to_bill <> (SELECT count(*) FROM bill_run_account a WHERE a.run = r.id AND a.outcome = 'nothing_to_bill'))
      """
    ) { "bill run \($0.integer(0)): closed \($0.integer(2)) + set aside \($0.integer(3)) + nothing to bill \($0.integer(4)) is not \($0.integer(1)), or not what it noted" }
  }

  func checkStatements() throws(BookError) {
    count = try number("SELECT count(*) FROM account WHERE billing = 'own'")
    try none(
      """
      SELECT series, number, carried_forward, before FROM (
        SELECT series, number, carried_forward,
          lag(total_due, 1, 0) OVER (PARTITION BY account ORDER BY id) AS before FROM invoice WHERE kind = 'invoice')
      WHERE carried_forward <> before
      """
    ) { "invoice \($0.text(0))-\($0.integer(1)) carries \($0.integer(2)) forward, the one before left \($0.integer(3))" }
    try none(
      """
      SELECT i.series, i.number, i.movements, coalesce(m.total, 0) FROM invoice i LEFT JOIN (
        SELECT e.invoice, sum(l.amount) AS total FROM invoice_entry e JOIN journal_line l ON l.entry = e.entry AND l.account IS NOT NULL
        GROUP BY e.invoice) m ON m.invoice = i.id
      WHERE i.kind = 'invoice' AND i.movements <> coalesce(m.total, 0)
      """
    ) { "invoice \($0.text(0))-\($0.integer(1)) shows movements of \($0.integer(2)), their journal entries sum to \($0.integer(3))" }
    try none(
      """
      SELECT a.name, b.receivable + b.unapplied,
        coalesce((SELECT i.total_due FROM invoice i WHERE i.account = a.id AND i.kind = 'invoice' ORDER BY i.id DESC LIMIT 1), 0)
        + coalesce((SELECT sum(l.amount) FROM journal j JOIN journal_line l ON l.entry = j.id AND l.account IS NOT NULL
            WHERE j.account = a.id AND j.kind NOT IN ('one_off', 'invoice', 'allocation')
              AND NOT EXISTS (SELECT 1 FROM invoice_entry e WHERE e.entry = j.id)), 0) AS expected
      FROM account a JOIN account_balance b ON b.account = a.id WHERE b.receivable + b.unapplied <> expected
      """
    ) { "account \($0.text(0)) owes \($0.integer(1)) by the ledger, \($0.integer(2)) by its last invoice and what came since" }
    try checkPayments()
    try none(
      """
      SELECT i.series, i.number, c.position FROM credit_note_line c JOIN invoice n ON n.id = c.invoice
      JOIN invoice i ON i.id = n.credits LEFT JOIN invoice_line l ON l.invoice = i.id AND l.position = c.position
      GROUP BY i.id, c.position HAVING abs(sum(c.amount)) > abs(max(coalesce(l.amount, 0))) OR sum(c.amount) * max(coalesce(l.amount, 0)) < 0
      """
    ) { "invoice \($0.text(0))-\($0.integer(1)), line \($0.integer(2) + 1): more is credited than it charged" }
    try none(
      """
      SELECT a.name, b.receivable, coalesce(sum(i.charges + i.taxes), 0)
        - coalesce((SELECT sum(x.amount) FROM allocation x JOIN invoice y ON y.id = x.invoice WHERE y.account = a.id), 0) AS open
      FROM account a JOIN account_balance b ON b.account = a.id LEFT JOIN invoice i ON i.account = a.id
      GROUP BY a.id HAVING b.receivable <> open
      """
    ) { "account \($0.text(0)): receivable is \($0.integer(1)), its invoices less allocations come to \($0.integer(2))" }
  }
}
