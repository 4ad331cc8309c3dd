/// What many rows of a deck have in common: everything but the price, the connection fee, the name and the line.
///
/// A deck of 389,000 rows has a dozen different ones, so they are kept once and stay in the processor's cache.
package struct RowTerms: Sendable, Hashable {
  package var perCallNanos: Int64 = 0
  package var minimumChargeNanos: Int64 = 0
  package var maximumChargeNanos: Int64 = .max
  package var effectiveFrom: Int64 = .min
  package var effectiveTo: Int64 = .max
  package var unit: Int64 = 60
  package var firstInterval: Int64 = 1
  package var nextInterval: Int64 = 1
  package var fromSeconds: Int64 = 0
  package var graceSeconds: Int64 = 0
  package var connectCoversSeconds: Int64 = 0
  package var band: Int16 = -1
  package var jurisdiction: Int16 = -1
  package var file: Int16 = 0
  package var blocked = false

  package init() {}

  package func isInForce(at milliseconds: Int64) -> Bool {
    effectiveFrom <= milliseconds && milliseconds < effectiveTo
  }

  /// 3 for a row of a jurisdiction and a band, 2 of a jurisdiction, 1 of a band, 0 of neither.
  var particularity: Int { (jurisdiction >= 0 ? 2 : 0) + (band >= 0 ? 1 : 0) }

  /// Whether a row with these terms alone can price every second of every call.
  var isPlain: Bool { band < 0 && jurisdiction < 0 && fromSeconds == 0 }
}
