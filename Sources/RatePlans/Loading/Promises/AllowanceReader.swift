internal import Telecom

/// Reads the entries under `allowances`.
struct AllowanceReader {
  static let keys = [
    "name", "amount", "unit", "count", "cycle", "on", "price", "overage", "shared", "rollover", "proration",
  ]
  private static let mostCycles = 120

  let log: ProblemLog

  func allowance(_ mapping: YAMLMapping, named name: String, _ terms: inout PromiseTerms) -> Allowance? {
    let on = terms.usageSet(mapping)
    guard let unit = terms.unit(mapping) else { return nil }
    guard mapping.text("amount") != nil else {
      log.error(
        mapping.location, "the allowance includes no amount",
        remedy: "add `amount: 500`, or `amount: 0` where boosters alone fill it")
      return nil
    }
    var allowance = Allowance(name: name, amount: terms.amount(mapping, "amount", in: unit) ?? 0, unit: unit)
    allowance.on = on
    allowance.cycle = mapping.choice("cycle") ?? allowance.cycle
    allowance.shared = mapping.choice("shared") ?? allowance.shared
    allowance.priceNanos = terms.money(mapping, "price") ?? 0
    allowance.overageNanos = terms.money(mapping, "overage")
    allowance.proration = CycleProration(mapping)
    allowance.rollover = rollover(mapping, in: unit, terms)
    if let count = mapping.choice("count", as: Allowance.Count.self) {
      allowance.count = count
      if count == .begunMinutes, !unit.isTime {
        log.error(
          mapping.text("count")?.location ?? mapping.location, "\(unit.word) have no begun minutes",
          remedy: "leave `count` out, or write `unit: minutes`")
      }
    }
    if allowance.rollover != nil, allowance.cycle == .term {
      log.error(
        mapping.location, "nothing is rolled over from a cycle that lasts as long as the plan holds",
        remedy: "leave `rollover` out, or write `cycle: month`")
    }
    return allowance
  }

  private func rollover(_ mapping: YAMLMapping, in unit: CountedUnit, _ terms: PromiseTerms) -> Allowance.Rollover? {
    guard let rollover = mapping.mapping("rollover", keys: ["cap", "cycles"]) else { return nil }
    return Allowance.Rollover(
      cap: terms.amount(rollover, "cap", in: unit) ?? .max,
      cycles: rollover.integer("cycles", in: 1...Self.mostCycles) ?? 1)
  }
}

extension CycleProration {
  /// What stands under `proration`; none where nothing does.
  init(_ mapping: YAMLMapping) {
    self.init()
    guard let proration = mapping.mapping("proration", keys: ["by", "rounding"]) else { return }
    by = proration.choice("by") ?? .days
    rounding = proration.choice("rounding") ?? rounding
  }
}
