package import Telecom

/// What becomes of one code from one moment on.
package struct AmendmentEntry: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case added, raised, lowered
    /// The rate is the same, other terms are not: dearer in one way, cheaper in another.
    case changed
    /// The price is the same, the destination another.
    case moved
    case unchanged, closed, blocked
  }

  package var prefix: DeckPrefix
  package var destination: String
  package var kind: Kind
  /// Milliseconds since 1970 UTC.
  package var from: Int64
  /// `nil` for any.
  package var jurisdiction: String?
  /// In nanos for `unit` seconds; `nil` where the deck had no row for the code, or has none from then on.
  package var oldRate: Rate?
  package var newRate: Rate?
  /// Where the notice says so; `nil` for a code that it leaves out.
  package var place: InputLocation?
  package var note = ""

  /// A price as a row has it.
  package struct Rate: Hashable, Sendable {
    package var nanos: Int64
    package var unit: Int64
    package var connectFeeNanos: Int64
    package var firstInterval: Int64
    package var nextInterval: Int64

    init(_ row: RateRow) {
      nanos = row.rateNanos
      unit = row.terms.unit
      connectFeeNanos = row.connectFeeNanos
      firstInterval = row.terms.firstInterval
      nextInterval = row.terms.nextInterval
    }
  }
}
