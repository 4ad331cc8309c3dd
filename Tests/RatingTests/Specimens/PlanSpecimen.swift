import RatePlans
import Telecom

/// A plan together with what it was made from, for those who rate by other means.
struct PlanSpecimen {
  /// Without tariffs.
  private(set) var plan: RatePlan
  let zone: String
  /// By leg in the order of its cases, then in that of `Measure.allCases`, then by unit.
  let decks: [DeckSpecimen]
  let zones: ZoneSpecimen?

  static let zones = ["UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata"]
  /// Compiled once, since each takes milliseconds.
  private static let zoneRules = Dictionary(uniqueKeysWithValues: zones.map { ($0, ZoneRules(named: $0)!) })

  /// Rows are numbered as lines from 2 on, as under a header.
  /// - Parameter zone: one of `zones`.
  init(
    zone: String = "UTC", bands: [BandSchedule.Band] = [], decks: [DeckSpecimen], zones: ZoneSpecimen? = nil,
    _ configure: (inout RatePlan) -> Void = { _ in }
  ) {
    self.zone = zone
    plan = RatePlan(name: "specimen")
    plan.zone = Self.zoneRules[zone]!
    plan.bands = BandSchedule(bands: bands, zone: plan.zone)
    self.zones = zones
    plan.zones = zones?.map
    configure(&plan)
    self.decks = decks.map { deck in
      var deck = deck
      for index in deck.rows.indices { deck.rows[index].row.line = Int32(index + 2) }
      return deck
    }
    plan.tariffs = self.decks.map(\.tariff)
  }

  /// A plan for calls.
  init(
    zone: String = "UTC", bands: [BandSchedule.Band] = [], rows: [DeckRow],
    _ configure: (inout RatePlan) -> Void = { _ in }
  ) {
    self.init(zone: zone, bands: bands, decks: [DeckSpecimen(rows: rows)], configure)
  }
}
