internal import Telecom
internal import Yams

/// Reads the entries under `special_charges`.
struct SpecialChargeReader {
  private static let keys = [
    "name", "when", "per_call", "per_minute", "increments", "percent_of_rates", "percent_of_price", "instead_of_rates",
  ]
  private static let conditions = [
    "ii_digits", "service_type", "called", "calling", "jurisdiction", "band", "duration_s", "ported", "price", "properties",
  ]
  /// No call is longer.
  private static let longestCall = 1_000_000_000_000

  let bands: BandSchedule
  let log: ProblemLog

  func charges(_ top: YAMLMapping) -> [SpecialCharge] {
    var names: Set<String> = []
    return top.mappings("special_charges", what: "a special charge", keys: Self.keys).compactMap { mapping in
      guard let charge = charge(mapping) else { return nil }
      if !names.insert(charge.name).inserted {
        log.error(mapping.location, "the charge \(charge.name) stands twice", remedy: "give one of them another name")
      }
      return charge
    }
  }

  private func charge(_ mapping: YAMLMapping) -> SpecialCharge? {
    guard let name = mapping.text("name"), !name.text.isEmpty else {
      log.error(mapping.location, "the special charge has no name", remedy: "add `name: payphone`")
      return nil
    }
    if (Leg.allCases.map(\.rawValue) + ["limit"]).contains(name.text) {
      log.error(name.location, "\(name.text) is the name of a part that charges have anyway", remedy: "choose another")
    }
    let amount = amount(mapping)
    let condition = mapping.mapping("when", keys: Self.conditions).map { self.condition($0) }
    guard let amount else { return nil }
    var charge = SpecialCharge(name: name.text, amount: amount)
    if let condition { charge.condition = condition }
    charge.replacesRates = mapping.bool("instead_of_rates") ?? false
    if charge.replacesRates, case .percentOfRates = amount {
      log.error(
        mapping.location, "a charge instead of the rates cannot be a percentage of them",
        remedy: "write percent_of_price, per_call or per_minute")
    }
    return charge
  }

  private func amount(_ mapping: YAMLMapping) -> SpecialCharge.Amount? {
    let kinds = ["per_call", "per_minute", "percent_of_rates", "percent_of_price"].filter { mapping.text($0) != nil }
    guard kinds.count == 1, let value = mapping.text(kinds[0]) else {
      log.error(
        mapping.location, kinds.isEmpty ? "the special charge has no amount" : "the special charge has both \(kinds.joined(separator: " and "))",
        remedy: "write one of per_call, per_minute, percent_of_rates and percent_of_price")
      return nil
    }
    if kinds[0] != "per_minute", let increments = mapping.text("increments") {
      log.error(increments.location, "increments go with per_minute alone", remedy: "leave them out")
    }
    let nanos: Int64
    do throws(Decimal9.Failure) {
      nanos = try Decimal9.parse(value.text)
    } catch {
      log.error(value.location, "\(kinds[0]) cannot be \(value.text)", remedy: "write a decimal number such as 0.60")
      return nil
    }
    guard nanos >= 0 else {
      log.error(value.location, "\(kinds[0]) is negative", remedy: "write 0 or more")
      return nil
    }
    switch kinds[0] {
    case "per_call": return .perCall(nanos)
    case "percent_of_rates": return .percentOfRates(nanos)
    case "percent_of_price": return .percentOfPrice(nanos)
    default:
      guard let (first, next) = increments(mapping) else { return nil }
      return .perMinute(nanos, first: first, next: next)
    }
  }

  private func increments(_ mapping: YAMLMapping) -> (Int64, Int64)? {
    guard let value = mapping.text("increments") else { return (1, 1) }
    let parts = value.text.split(separator: "/").compactMap { Int64($0) }
    guard parts.count == 2, parts.allSatisfy({ 1...1_000_000_000 ~= $0 }) else {
      log.error(value.location, "increments cannot be \(value.text)", remedy: "write first/next, such as 60/6")
      return nil
    }
    return (parts[0], parts[1])
  }

  private func condition(_ when: YAMLMapping) -> SpecialCharge.Condition {
    var condition = SpecialCharge.Condition()
    when.refuseEmptyLists()
    condition.iiDigits = Set((when.integers("ii_digits", in: 0...99) ?? []).map { Int16($0) })
    condition.serviceTypes = Set(when.texts("service_type").map(\.text))
    condition.called = when.prefixes("called")
    condition.calling = when.prefixes("calling")
    condition.jurisdictions = when.jurisdictions("jurisdiction")
    condition.bands = when.bands("band", of: bands)
    if let seconds = when.mapping("duration_s", keys: ["at_least", "at_most"]) {
      let least = seconds.integer("at_least", in: 0...Self.longestCall) ?? 0
      let most = seconds.integer("at_most", in: 0...Self.longestCall) ?? Self.longestCall
      if least <= most {
        condition.seconds = Int64(least)...Int64(most)
      } else {
        log.error(seconds.location, "no call lasts at least \(least) s and at most \(most) s", remedy: "exchange the two")
      }
    }
    condition.isPorted = when.bool("ported")
    condition.hasPrice = when.bool("price")
    if let properties = when.mapping("properties", keys: nil) {
      for name in properties.keys { condition.properties[name] = Set(properties.texts(name).map(\.text)) }
    }
    return condition
  }
}
