internal import Telecom

/// What an amendment says of prices and days.
extension Amendment {
  mutating func warn(_ index: Int, _ message: String, remedy: String) {
    problems.append(Problem(.warning, at: notice.place(index), message, remedy: remedy))
  }

  mutating func fail(_ index: Int, _ message: String, remedy: String) {
    problems.append(Problem(at: notice.place(index), message, remedy: remedy))
  }

  /// Midnight of the plan's clock.
  var dayOfIssue: Int64 {
    let offset = Int64(plan.zone.offset(at: terms.issued.flooredDivision(by: 1000))) * 1000
    return (terms.issued + offset).flooredDivision(by: 86_400_000) * 86_400_000 - offset
  }

  func price(_ row: RateRow) -> String {
    row.terms.blocked ? "no price" : Decimal9.text(row.rateNanos) + (row.terms.unit == 60 ? "" : " per \(row.terms.unit) s")
  }

  func rates(_ entry: AmendmentEntry) -> String {
    guard let old = entry.oldRate, let new = entry.newRate else { return "" }
    return ", from \(Decimal9.text(old.nanos)) to \(Decimal9.text(new.nanos))"
  }

  func date(_ milliseconds: Int64) -> String {
    let offset = plan.zone.offset(at: milliseconds.flooredDivision(by: 1000))
    return Timestamp(milliseconds: milliseconds, offset: offset).civil.date.description
  }
}
