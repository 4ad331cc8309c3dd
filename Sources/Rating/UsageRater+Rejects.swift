internal import RatePlans
internal import Telecom

extension UsageRater {
  /// What the reason of a reject does not say; empty for most.
  func whyRejected(
    _ reason: RejectReason, _ field: UsageField, _ record: UsageRecord, _ work: ChargeWork, _ batch: UsageBatch
  ) -> String {
    let dialled = field == .calling ? record.calling : record.called
    switch reason {
    case .missingField where work.refusedSpecial >= 0:
      return "\(specials.name(work.refusedSpecial)) is a share of it, instead of the rates"
    case .invalidField where work.refusedSpecial >= 0:
      return "it is negative, and \(specials.name(work.refusedSpecial)) is a share of it"
    case .noZone: return whyNoZone(dialled, field, batch)
    case .noRate where field == .unit: return "its decks of quantities are for \(units(of: work.refusedLeg))"
    case .noRate where work.refusedLeg == .matrix: return whyNoPair(work)
    case .noRate: return whyNoRate(dialled, work, batch)
    default: return ""
    }
  }

  /// What a leg's decks of quantities price.
  func units(of leg: Leg) -> String {
    pricers.filter { $0.tariff.leg == leg && $0.tariff.measure == .quantity }.map(\.tariff.unit).joined(separator: ", ")
  }

  private func whyNoZone(_ dialled: TextRange, _ field: UsageField, _ batch: UsageBatch) -> String {
    let text = batch.text.span.extracting(dialled.range)
    guard let zones = plan.zones?.table, let number = field == .calling ? numbers.normalise(text) : numbers.called(text)
    else { return "" }
    let group = zones.match(number.number)
    return group < 0
      ? "no prefix of the number is in the zones file" : "its prefix \(zones.groups[Int(group)].prefix) has no zone for it then"
  }

  private func whyNoPair(_ work: ChargeWork) -> String {
    guard let zones = plan.zones, let found = work.zones, let matrix = pricers.first(where: { $0.tariff.leg == .matrix })
    else { return "it has no matrix" }
    let pair = "\(zones.names[Int(found.origin.zone)]) → \(zones.names[Int(found.destination.zone)])"
    let groups = matrix.tariff.groups(origin: found.origin.zone, destination: found.destination.zone)
    return groups == .none ? "no row of the matrix is for the zones \(pair)" : "no row for the zones \(pair) is in force then"
  }

  /// Tells a number that the plan does not know from one whose rows hold at other times.
  private func whyNoRate(_ dialled: TextRange, _ work: ChargeWork, _ batch: UsageBatch) -> String {
    let leg = work.refusedLeg
    guard let tariff = pricers.first(where: { $0.tariff.leg == leg })?.tariff else {
      return "it has no \(leg.rawValue) deck"
    }
    let text = batch.text.span.extracting(dialled.range)
    let number = leg == .origination ? numbers.normalise(text) : numbers.called(text)
    let place = leg == .origination ? work.ends?.calling.place : work.ends?.called.place
    let unplaced = tariff.hasKeyedGroups && place ?? -1 < 0 ? ", and nobody knows its LATA and OCN" : ""
    let group = number.map { $0.isShort ? tariff.defaultGroup : tariff.match($0.number) } ?? tariff.defaultGroup
    guard group >= 0 else { return (number == nil ? "it has no default row" : "no prefix of the number is in the plan") + unplaced }
    return "its prefix \(tariff.groups[Int(group)].prefix) has no row in force then" + unplaced
  }
}
