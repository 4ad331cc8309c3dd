internal import Telecom

/// Reads the entries under `volumes`.
struct VolumeReader {
  static let keys = ["name", "unit", "cycle", "on", "shared", "mode", "steps", "package", "price"]

  private enum Mode: String, CaseIterable {
    case graduated
    case allUnits = "all_units"
  }

  let log: ProblemLog

  func volume(_ mapping: YAMLMapping, named name: String, _ terms: inout PromiseTerms) -> VolumePrice? {
    let on = terms.usageSet(mapping)
    guard let unit = terms.unit(mapping), let scale = scale(mapping, unit, terms) else { return nil }
    var volume = VolumePrice(name: name, unit: unit, scale: scale)
    volume.on = on
    volume.cycle = mapping.choice("cycle") ?? volume.cycle
    volume.shared = mapping.choice("shared") ?? volume.shared
    return volume
  }

  private func scale(_ mapping: YAMLMapping, _ unit: CountedUnit, _ terms: PromiseTerms) -> VolumePrice.Scale? {
    let mode = mapping.choice("mode", as: Mode.self)
    switch (mapping.text("package"), mapping.node("steps")) {
    case (let size?, nil):
      guard let units = terms.amount(mapping, "package", in: unit) else { return nil }
      guard units > 0, mapping.text("price") != nil else {
        log.error(
          size.location, units > 0 ? "the package has no price" : "a package of nothing has no price",
          remedy: "write `package: 100, price: \"3.00\"`")
        return nil
      }
      if mapping.text("mode") != nil {
        log.error(mapping.location, "packages have no mode", remedy: "leave `mode` out, or write `steps`")
      }
      return terms.money(mapping, "price").map { .packages(of: units, priceNanos: $0) }
    case (nil, .some):
      let steps = steps(mapping, unit, terms)
      if mapping.text("price") != nil {
        log.error(mapping.location, "steps have prices of their own", remedy: "leave `price` out, or write `package`")
      }
      guard !steps.isEmpty else { return nil }
      return mode == .allUnits ? .allUnits(steps) : .graduated(steps)
    case (let size, _):
      log.error(
        mapping.location, size == nil ? "the volume has no steps" : "the volume has both steps and a package",
        remedy: "write `steps: [{from: 0, rate: \"0.02\"}]`, or `package: 100, price: \"3.00\"`")
      return nil
    }
  }

  private func steps(_ mapping: YAMLMapping, _ unit: CountedUnit, _ terms: PromiseTerms) -> [VolumePrice.Step] {
    var steps: [VolumePrice.Step] = []
    for step in mapping.mappings("steps", what: "a step", keys: ["from", "rate"]) {
      let from = step.text("from") == nil ? 0 : terms.amount(step, "from", in: unit)
      if step.text("rate") == nil {
        log.error(step.location, "the step has no rate", remedy: "add `rate: \"0.02\"`, the price of one unit")
      }
      guard let from, let rate = terms.money(step, "rate") else { continue }
      if let last = steps.last, from <= last.from {
        log.error(
          step.location, "the step from \(unit.text(from)) on stands behind one from \(unit.text(last.from)) on",
          remedy: "list the steps by `from`, each once")
      } else if steps.isEmpty, from != 0 {
        log.error(step.location, "what is below \(unit.text(from)) has no rate", remedy: "add a step with `from: 0` before it")
      }
      steps.append(VolumePrice.Step(from: from, rateNanos: rate))
    }
    return steps
  }
}
