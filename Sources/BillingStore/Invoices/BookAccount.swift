internal import Billing
internal import Telecom

/// An account as billing sees it.
struct BookAccount: Sendable {
  var id: Int64
  var name: String
  var title: String
  /// The account on whose invoice its charges stand: itself, or the nearest ancestor that gets invoices.
  var payer: Int64
  var currency: Currency
  var zone: ZoneRules
  var calendar: BillingCalendar
  var opened: CivilDate
  /// The first day on which it is no customer any more.
  var closed: CivilDate?
  var taxPlace: String
  var taxExempt: [String]
  var terms: PaymentTerms

  static let columns = """
    a.id, a.name, a.title, a.currency, a.time_zone, a.frequency, a.cycle_day, a.cycle_anchor, a.opened,
    a.closed, a.tax_place, a.tax_exempt, a.due_days, a.skonto_percent, a.skonto_days
    """

  /// - Throws: `.damaged` when the row says what no account can have.
  init(_ row: SQLRow, payer: Int64) throws(BookError) {
    id = row.integer(0)
    name = row.text(1)
    title = row.text(2)
    self.payer = payer
    guard let currency = Currency(row.text(3)), let zone = ZoneTable.shared.zone(row.text(4)),
      let frequency = BillingFrequency(row.text(5)), 1...31 ~= row.int(6)
    else { throw BookError(.damaged, "account \(row.text(1)): its currency, time zone, frequency or cycle day is none") }
    self.currency = currency
    self.zone = zone
    opened = CivilDate(daysSince1970: row.int(8))
    closed = row.optionalInt(9).map { CivilDate(daysSince1970: $0) }
    let anchor = row.optionalInt(7).map { CivilDate(daysSince1970: $0) } ?? opened
    calendar = BillingCalendar(frequency, anchor: anchor, cycleDay: frequency.months == nil ? nil : row.int(6))
    taxPlace = row.text(10)
    taxExempt = row.text(11).split(separator: " ").map(String.init)
    let percent = row.integer(13)
    terms = PaymentTerms(
      dueDays: row.int(12), discountDays: percent > 0 ? row.int(14) : nil, discountPercent: percent / 1000)
  }

  /// The period that follows the last invoice: to the end of the cycle, or to the day on which the account was closed.
  func period(after last: CivilDate?) -> BillingPeriod {
    let from = last ?? opened
    let cycle = calendar.cycle(containing: from)
    if let closed, from < closed, closed < cycle.to { return BillingPeriod(from: from, to: closed) }
    return BillingPeriod(from: from, to: cycle.to)
  }

  /// Whether an invoice to this day settles everything.
  func isFinal(to day: CivilDate) -> Bool { closed.map { $0 <= day } ?? false }
}
