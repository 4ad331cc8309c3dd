internal import Telecom

/// Reads the entries under `limits`.
struct LimitReader {
  static let keys = ["name", "unit", "cycle", "on", "shared", "at", "warn", "hard"]
  private static let percentages = 1...1_000

  let log: ProblemLog

  func limit(_ mapping: YAMLMapping, named name: String, _ terms: inout PromiseTerms) -> PlanLimit? {
    let on = terms.usageSet(mapping)
    let isMoney = mapping.text("unit")?.text == "money"
    guard let measure = isMoney ? .money : terms.unit(mapping).map(PlanLimit.Measure.units) else { return nil }
    guard mapping.text("at") != nil else {
      log.error(mapping.location, "the limit says no amount", remedy: "add `at: \"30.00\"`")
      return nil
    }
    let amount = switch measure {
    case .money: terms.money(mapping, "at")
    case .units(let unit): terms.amount(mapping, "at", in: unit)
    }
    var limit = PlanLimit(name: name, measure: measure, at: amount ?? 1)
    if limit.at == 0 {
      log.error(mapping.location, "the limit is reached before anything is used", remedy: "write more than 0 behind `at`")
    }
    limit.on = on
    limit.cycle = mapping.choice("cycle") ?? limit.cycle
    limit.shared = mapping.choice("shared") ?? limit.shared
    limit.warnings = Set(mapping.integers("warn", in: Self.percentages) ?? []).sorted()
    limit.isHard = mapping.bool("hard") ?? false
    if limit.warnings.isEmpty, !limit.isHard {
      log.error(
        mapping.location, "nothing happens when the limit is reached",
        remedy: "add `warn: [80, 100]`, percentages of `at`, or `hard: true`")
    }
    return limit
  }
}
