import RatePlans
import Telecom

/// A row as a deck lists it.
struct DeckRow {
  /// `44`, `911$` or `*`.
  var prefix: String
  var row: RateRow
}

/// The rows of a plan for one leg and measure.
struct DeckSpecimen {
  var leg = Leg.termination
  var measure = Measure.seconds
  /// What the rows' `jurisdiction` is an index into.
  var jurisdictions: [Jurisdiction] = [.intrastate]
  var rows: [DeckRow]

  func jurisdiction(of row: RateRow) -> Jurisdiction? {
    row.jurisdiction < 0 ? nil : jurisdictions[Int(row.jurisdiction)]
  }

  var tariff: Tariff {
    var tariff = Tariff(
      measure: measure, rows: rows.map { (DeckPrefix(written: $0.prefix), $0.row) }, text: [],
      jurisdictions: jurisdictions.map(\.code), files: ["deck.csv"])
    tariff.leg = leg
    return tariff
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
