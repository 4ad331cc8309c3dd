internal import Billing
internal import Telecom

/// Closes invoices inside one writing transaction: number, rows, ledger, and the credit in hand.
final class InvoiceCloser {
  private let connection: SQLConnection
  private let journal: Journal
  private let desk: PaymentDesk
  private let rules: BillingRules
  let run: Int64?
  private var series: InvoiceSeries
  private var lastHash: [UInt8]

  init(_ connection: SQLConnection, rules: BillingRules, run: Int64?, recordedAt: Int64) throws(BookError) {
    self.connection = connection
    self.rules = rules
    self.run = run
    journal = try Journal(connection, recordedAt: recordedAt)
    desk = PaymentDesk(connection, journal)
    series = try .invoices(connection)
    lastHash = try Self.lastHash(connection)
  }

  static func lastHash(_ connection: SQLConnection) throws(BookError) -> [UInt8] {
    try connection.row("SELECT hash FROM invoice ORDER BY id DESC LIMIT 1")?.blob(0) ?? Journal.genesis
  }

  /// Gives the invoice its number and writes it. After a failure the caller goes back to its savepoint and makes
  /// a new closer: this one counts on rows that are gone.
  /// - Returns: `nil` when the account got another invoice since this one was computed, or its period was chosen.
  func close(_ computed: ComputedInvoice) throws(BookError) -> InvoiceNumber? {
    let last = try connection.row(
      "SELECT max(id), max(period_to) FROM invoice WHERE account = ?1 AND kind = 'invoice'", [.integer(computed.source.payer)])
    guard last?.optionalInteger(0) == computed.source.sources.lastInvoice,
      last?.optionalInt(1) ?? .min <= computed.source.inputs.period.from.daysSince1970
    else { return nil }
    var computed = try computed.dated(in: series)
    if computed.packed == nil { computed.pack() }
    let number = series.next
    let entry = try post(computed, number)
    let (id, hash) = try insert(computed, number, entry)
    try InvoiceRows(connection: connection, invoice: id).insert(computed)
    let day = computed.source.inputs.date
    if computed.result.invoice.totals.charges < 0 {
      try desk.putInHand(.with(id: id, connection), from: number, day: day.daysSince1970)
    }
    let balance = try connection.row(
      "SELECT unapplied FROM account_balance WHERE account = ?1", [.integer(computed.source.payer)])
    if let balance, balance.integer(0) < 0 {
      try desk.allocateUnapplied(of: computed.source.payer, day: day.daysSince1970)
    }
    series.advance(to: day)
    lastHash = hash
    return number
  }

  private func insert(_ computed: ComputedInvoice, _ number: InvoiceNumber, _ entry: Int64?) throws(BookError) -> (Int64, [UInt8]) {
    let invoice = computed.result.invoice
    let totals = invoice.totals
    let id = try connection.row("SELECT coalesce(max(id), 0) + 1 FROM invoice")!.integer(0)
    func day(_ day: CivilDate) -> SQLValue { .integer(Int64(day.daysSince1970)) }
    let sealed: [SQLValue] = [
      .integer(id), .text("invoice"), .text(number.series), .integer(number.number), .integer(computed.source.payer),
      day(invoice.period.from), day(invoice.period.to), day(invoice.date), day(invoice.due),
      .integer(invoice.isFinal ? 1 : 0), .text(invoice.currency.code), .integer(totals.carriedForward),
      .integer(totals.movements), .integer(totals.net), .integer(totals.tax), .integer(totals.due),
    ]
    guard let packed = computed.packed else { preconditionFailure("an invoice is packed before it is written") }
    var seal = InvoiceSeal(after: lastHash)
    seal.add(sealed)
    seal.add(computed.document)
    seal.add(packed.inputs)
    let hash = seal.digest()
    try connection.execute(
      """
      INSERT INTO invoice (id, kind, series, number, account, period_from, period_to, invoice_day, due_day, is_final,
        currency, carried_forward, movements, charges, taxes, total_due, skonto_day, skonto_amount, run, entry, document,
        inputs, hash)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)
      """,
      sealed + [
        SQLValue(invoice.cashDiscount?.until.daysSince1970), .integer(invoice.cashDiscount?.amount ?? 0), SQLValue(run),
        SQLValue(entry), .blob(packed.packedDocument), .blob(packed.packedInputs), .blob(hash),
      ])
    return (id, hash)
  }

  /// Dr receivable; Cr what of it was posted as unbilled, recurring revenue and taxes; what rounding and discounts moved
  /// goes to the revenue of its kind.
  private func post(_ computed: ComputedInvoice, _ number: InvoiceNumber) throws(BookError) -> Int64? {
    let invoice = computed.result.invoice
    let currency = invoice.currency.code
    let sources = computed.source.sources
    var revenue: [LedgerCode: Int64] = [:]
    var unbilled: [Int64: Int64] = [:]
    for line in invoice.lines { revenue[rules.revenue(of: line), default: 0] += line.amount }
    for (account, nanos) in sources.usage {
      let released = try release(nanos, of: account, MinorUnits(invoice.currency))
      unbilled[account, default: 0] += released
      revenue[rules.revenueOfUsage(by: account), default: 0] -= released
    }
    for charge in computed.source.inputs.oneOff {
      unbilled[sources.accounts[charge.account]!, default: 0] += charge.amount
      revenue[rules.revenue(of: charge.product, charge.kind), default: 0] -= charge.amount
    }
    var lines = [Posting.Line(.receivable, account: computed.source.payer, invoice.totals.charges, currency)]
    lines += unbilled.sorted { $0.key < $1.key }.map { Posting.Line(.unbilled, account: $0.key, -$0.value, currency) }
    lines += revenue.sorted { $0.key < $1.key }.map { Posting.Line($0.key, -$0.value, currency) }
    lines += invoice.taxes.map { Posting.Line(.tax($0.authority), -$0.amount, currency) }
    guard lines.contains(where: { $0.amount != 0 }) else { return nil }
    return try journal.post(
      Posting(
        day: invoice.date.daysSince1970, kind: .invoice, account: computed.source.payer, reference: "\(number)", lines: lines))
  }

  /// Takes usage out of what is unbilled, so that what stays posted is the rounded sum of what stays open.
  /// - Returns: minor units that are unbilled no more.
  private func release(_ nanos: Int128, of account: Int64, _ units: MinorUnits) throws(BookError) -> Int64 {
    let row = try connection.row("SELECT unbilled_nanos FROM account_balance WHERE account = ?1", [.integer(account)])
    let before = Int128(row?.integer(0) ?? 0)
    guard let left = Int64(exactly: before - nanos), let posted = units.roundingHalfUp(nanos: before),
      let stays = units.roundingHalfUp(nanos: Int128(left))
    else { throw BookError(.damaged, "account \(account): its unbilled usage is out of range; run 'tollbook verify'") }
    try connection.execute(
      "UPDATE account_balance SET unbilled_nanos = ?2 WHERE account = ?1", [.integer(account), .integer(left)])
    return posted - stays
  }
}

extension BillingRules {
  /// The ledger account of a charge.
  func revenue(of line: InvoiceLine) -> LedgerCode {
    line.kind == .usage ? resold.names.contains(line.account) ? .resoldUsage : .usage : revenue(of: line.item, line.kind)
  }

  /// Of other charges than usage.
  func revenue(of product: String, _ kind: ChargeKind) -> LedgerCode {
    products[product]?.revenue ?? .revenue(kind.rawValue)
  }

  /// Usage is posted when it is ingested, whatever the product.
  func revenueOfUsage(by account: Int64) -> LedgerCode { resold.ids.contains(account) ? .resoldUsage : .usage }
}
