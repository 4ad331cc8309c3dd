internal import Telecom

extension BillingPeriod {
  var dayRange: DayRange { DayRange(from: from.daysSince1970, to: to.daysSince1970) }

  init(_ days: DayRange) {
    self.init(from: CivilDate(daysSince1970: days.from), to: CivilDate(daysSince1970: days.to))
  }
}
