/// What many rows of a deck have in common: everything but the price, the connection fee, the name and the line.
///
/// A deck of 389,000 rows has a dozen different ones, so they are kept once and stay in the processor's cache.
package struct RowTerms: Sendable, Hashable {
  /// Charged once for the call, message or session, beside the rate.
  package var perCallNanos: Int64 = 0
  package var minimumChargeNanos: Int64 = 0
  /// `Int64.max` when there is none.
  package var maximumChargeNanos: Int64 = .max
  /// Milliseconds since 1970 UTC; calls that start then or later. `Int64.min` when open.
  package var effectiveFrom: Int64 = .min
  /// Milliseconds since 1970 UTC; calls that start earlier. `Int64.max` when open.
  package var effectiveTo: Int64 = .max
  /// What the row's `rateNanos` is the price of: 60 for a rate per minute; for octets, say, 1,048,576.
  package var unit: Int64 = 60
  /// Units billed at least; then whole `nextInterval`s. Seconds, or octets.
  package var firstInterval: Int64 = 1
  package var nextInterval: Int64 = 1
  /// Elapsed second of the call from which the row's price holds.
  package var fromSeconds: Int64 = 0
  /// Calls no longer than this cost nothing.
  package var graceSeconds: Int64 = 0
  /// The first billed seconds that the connection fee pays for.
  package var connectCoversSeconds: Int64 = 0
  /// Index into the plan's bands; -1 for any time.
  package var band: Int16 = -1
  /// Index into `Tariff.jurisdictions`; -1 for any.
  package var jurisdiction: Int16 = -1
  /// Index into `Tariff.files`.
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
