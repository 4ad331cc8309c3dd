internal import Telecom

/// A charged period of the past with the days of it that were not taken back.
struct LiveCharge {
  let entry: ChargedPeriod
  /// In order.
  var days: [DayRange]
  /// Minor units that were posted and not taken back.
  var amount: Int64
  var discount: Int64

  var price: ChargeSegment.Price {
    ChargeSegment.Price(
      product: entry.part.product, quantity: entry.part.quantity, unitPriceNanos: entry.part.unitPriceNanos,
      cycle: entry.part.cycle.dayRange)
  }

  /// Reads a history.
  /// - Returns: by first day.
  static func all(of charge: RecurringCharge) throws(BillingError) -> [LiveCharge] {
    func damaged(_ what: String) -> BillingError {
      .damagedHistory(account: charge.account, charge: charge.id, what: what)
    }
    var live: [LiveCharge] = []
    var places: [Int64: Int] = [:]
    for entry in charge.charged {
      guard let credited = entry.part.credits else {
        places[entry.id] = live.count
        live.append(
          LiveCharge(
            entry: entry, days: [entry.part.period.dayRange], amount: entry.part.amount, discount: entry.part.discount))
        continue
      }
      let range = entry.part.period.dayRange
      guard let place = places[credited], live[place].days.contains(where: { $0.clamped(to: range) == range }) else {
        throw damaged("takes back \(entry.part.period), which was not charged")
      }
      live[place].days = live[place].days.flatMap { $0.subtracting([range]) }
      live[place].amount += entry.part.amount
      live[place].discount += entry.part.discount
    }
    if let settled = charge.settledBefore?.daysSince1970 {
      live.removeAll { $0.entry.part.period.from.daysSince1970 < settled }
    }
    live.sort { $0.entry.part.period < $1.entry.part.period }
    let ranges = live.flatMap(\.days).sorted { $0.from < $1.from }
    for (left, right) in zip(ranges, ranges.dropFirst()) where right.from < left.to {
      throw damaged("charges \(BillingPeriod(right.clamped(to: left))) twice")
    }
    return live.filter { !$0.days.isEmpty }
  }
}
