import RatePlans
import Telecom

/// A row as a deck lists it.
struct DeckRow {
  /// `44`, `911$` or `*`; the place `LATA224/OCN9206`, `OCN9206/NJ`; the zones `A>B`, `*>B`.
  var prefix: String
  var row: RateRow
}

/// The rows of a plan for one leg and measure.
struct DeckSpecimen {
  var leg = Leg.termination
  var measure = Measure.seconds
  /// Of a quantity; empty for any.
  var unit = ""
  /// What the rows' `jurisdiction` is an index into.
  var jurisdictions: [Jurisdiction] = [.intrastate]
  var rows: [DeckRow]
  /// Of a matrix, those that its rows may stand under.
  var zones: [String] = []

  func jurisdiction(of row: RateRow) -> Jurisdiction? {
    row.jurisdiction < 0 ? nil : jurisdictions[Int(row.jurisdiction)]
  }

  var tariff: Tariff {
    var tariff = Tariff(
      measure: measure, rows: rows.map { (DeckPrefix(written: $0.prefix, zones), $0.row) }, text: [],
      jurisdictions: jurisdictions.map(\.code), files: ["deck.csv"], zones: zones)
    (tariff.leg, tariff.unit) = (leg, unit)
    return tariff
  }
}

extension DeckPrefix {
  /// - Parameter written: as in a `DeckRow`.
  init(written: String, _ zones: [String] = []) {
    if written.contains(">") {
      let parts = written.split(separator: ">").map { $0 == "*" ? 0 : Int32(zones.firstIndex(of: String($0))! + 1) }
      self.init(origin: parts[0], destination: parts[1])
    } else if written.hasPrefix("LATA") || written.hasPrefix("OCN") {
      let pieces = written.split(separator: "/").map(String.init)
      let lata = pieces.first { $0.hasPrefix("LATA") }?.dropFirst(4) ?? ""
      let company = pieces.first { $0.hasPrefix("OCN") }?.dropFirst(3) ?? ""
      let state = pieces.first { $0.count == 2 } ?? ""
      self.init(lata: lata.utf8, company: company.utf8, state: state.utf8)!
    } else if written == "*" {
      self = .default
    } else if written.hasSuffix("$") {
      self.init(PhoneNumber(written.dropLast())!, isExact: true)
    } else {
      self.init(PhoneNumber(written)!)
    }
  }
}
