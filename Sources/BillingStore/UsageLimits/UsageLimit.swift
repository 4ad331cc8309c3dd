internal import Billing
internal import Telecom

/// A limit of usage as it stands in the book.
struct UsageLimit: Sendable {
  enum Period: String, CaseIterable, Sendable {
    /// By the clock of the account whose usage it is.
    case day
    /// Of the account that pays.
    case cycle
  }

  var id: Int64
  var name: String
  /// Its own, or that of its service.
  var account: Int64
  var accountName: String
  var currency: String
  var service: Int64?
  var serviceName: String?
  var measure: UsageMeasure
  var period: Period
  /// Nanos of the measure.
  var soft: Int64?
  var hard: Int64?

  /// Runs of usage have no sums of a service or of octets.
  var needsRows: Bool { service != nil || measure == .megabytes }

  static let select = """
    SELECT l.id, l.name, a.id, a.name, a.currency, s.id, s.name, l.measure, l.period, l.soft, l.hard FROM usage_limit l
    LEFT JOIN service s ON s.id = l.service JOIN account a ON a.id = coalesce(l.account, s.account)
    """

  /// - Throws: `.damaged` when the row says what no limit can have.
  init(_ row: SQLRow) throws(BookError) {
    guard let measure = UsageMeasure(rawValue: row.text(7)), let period = Period(rawValue: row.text(8)) else {
      throw BookError(.damaged, "usage limit \(row.text(1)): its measure or period is none")
    }
    (id, name, account, accountName, currency) = (row.integer(0), row.text(1), row.integer(2), row.text(3), row.text(4))
    (service, serviceName, self.measure, self.period) = (row.optionalInteger(5), row.optionalText(6), measure, period)
    (soft, hard) = (row.optionalInteger(9), row.optionalInteger(10))
  }

  /// The period that a day belongs to.
  /// - Parameter calendar: of the account that pays.
  func days(around day: Int, _ calendar: BillingCalendar) -> BillingPeriod {
    let day = CivilDate(daysSince1970: day)
    return period == .day ? BillingPeriod(from: day, to: day.adding(days: 1)) : calendar.cycle(containing: day)
  }
}
