import RatePlans
import Telecom

/// A row as a deck lists it.
struct DeckRow {
  /// `44`, `911$` or `*`.
  var prefix: String
  var row: RateRow
}

/// A plan together with what it was made from, for those who rate by other means.
struct PlanSpecimen {
  /// Without tariffs.
  private(set) var plan: RatePlan
  let zone: String
  /// In the order of `Measure.allCases`.
  let decks: [(measure: Measure, rows: [DeckRow])]

  static let zones = ["UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata"]
  /// Compiled once, since each takes milliseconds.
  private static let zoneRules = Dictionary(uniqueKeysWithValues: zones.map { ($0, ZoneRules(named: $0)!) })

  /// Rows are numbered as lines from 2 on, as under a header.
  /// - Parameter zone: one of `zones`.
  init(
    zone: String = "UTC", bands: [BandSchedule.Band] = [], decks: [(measure: Measure, rows: [DeckRow])],
    _ configure: (inout RatePlan) -> Void = { _ in }
  ) {
    self.zone = zone
    plan = RatePlan(name: "specimen")
    plan.zone = Self.zoneRules[zone]!
    plan.bands = BandSchedule(bands: bands, zone: plan.zone)
    configure(&plan)
    self.decks = decks.map { deck in
      var rows = deck.rows
      for index in rows.indices { rows[index].row.line = Int32(index + 2) }
      return (deck.measure, rows)
    }
    plan.tariffs = self.decks.map { deck in
      Tariff(
        measure: deck.measure, rows: deck.rows.map { (DeckPrefix(written: $0.prefix), $0.row) }, text: [],
        jurisdictions: ["intrastate"], files: ["deck.csv"])
    }
  }

  /// A plan for calls.
  init(
    zone: String = "UTC", bands: [BandSchedule.Band] = [], rows: [DeckRow],
    _ configure: (inout RatePlan) -> Void = { _ in }
  ) {
    self.init(zone: zone, bands: bands, decks: [(.seconds, rows)], configure)
  }
}

extension DeckPrefix {
  /// - Parameter written: digits, digits and `$`, or `*`.
  init(written: String) {
    if written == "*" {
      self = .default
    } else if written.hasSuffix("$") {
      self.init(PhoneNumber(written.dropLast())!, isExact: true)
    } else {
      self.init(PhoneNumber(written)!)
    }
  }
}
