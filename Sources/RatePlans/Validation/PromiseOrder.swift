internal import Telecom

/// Finds promises that none of a plan's usage comes to, since others stand before them.
struct PromiseOrder {
  let log: ProblemLog

  func check(
    _ allowances: [(value: Allowance, location: InputLocation)], _ volumes: [(value: VolumePrice, location: InputLocation)]
  ) {
    for (index, later) in volumes.enumerated() {
      guard let earlier = volumes[..<index].first(where: { covers($0.value, later.value) })?.value else { continue }
      log.warning(
        later.location, "no usage comes to the volume \(later.value.name): \(earlier.name) before it prices all of it",
        remedy: "list the volume for less usage first")
    }
    for (index, later) in allowances.enumerated() where later.value.overageNanos != nil {
      guard let earlier = allowances[..<index].first(where: { covers($0.value, later.value) })?.value else { continue }
      log.warning(
        later.location,
        "no usage comes to the overage rate of \(later.value.name): that of \(earlier.name) before it holds for all of it",
        remedy: "leave `overage` of one of them out, or list the allowance for less usage first")
    }
    for (index, volume) in volumes.enumerated() {
      guard let allowance = allowances.first(where: { hasOverage($0.value, for: volumes[index].value) })?.value else { continue }
      log.warning(
        volume.location,
        "no usage comes to the volume \(volume.value.name): all that \(allowance.name) does not cover is at its overage rate",
        remedy: "leave `overage` of the allowance out, or the volume")
    }
  }

  private func covers(_ earlier: VolumePrice, _ later: VolumePrice) -> Bool {
    countsSame(earlier.unit, later.unit) && earlier.on.covers(later.on)
  }

  private func covers(_ earlier: Allowance, _ later: Allowance) -> Bool {
    earlier.overageNanos != nil && countsSame(earlier.unit, later.unit) && earlier.on.covers(later.on)
  }

  private func hasOverage(_ allowance: Allowance, for volume: VolumePrice) -> Bool {
    allowance.overageNanos != nil && countsSame(allowance.unit, volume.unit) && allowance.on.covers(volume.on)
  }

  /// Whether all steps counted by one are by the other.
  private func countsSame(_ unit: CountedUnit, _ other: CountedUnit) -> Bool {
    switch (unit, other) {
    case (.metered, _), (_, .metered), (.calls, _), (_, .calls), (.messages, _), (_, .messages): unit == other
    default: unit.measures == other.measures
    }
  }
}
