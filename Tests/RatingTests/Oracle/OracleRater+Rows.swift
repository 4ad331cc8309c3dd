import RatePlans
import Rating
import Telecom

/// Which row prices a step, how much is billed, and what it costs.
extension OracleRater {
  // MARK: Which row

  /// What a row has to stand under.
  struct Sought {
    var number: OracleNumbers.Number?
    var place: OracleGeography.Row?
    var zones: (from: String?, to: String?)?
  }

  /// The zone of a number: that of the longest prefix that has a row in force, the latest of several.
  func zone(of number: OracleNumbers.Number?, at start: Int64) -> String? {
    let inForce = (specimen.zones?.rows ?? []).filter { fits($0.prefix, number) && $0.from <= start && start < $0.to }
    let longest = inForce.map { weight($0.prefix) }.max()
    return inForce.filter { weight($0.prefix) == longest }.max { $0.from < $1.from }?.zone
  }

  /// The row that applies at the start, of what goes first and has one.
  func firstRow(
    _ deck: [DeckRow], _ sought: Sought, band: Int, at start: Int64
  ) -> (String, RateRow)? {
    let fitting = deck.filter { fits($0.prefix, sought) }
    for prefix in Set(fitting.map(\.prefix)).sorted(by: { weight($0) > weight($1) }) {
      let rows = fitting.filter { $0.prefix == prefix }.map(\.row)
      if let row = row(rows, band: band, elapsed: 0, at: start) { return (prefix, row) }
    }
    return nil
  }

  func fits(_ key: String, _ sought: Sought) -> Bool {
    if key.contains(">") {
      let parts = key.split(separator: ">").map(String.init)
      return (parts[0] == "*" || parts[0] == sought.zones?.from) && (parts[1] == "*" || parts[1] == sought.zones?.to)
    }
    guard key.hasPrefix("LATA") || key.hasPrefix("OCN") else { return fits(key, sought.number) }
    guard let place = sought.place else { return false }
    return key.split(separator: "/").allSatisfy { part in
      ["LATA" + place.lata, "OCN" + place.ocn, place.state].contains(String(part))
    }
  }

  func fits(_ prefix: String, _ number: OracleNumbers.Number?) -> Bool {
    if prefix == "*" { return true }
    guard let number else { return false }
    if prefix.hasSuffix("$") { return number.digits == prefix.dropLast() }
    return number.isShort ? number.digits == prefix : number.digits.hasPrefix(prefix)
  }

  /// As documented: an exact number, prefixes of seven digits at least, LATA and OCN, OCN and state, OCN, LATA, shorter
  /// prefixes, the default row; zones of both, of the called, of the calling number, any.
  func weight(_ key: String) -> Int {
    if key.contains(">") { return (key.hasSuffix("*") ? 0 : 2) + (key.hasPrefix("*") ? 0 : 1) }
    if key.hasSuffix("$") { return 200 }
    if key.hasPrefix("LATA") { return key.contains("OCN") ? 63 : 60 }
    if key.hasPrefix("OCN") { return key.contains("/") ? 62 : 61 }
    return key == "*" ? 0 : key.count >= 7 ? 100 + key.count : key.count
  }

  func row(_ rows: [RateRow], band: Int, elapsed: Int64, at start: Int64) -> RateRow? {
    var best: RateRow?
    for row in rows where row.effectiveFrom <= start && start < row.effectiveTo && row.fromSeconds <= elapsed {
      guard row.band == -1 || Int(row.band) == band else { continue }
      if let other = best, !goesBefore(row, other) { continue }
      best = row
    }
    return best
  }

  /// The later date, the row of a jurisdiction before that of any, the row of a band before that of any, the later elapsed
  /// second; in the end the earlier line.
  func goesBefore(_ row: RateRow, _ other: RateRow) -> Bool {
    if row.effectiveFrom != other.effectiveFrom { return row.effectiveFrom > other.effectiveFrom }
    if (row.jurisdiction >= 0) != (other.jurisdiction >= 0) { return row.jurisdiction >= 0 }
    if (row.band >= 0) != (other.band >= 0) { return row.band >= 0 }
    return row.fromSeconds > other.fromSeconds
  }

  // MARK: How much

  func wholeSeconds(_ milliseconds: Int64) -> Int64 {
    var seconds: Int64 = milliseconds / 1000
    let rest = milliseconds - seconds * 1000
    if plan.durationRounding == .up && rest > 0 || plan.durationRounding == .nearest && rest >= 500 { seconds += 1 }
    return seconds
  }

  func quantity(of call: CallSpecimen, in measure: Measure, seconds: Int64) -> Int64? {
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

  func increments(_ quantity: Int64, _ row: RateRow) -> Int64 {
    if quantity <= row.firstInterval { return row.firstInterval }
    var billed: Int64 = plan.incrementRule == .afterFirst ? row.firstInterval : 0
    while billed < quantity { billed += row.nextInterval }
    return billed
  }

  // MARK: What it costs

  func steps(
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

  func roundedIfSingle(_ amount: Fraction) -> Fraction? {
    guard plan.rounding.scope == .increment else { return amount }
    return rounding.nanos(amount).map { Fraction(Int128($0)) }
  }

  func floored(_ number: Int64, _ divisor: Int64) -> Int64 {
    var quotient = number / divisor
    if quotient * divisor > number { quotient -= 1 }
    return quotient
  }
}
