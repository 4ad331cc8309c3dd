internal import Telecom

/// A deck a plan names, and how it is to be read.
struct DeckSource: Sendable {
  var name: DeckName
  /// The product code that usage priced by the deck stands under on invoices.
  var item = Tariff.usualItem
  var leg = Leg.termination
  var measure = Measure.seconds
  /// What a rate is the price of where the deck has no column for it; `nil` when the plan does not say.
  var unit: Int64?
  /// Of a measured quantity what it is counted in; empty for any.
  var unitName = ""
  var mapping = DeckMapping()
  /// A carrier's notice of changes: it may say what becomes of a code without a price.
  var isNotice = false
  /// The zones file of a plan: its rows have no rates.
  var isZones = false
  /// What stands above the table of a notice, on one line.
  var banner = ""
  /// The place that names the deck; `nil` for a deck that was itself named.
  var mention: InputLocation?
}
