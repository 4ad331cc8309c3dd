internal import Telecom

/// Reads what allowances, volumes, commitments and limits have in common.
struct PromiseTerms {
  private static let setKeys = [
    "service_types", "directions", "destinations", "prefixes", "jurisdictions", "bands", "elapsed",
  ]
  /// No call is longer.
  private static let longestCall = 1_000_000_000_000
  /// Base units; what many cycles roll over still fits a count.
  private static let largestAmount: Int64 = 10_000_000_000_000_000

  let bands: BandSchedule
  let log: ProblemLog
  private(set) var mentions: [PromiseMention] = []

  init(bands: BandSchedule, log: ProblemLog) {
    self.bands = bands
    self.log = log
  }

  mutating func usageSet(_ mapping: YAMLMapping) -> UsageSet {
    var set = UsageSet()
    guard let on = mapping.mapping("on", keys: Self.setKeys) else { return set }
    on.refuseEmptyLists()
    set.serviceTypes = Set(on.texts("service_types").map(\.text))
    set.directions = Set(on.choices("directions"))
    let destinations = on.texts("destinations")
    set.destinations = Set(destinations.map(\.text))
    mentions += destinations.map { PromiseMention(what: .destination($0.text), location: $0.location) }
    set.prefixes = on.prefixes("prefixes")
    set.jurisdictions = on.jurisdictions("jurisdictions")
    set.bands = on.bands("bands", of: bands)
    if let elapsed = on.mapping("elapsed", keys: ["from_s", "to_s"]) {
      let from = elapsed.integer("from_s", in: 0...Self.longestCall) ?? 0
      let to = elapsed.integer("to_s", in: 0...Self.longestCall).map { Int64($0) } ?? .max
      if Int64(from) < to {
        set.elapsed = Int64(from)..<to
      } else {
        log.error(
          elapsed.location, "no step begins from second \(from) on and before second \(to)",
          remedy: "let to_s be more than from_s, or leave one of them out")
      }
    }
    return set
  }

  /// - Returns: `nil` after reporting that there is none.
  mutating func unit(_ mapping: YAMLMapping) -> CountedUnit? {
    guard let unit = mapping.text("unit"), !unit.text.isEmpty else {
      log.error(
        mapping.location, "nothing says what is counted",
        remedy: "add `unit: minutes`; known are \(CountedUnit.knownWords.joined(separator: ", ")) and metered units")
      return nil
    }
    let counted = CountedUnit(word: unit.text)
    mentions.append(PromiseMention(what: .unit(counted), location: unit.location))
    return counted
  }

  /// Nanos, not negative.
  func money(_ mapping: YAMLMapping, _ key: String) -> Int64? {
    guard let value = mapping.text(key) else { return nil }
    if let nanos = try? Decimal9.parse(value.text), nanos >= 0 { return nanos }
    log.error(
      value.location, "\(key) cannot be \(value.text)",
      remedy: "write a decimal number that is not negative, with up to nine decimals, such as \"0.05\"")
    return nil
  }

  /// Base units, not negative, 10¹⁶ at most.
  func amount(_ mapping: YAMLMapping, _ key: String, in unit: CountedUnit) -> Int64? {
    guard let value = mapping.text(key) else { return nil }
    if let base = baseUnits(value.text, in: unit), 0...Self.largestAmount ~= base { return base }
    log.error(
      value.location, "\(key) cannot be \(value.text) \(unit.word)",
      remedy: "write a number from 0 to \(unit.text(Self.largestAmount)) that comes to whole \(wholes(of: unit))")
    return nil
  }

  private func baseUnits(_ text: String, in unit: CountedUnit) -> Int64? {
    if let whole = Int64(text) {
      let (base, overflow) = whole.multipliedReportingOverflow(by: unit.scale)
      return overflow ? nil : base
    }
    guard let nanos = try? Decimal9.parse(text) else { return nil }
    let (base, rest) = (Int128(nanos) * Int128(unit.scale)).quotientAndRemainder(dividingBy: Int128(Decimal9.scale))
    return rest == 0 ? Int64(exactly: base) : nil
  }

  private func wholes(of unit: CountedUnit) -> String {
    switch unit {
    case .seconds, .minutes: "seconds"
    case .calls: "calls"
    case .messages: "messages"
    case .octets, .kilooctets, .megaoctets, .gigaoctets: "octets"
    case .metered: "billionths"
    }
  }
}
