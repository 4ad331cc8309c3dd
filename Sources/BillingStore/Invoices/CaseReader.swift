internal import Billing
internal import Telecom

/// Fills drafts of invoices from the tables, one query for all of them each.
struct CaseReader {
  let connection: SQLConnection
  let rules: BillingRules
  let payers: [Int64]
  /// Of every account on one of the invoices.
  let payerOf: [Int64: Int64]
  /// Usage that is in no run yet.
  var settled: [SettledRow] = []

  var members: SQLValue { .text(IDList.text(payerOf.keys.sorted())) }
  var payerList: SQLValue { .text(IDList.text(payers)) }

  func read(_ drafts: inout [Int64: CaseDraft]) throws(BookError) {
    let services = try readServices(&drafts)
    try readLast(&drafts)
    try readUsage(&drafts, services)
    try readCharges(&drafts, services)
    try readOneOffs(&drafts, services)
    try readMovements(&drafts)
    try readOpenItems(&drafts)
  }

  struct Served {
    var id: Int64
    var name: String
    var type: String
    var account: Int64
    var expires: Int?
  }

  private func readServices(_ drafts: inout [Int64: CaseDraft]) throws(BookError) -> [Int64: Served] {
    var services: [Int64: Served] = [:]
    for row in try connection.rows(
      """
      SELECT id, name, type, account, expires FROM service WHERE account IN (SELECT value FROM json_each(?1)) ORDER BY name
      """, [members])
    {
      let service = Served(
        id: row.integer(0), name: row.text(1), type: row.text(2), account: row.integer(3), expires: row.optionalInt(4))
      services[service.id] = service
      drafts[payerOf[service.account]!]!.sources.services[service.name] = service.id
    }
    return services
  }

  /// The invoice before, with the balance it left, and the cycles of discounts.
  private func readLast(_ drafts: inout [Int64: CaseDraft]) throws(BookError) {
    for row in try connection.rows(
      """
      SELECT i.account, i.id, i.total_due FROM invoice i WHERE i.id IN (
        SELECT max(id) FROM invoice WHERE kind = 'invoice' AND account IN (SELECT value FROM json_each(?1)) GROUP BY account)
      """, [payerList])
    {
      drafts[row.integer(0)]!.sources.lastInvoice = row.integer(1)
      drafts[row.integer(0)]!.carriedForward = row.integer(2)
    }
    guard rules.discounts.contains(where: { $0.cycles != nil }) else { return }
    for row in try connection.rows(
      """
      SELECT i.account, d.discount, count(*) FROM invoice_discount d JOIN invoice i ON i.id = d.invoice
      WHERE i.account IN (SELECT value FROM json_each(?1)) GROUP BY i.account, d.discount
      """, [payerList])
    { drafts[row.integer(0)]!.discountsUsed[row.integer(1)] = row.int(2) }
  }

  private func readOneOffs(_ drafts: inout [Int64: CaseDraft], _ services: [Int64: Served]) throws(BookError) {
    for row in try connection.rows(
      """
      SELECT o.id, o.account, o.service, o.product, o.title, o.day, o.quantity, o.price, o.amount FROM one_off o
      WHERE o.account IN (SELECT value FROM json_each(?1))
        AND NOT EXISTS (SELECT 1 FROM invoice_one_off i WHERE i.one_off = o.id) ORDER BY o.id
      """, [members])
    {
      let payer = payerOf[row.integer(1)]!
      let day = CivilDate(daysSince1970: row.int(5))
      guard let draft = drafts[payer], day < draft.end, let owner = draft.members.first(where: { $0.id == row.integer(1) })
      else { continue }
      drafts[payer]!.sources.oneOffs.append(row.integer(0))
      drafts[payer]!.oneOff.append(
        OneOffCharge(
          id: row.integer(0), account: owner.name, service: row.optionalInteger(2).flatMap { services[$0]?.name },
          product: row.text(3), text: row.text(4).isEmpty ? rules.title(row.text(3)) : row.text(4), date: day,
          quantity: row.integer(6), unitPriceNanos: row.integer(7), amount: row.integer(8)))
    }
  }

  /// Entries of the journal that moved what the customer owes, other than by charges.
  private func readMovements(_ drafts: inout [Int64: CaseDraft]) throws(BookError) {
    for row in try connection.rows(
      """
      SELECT j.id, j.account, j.day, j.kind, j.reference, j.memo, sum(l.amount) FROM journal j
      JOIN journal_line l ON l.entry = j.id AND l.account IS NOT NULL
      WHERE j.account IN (SELECT value FROM json_each(?1)) AND j.kind NOT IN ('one_off', 'invoice', 'allocation', 'credit')
        AND NOT EXISTS (SELECT 1 FROM invoice_entry e WHERE e.entry = j.id)
      GROUP BY j.id ORDER BY j.id
      """, [payerList])
    {
      let payer = row.integer(1)
      let day = CivilDate(daysSince1970: row.int(2))
      guard day < drafts[payer]!.end, let kind = Self.movement(row.text(3)) else { continue }
      drafts[payer]!.sources.entries.append(row.integer(0))
      drafts[payer]!.movements.append(
        AccountMovement(kind: kind, date: day, reference: row.text(4), text: row.text(5), amount: row.integer(6)))
    }
  }

  private static func movement(_ kind: String) -> AccountMovement.Kind? {
    switch Posting.Kind(rawValue: kind) {
    case .payment: .payment
    case .refund: .refund
    case .chargeback: .chargeback
    case .writeOff: .writeOff
    case .transfer: .transfer
    case .skonto: .cashDiscount
    case .creditNote: .creditNote
    case .usage, .oneOff, .invoice, .allocation, .credit, nil: nil
    }
  }

  private func readOpenItems(_ drafts: inout [Int64: CaseDraft]) throws(BookError) {
    for row in try connection.rows(
      """
      SELECT \(OpenInvoice.columns) FROM invoice i
      WHERE i.account IN (SELECT value FROM json_each(?1)) AND i.kind = 'invoice' ORDER BY i.id
      """, [payerList])
    {
      let item = OpenInvoice(row)
      guard item.open != 0 else { continue }
      drafts[item.account]!.openItems.append(
        OpenItem(
          number: "\(item.number)", date: CivilDate(daysSince1970: item.day), due: CivilDate(daysSince1970: item.due),
          total: item.total, open: item.open))
    }
  }
}
