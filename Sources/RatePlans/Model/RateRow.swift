package import Telecom

/// One row of a deck, ready to price with.
package struct RateRow: Sendable, Hashable {
  /// Price of `unit` seconds (or octets, or billionths of a metered unit), in nanos.
  package var rateNanos: Int64 = 0
  /// Charged once, however long the call.
  package var connectFeeNanos: Int64 = 0
  /// Charged once for the call, message or session, beside the rate.
  package var perCallNanos: Int64 = 0
  package var minimumChargeNanos: Int64 = 0
  /// `Int64.max` when there is none.
  package var maximumChargeNanos: Int64 = .max
  /// Milliseconds since 1970 UTC; calls that start then or later. `Int64.min` when open.
  package var effectiveFrom: Int64 = .min
  /// Milliseconds since 1970 UTC; calls that start earlier. `Int64.max` when open.
  package var effectiveTo: Int64 = .max
  /// What `rateNanos` is the price of: 60 for a rate per minute; for octets, say, 1,048,576.
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
  package var blocked = false
  /// Place in `Tariff.text`.
  package var destination = TextRange.none
  /// Index into `Tariff.files`.
  package var file: Int16 = 0
  /// Where the row stands in its file, from 1.
  package var line: Int32 = 0

  package init() {}

  package func isInForce(at milliseconds: Int64) -> Bool {
    effectiveFrom <= milliseconds && milliseconds < effectiveTo
  }
}
