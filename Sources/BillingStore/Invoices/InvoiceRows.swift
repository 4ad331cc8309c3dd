internal import Billing
internal import Telecom

/// The rows beside an invoice: its lines, and what it took from elsewhere in the book.
struct InvoiceRows {
  let connection: SQLConnection
  let invoice: Int64

  func insert(_ computed: ComputedInvoice) throws(BookError) {
    try insertLines(computed)
    try insertChargePeriods(computed.result.chargePeriods)
    let sources = computed.source.sources
    try link(sources.runs, "INSERT INTO invoice_run (run, invoice) VALUES (?1, ?2)")
    try link(sources.oneOffs, "INSERT INTO invoice_one_off (one_off, invoice) VALUES (?1, ?2)")
    try link(sources.entries, "INSERT INTO invoice_entry (entry, invoice) VALUES (?1, ?2)")
    try link(Set(computed.result.discountsUsed).sorted(), "INSERT INTO invoice_discount (discount, invoice) VALUES (?1, ?2)")
  }

  private func link(_ ids: [Int64], _ sql: String) throws(BookError) {
    let statement = try connection.statement(sql)
    for id in ids {
      statement.bind(1, id)
      statement.bind(2, invoice)
      try statement.run()
    }
  }

  /// Charges, then taxes, in the document's order, counted from 0.
  private func insertLines(_ computed: ComputedInvoice) throws(BookError) {
    let sources = computed.source.sources
    let statement = try connection.statement(
      """
      INSERT INTO invoice_line (invoice, position, section, account, service, product, title, period_from, period_to, quantity, amount)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
      """)
    statement.bind(1, invoice)
    for (position, line) in computed.result.invoice.lines.enumerated() {
      statement.bind(2, Int64(position))
      statement.bind(3, .text(line.discount == nil ? line.kind.rawValue : "discount"))
      statement.bind(4, sources.accounts[line.account] ?? computed.source.payer)
      statement.bind(5, SQLValue(line.service.flatMap { sources.services[$0] }))
      statement.bind(6, .text(line.item))
      statement.bind(7, .text(line.text))
      statement.bind(8, Int64(line.period.from.daysSince1970))
      statement.bind(9, Int64(line.period.to.daysSince1970))
      statement.bind(10, line.quantity)
      statement.bind(11, line.amount)
      try statement.run()
    }
    for (index, tax) in computed.result.invoice.taxes.enumerated() {
      statement.bind(2, Int64(computed.result.invoice.lines.count + index))
      statement.bind(3, .text("tax"))
      statement.bind(4, computed.source.payer)
      statement.bindNull(5)
      statement.bind(6, .text(tax.authority))
      statement.bind(7, .text(tax.name))
      for parameter: Int32 in 8...10 { statement.bindNull(parameter) }
      statement.bind(11, tax.amount)
      try statement.run()
    }
  }

  private func insertChargePeriods(_ periods: [ChargePeriod]) throws(BookError) {
    func day(_ day: CivilDate) -> SQLValue { .integer(Int64(day.daysSince1970)) }
    for part in periods {
      try connection.execute(
        """
        INSERT INTO charge_period (charge, invoice, day_from, day_to, cycle_from, cycle_to, credits, product, title, quantity,
          price, exact, amount, discount)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        """,
        [
          .integer(part.charge), .integer(invoice), day(part.period.from), day(part.period.to), day(part.cycle.from),
          day(part.cycle.to), SQLValue(part.credits), .text(part.product), .text(part.text), .integer(part.quantity),
          .integer(part.unitPriceNanos), .integer(part.exactNanos), .integer(part.amount), .integer(part.discount),
        ])
    }
  }
}
