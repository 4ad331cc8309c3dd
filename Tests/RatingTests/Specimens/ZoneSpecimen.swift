import RatePlans
import Telecom
import TestSupport

/// The zones file of a plan.
struct ZoneSpecimen {
  struct Row {
    /// `44`, `911$` or `*`.
    var prefix: String
    var zone: String
    /// Milliseconds since 1970 UTC.
    var from = Int64.min
    var to = Int64.max
  }

  var rows: [Row]
  static let names = ["A", "B", "C"]

  var map: ZoneMap {
    var text: [UInt8] = []
    let rows = rows.map { zone -> (DeckPrefix, RateRow) in
      var row = RateRow()
      row.destination = TextRange(offset: UInt32(text.count), count: UInt32(zone.zone.utf8.count))
      text += zone.zone.utf8
      (row.effectiveFrom, row.effectiveTo) = (zone.from, zone.to)
      return (DeckPrefix(written: zone.prefix), row)
    }
    return ZoneMap(
      Tariff(measure: .seconds, rows: rows, text: text, jurisdictions: [], files: ["zones.csv"]), names: Self.names)
  }

  static func random(near instant: Int64, using random: inout Seeded) -> ZoneSpecimen {
    var rows: [Row] = []
    for prefix in ["*", "1", "1201", "1609", "16092005555$", "1212", "1416", "44", "411", "10", "2"] where Int.random(in: 0..<4, using: &random) > 0 {
      for _ in 0..<[1, 1, 1, 2].randomElement(using: &random)! {
        var row = Row(prefix: prefix, zone: names.randomElement(using: &random)!)
        // Rows of one prefix that begin together are an error of the file.
        if rows.last?.prefix == prefix { row.from = instant + Int64.random(in: -2...2, using: &random) * 1_000 }
        if Int.random(in: 0..<6, using: &random) == 0 { row.to = max(row.from, instant - 5_000) + Int64.random(in: 1...8, using: &random) * 1_000 }
        rows.append(row)
      }
    }
    return ZoneSpecimen(rows: rows)
  }
}
