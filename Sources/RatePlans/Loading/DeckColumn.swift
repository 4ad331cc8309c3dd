/// What a column of a deck says, by its title in a deck of our own form.
enum DeckColumn: String, Sendable, CaseIterable {
  case prefix
  /// Area code, exchange and block of a thousand, where they stand apart.
  case npa, nxx, block
  /// In place of a prefix: where a number is.
  case lata, ocn, state
  /// In place of a prefix: the zones of the calling and the called number.
  case originZone = "origin_zone"
  case destinationZone = "destination_zone"
  /// Of a zones file, the zone of the prefix's numbers.
  case zone
  case destination
  case connectFee = "connect_fee"
  case ratePerMinute = "rate_per_minute"
  case rate
  case unit = "unit_s"
  case firstInterval = "first_interval_s"
  case nextInterval = "next_interval_s"
  /// Both intervals in one cell: `60/6`.
  case increments
  case effectiveFrom = "effective_from"
  case effectiveTo = "effective_to"
  /// Beginning and end in one cell: `2011/01/01-2012/01/01`.
  case period
  case band
  case jurisdiction
  case fromSeconds = "from_s"
  case connectCovers = "connect_covers_s"
  case minimumCharge = "minimum_charge"
  case maximumCharge = "maximum_charge"
  case grace = "grace_s"
  case perCall = "per_call"
  case blocked
  /// Holds a word for rows whose code is withdrawn.
  case status

  /// The column a title means; the unit of intervals may be left out of it, since not all decks measure seconds.
  init?(title: String) {
    switch title {
    case "unit": self = .unit
    case "first_interval": self = .firstInterval
    case "next_interval": self = .nextInterval
    default: self.init(rawValue: title)
    }
  }

  /// Its cells say something about a row, rather than which one it is.
  var isValue: Bool { !DeckKey.columns.contains(self) && self != .destination && self != .zone }

  /// Titles of a deck in our own form; the rest need a mapping.
  static let canonical = allCases.filter { ![.npa, .nxx, .block, .zone, .increments, .period, .status].contains($0) }
  static let titles = allCases.map(\.rawValue) + ["unit", "first_interval", "next_interval"]
}
