package import Telecom

/// Says what recurring charges are due on an invoice.
///
/// What should be charged follows from terms, states and calendar alone; what was charged from the history. The days on
/// which the two differ, in price, quantity or product, are credited with what they cost and charged anew, however long
/// ago. So every day is charged once, less what is credited.
package struct RecurringBiller: Sendable {
  package var period: BillingPeriod
  package var advanceTo: CivilDate
  package var isFinal: Bool
  let units: MinorUnits
  /// Days since 1970 and nanos, by product and in order.
  let prices: [String: [(from: Int, nanos: Int64)]]

  /// - Parameters: as in ``InvoiceInputs``; of two prices of a product from the same day the last counts.
  package init(
    currency: Currency, period: BillingPeriod, advanceTo: CivilDate, isFinal: Bool = false,
    catalogue: [CataloguePrice] = []
  ) {
    self.period = period
    self.advanceTo = advanceTo
    self.isFinal = isFinal
    units = MinorUnits(currency)
    prices = Dictionary(grouping: catalogue, by: \.product).mapValues { rows in
      rows.inOrder(by: \.from).map { (from: $0.from.daysSince1970, nanos: $0.nanos) }
    }
  }

  /// - Returns: by first day, credits before charges.
  package func due(_ charge: RecurringCharge) throws(BillingError) -> [ChargePeriod] {
    let segments = try self.segments(of: charge)
    let live = try LiveCharge.all(of: charge)
    var found: [ChargePeriod] = []
    var kept: [DayRange] = []
    var first = 0
    for live in live {
      let price = live.price
      while first < segments.count, segments[first].days.to <= live.entry.part.period.from.daysSince1970 { first += 1 }
      var keptOfThis: [DayRange] = []
      var place = first
      while place < segments.count, segments[place].days.from < live.entry.part.period.to.daysSince1970 {
        defer { place += 1 }
        guard segments[place].price == price else { continue }
        keptOfThis += live.days.map { $0.clamped(to: segments[place].days) }.filter { !$0.isEmpty }
      }
      kept += keptOfThis
      let returned = live.days.flatMap { $0.subtracting(keptOfThis) }
      if !returned.isEmpty { found += try credits(of: live, returned, charge) }
    }
    kept.sort { $0.from < $1.from }
    var next = 0
    for segment in segments {
      while next < kept.count, kept[next].to <= segment.days.from { next += 1 }
      let overlapping = kept[next...].prefix { $0.from < segment.days.to }
      for days in segment.days.subtracting(overlapping) {
        let weights = Weights(charge, cycle: segment.price.cycle)
        let (nanos, amount) = try exact(segment.price, weights.of(days), weights.whole, charge)
        found.append(
          ChargePeriod(
            charge: charge.id, period: BillingPeriod(days), cycle: BillingPeriod(segment.price.cycle),
            product: segment.price.product, text: segment.text, quantity: segment.price.quantity,
            unitPriceNanos: segment.price.unitPriceNanos, exactNanos: nanos, amount: amount))
      }
    }
    return found.sorted { ($0.period, $0.isCredit ? 0 : 1) < ($1.period, $1.isCredit ? 0 : 1) }
  }

  /// Takes days of a charged period back. What remains of it is worth its exact price, rounded; the credit is what was
  /// posted less that, so that credits for all its days return all that was posted.
  private func credits(of live: LiveCharge, _ returned: [DayRange], _ charge: RecurringCharge) throws(BillingError)
    -> [ChargePeriod]
  {
    let part = live.entry.part
    let weights = Weights(charge, cycle: live.price.cycle)
    let ofEntry = weights.of(part.period.dayRange)
    var remaining = live.days.reduce(0) { $0 + weights.of($1) }
    var left = live.days.reduce(0) { $0 + $1.to - $1.from }
    var (amount, discount) = (live.amount, live.discount)
    var found: [ChargePeriod] = []
    for days in returned {
      let weight = weights.of(days)
      remaining -= weight
      left -= days.to - days.from
      var worth: Int64 = 0
      var discountLeft: Int64 = 0
      if left > 0 {
        worth = try exact(live.price, remaining, weights.whole, charge).amount
        discountLeft =
          ofEntry == 0
          ? discount : Int64(roundHalfUp(Int128(part.discount) * Int128(remaining), over: Int128(ofEntry)))
      }
      found.append(
        ChargePeriod(
          charge: charge.id, period: BillingPeriod(days), cycle: part.cycle, credits: live.entry.id,
          product: part.product, text: part.text, quantity: part.quantity, unitPriceNanos: part.unitPriceNanos,
          exactNanos: -(try exact(live.price, weight, weights.whole, charge).nanos), amount: worth - amount,
          discount: discountLeft - discount))
      (amount, discount) = (worth, discountLeft)
    }
    return found
  }

  /// Price × quantity × weight / whole, in nanos and in minor units, each rounded from the exact fraction.
  private func exact(_ price: ChargeSegment.Price, _ weight: Int, _ whole: Int, _ charge: RecurringCharge)
    throws(BillingError) -> (nanos: Int64, amount: Int64)
  {
    let (product, overflow) = (Int128(price.unitPriceNanos) * Int128(price.quantity))
      .multipliedReportingOverflow(by: Int128(weight))
    let divisor = Int128(1_000_000_000) * Int128(whole)
    guard !overflow, let nanos = Int64(exactly: roundHalfUp(product, over: divisor)),
      let amount = Int64(exactly: roundHalfUp(product, over: divisor * Int128(units.nanosPerUnit)))
    else { throw .amountTooLarge(account: charge.account, what: "charge \(charge.id) for \(price.product)") }
    return (nanos, amount)
  }
}
