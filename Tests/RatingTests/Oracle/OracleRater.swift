import RatePlans
import Telecom

/// Rates by the written order of charging, a step at a time, over the rows as a deck lists them.
///
/// It shares no code with the engine beyond the values a plan consists of: prefixes are strings and looked for one by
/// one, increments are added one by one, each step asks Foundation for its band, and prices are fractions.
struct OracleRater {
  let specimen: PlanSpecimen
  private let clock: OracleClock
  private let numbers: OracleNumbers
  private let rounding: OracleRounding
  private var plan: RatePlan { specimen.plan }

  enum Verdict: Equatable {
    case rated(Rated)
    case notChargeable(NotChargeable)
    case rejected(RejectReason)
  }

  struct Rated: Equatable {
    var charge: Int64
    var billedSeconds: Int64 = 0
    var billedQuantity: Int64 = -1
    var band: Int
    var prefix: String
    var line: Int
    var called: String?
  }

  init(_ specimen: PlanSpecimen) {
    self.specimen = specimen
    clock = OracleClock(bands: specimen.plan.bands.bands, zone: specimen.zone)
    numbers = OracleNumbers(rules: specimen.plan.dialling)
    rounding = OracleRounding(specimen.plan.rounding)
  }

  func rate(_ call: CallSpecimen) -> Verdict {
    guard call.answered else { return .notChargeable(.unanswered) }
    let seconds = wholeSeconds(call.milliseconds)
    let movedOctets = call.octetsIn ?? 0 > 0 || call.octetsOut ?? 0 > 0
    func isGrace(_ grace: Int64) -> Bool {
      switch call.kind {
      case .call: seconds <= grace
      case .data: seconds <= grace && !movedOctets
      case .message, .metered: false
      }
    }
    if isGrace(plan.graceSeconds) { return .notChargeable(.grace) }
    let number = numbers.number(call.called)
    if number == nil, call.kind == .call || call.kind == .message {
      return .rejected(call.called.isEmpty ? .missingField : .invalidNumber)
    }

    var result: Rated?
    var limits: RateRow?
    var total = Fraction.zero
    for (measure, deck) in specimen.decks {
      guard let quantity = quantity(of: call, in: measure, seconds: seconds) else { continue }
      let band = clock.band(at: floored(call.start, 1000))
      guard let (prefix, row) = firstRow(deck, number, band: band, at: call.start) else { return .rejected(.noRate) }
      if row.blocked { return .rejected(.destinationBlocked) }
      if isGrace(row.graceSeconds) { return .notChargeable(.grace) }
      var billed: Int64 = 0
      var parts: Int128 = 1
      if call.kind == .message {
        if let nanos = call.quantityNanos { parts = max(1, Int128((nanos + 999_999_999) / 1_000_000_000)) }
      } else {
        billed = increments(quantity, row)
        // Prefix and version stay for the whole call.
        let rows = deck.filter { $0.prefix == prefix && $0.row.effectiveFrom == row.effectiveFrom }.map(\.row)
        guard let price = steps(billed, rows, first: row, band: band, call.start, measure), let sum = total.plus(price)
        else { return .rejected(.amountTooLarge) }
        total = sum
      }
      for fee in [Int128(row.connectFeeNanos), Int128(row.perCallNanos) * parts] {
        guard let amount = roundedIfSingle(Fraction(fee)), let sum = total.plus(amount) else {
          return .rejected(.amountTooLarge)
        }
        total = sum
      }
      if result == nil {
        limits = row
        result = Rated(charge: 0, band: band, prefix: prefix, line: Int(row.line), called: number?.digits)
      }
      if measure == .seconds { result?.billedSeconds = billed } else { result?.billedQuantity = billed }
    }
    guard var result, let limits else { return .rejected(.noRate) }
    if total.floor < Int128(limits.minimumChargeNanos) {
      total = Fraction(Int128(limits.minimumChargeNanos))
    } else if limits.maximumChargeNanos != .max, total.floor >= Int128(limits.maximumChargeNanos) {
      total = Fraction(Int128(limits.maximumChargeNanos))
    }
    guard let charge = rounding.nanos(total) else { return .rejected(.amountTooLarge) }
    result.charge = charge
    return .rated(result)
  }

  // MARK: Which row

  /// The row that applies at the start, of the longest prefix that has one.
  private func firstRow(
    _ deck: [DeckRow], _ number: OracleNumbers.Number?, band: Int, at start: Int64
  ) -> (String, RateRow)? {
    let fitting = deck.filter { fits($0.prefix, number) }
    for prefix in Set(fitting.map(\.prefix)).sorted(by: { weight($0) > weight($1) }) {
      let rows = fitting.filter { $0.prefix == prefix }.map(\.row)
      if let row = row(rows, band: band, elapsed: 0, at: start) { return (prefix, row) }
    }
    return nil
  }

  private func fits(_ prefix: String, _ number: OracleNumbers.Number?) -> Bool {
    if prefix == "*" { return true }
    guard let number else { return false }
    if prefix.hasSuffix("$") { return number.digits == prefix.dropLast() }
    return number.isShort ? number.digits == prefix : number.digits.hasPrefix(prefix)
  }

  /// An exact number goes before the same digits as a prefix, the default row comes last.
  private func weight(_ prefix: String) -> Int { prefix == "*" ? 0 : prefix.count }

  private func row(_ rows: [RateRow], band: Int, elapsed: Int64, at start: Int64) -> RateRow? {
    var best: RateRow?
    for row in rows where row.effectiveFrom <= start && start < row.effectiveTo && row.fromSeconds <= elapsed {
      guard row.band == -1 || Int(row.band) == band, row.jurisdiction == -1 else { continue }
      if let other = best, !goesBefore(row, other) { continue }
      best = row
    }
    return best
  }

  /// The later date, the row of a band before that of any, the later elapsed second; in the end the earlier line.
  private func goesBefore(_ row: RateRow, _ other: RateRow) -> Bool {
    if row.effectiveFrom != other.effectiveFrom { return row.effectiveFrom > other.effectiveFrom }
    if (row.band >= 0) != (other.band >= 0) { return row.band >= 0 }
    return row.fromSeconds > other.fromSeconds
  }

  // MARK: How much

  private func wholeSeconds(_ milliseconds: Int64) -> Int64 {
    var seconds: Int64 = milliseconds / 1000
    let rest = milliseconds - seconds * 1000
    if plan.durationRounding == .up && rest > 0 || plan.durationRounding == .nearest && rest >= 500 { seconds += 1 }
    return seconds
  }

  private func quantity(of call: CallSpecimen, in measure: Measure, seconds: Int64) -> Int64? {
    switch (measure, call.kind) {
    case (.seconds, .call), (.seconds, .message), (.seconds, .data): return seconds
    case (.octetsIn, .data): return call.octetsIn
    case (.octetsOut, .data): return call.octetsOut
    case (.octets, .data):
      return call.octetsIn == nil && call.octetsOut == nil ? nil : (call.octetsIn ?? 0) + (call.octetsOut ?? 0)
    case (.quantity, .metered): return call.quantityNanos
    default: return nil
    }
  }

  private func increments(_ quantity: Int64, _ row: RateRow) -> Int64 {
    if quantity <= row.firstInterval { return row.firstInterval }
    var billed: Int64 = plan.incrementRule == .afterFirst ? row.firstInterval : 0
    while billed < quantity { billed += row.nextInterval }
    return billed
  }

  // MARK: What it costs

  private func steps(
    _ billed: Int64, _ rows: [RateRow], first: RateRow, band firstBand: Int, _ start: Int64, _ measure: Measure
  ) -> Fraction? {
    var numerators: [Int64: Int128] = [:]  // By unit, so that fractions are added at the end only.
    var price = first
    var begin: Int64 = 0
    while begin < billed {
      let end = begin + min(billed - begin, begin == 0 ? first.firstInterval : first.nextInterval)
      if begin > 0 {
        let follows = measure == .seconds && plan.bandRule == .eachStep
        let band = follows ? clock.band(at: floored(start, 1000) + begin) : firstBand
        if let next = row(rows, band: band, elapsed: begin, at: start), !next.blocked { price = next }
      }
      let paid = max(0, end - max(begin, first.connectCoversSeconds))
      let (amount, overflow) = Int128(price.rateNanos).multipliedReportingOverflow(by: Int128(paid))
      guard !overflow else { return nil }
      if plan.rounding.scope == .increment {
        guard let rounded = rounding.nanos(Fraction(amount, over: Int128(price.unit))) else { return nil }
        numerators[1, default: 0] += Int128(rounded)
      } else {
        numerators[price.unit, default: 0] += amount
      }
      begin = end
    }
    var sum = Fraction.zero
    for (unit, numerator) in numerators {
      guard let next = sum.plus(Fraction(numerator, over: Int128(unit))) else { return nil }
      sum = next
    }
    return sum
  }

  private func roundedIfSingle(_ amount: Fraction) -> Fraction? {
    guard plan.rounding.scope == .increment else { return amount }
    return rounding.nanos(amount).map { Fraction(Int128($0)) }
  }

  private func floored(_ number: Int64, _ divisor: Int64) -> Int64 {
    var quotient = number / divisor
    if quotient * divisor > number { quotient -= 1 }
    return quotient
  }
}
