/// A stretch of steps that one row prices: what `explain` shows, and what a price is the sum of.
package struct PriceSegment: Sendable, Hashable {
  /// Elapsed units at which the first step begins.
  package var from: Int64
  package var stepCount: Int64
  /// Units of each step, but that the last of a call may be shorter where the whole duration is rounded.
  package var stepLength: Int64
  /// Units from `from` to the end of the last step.
  package var length: Int64
  /// Units that are paid for: `length` without what the connection fee covers.
  package var pricedLength: Int64
  /// Band in which the steps begin; -1 for none.
  package var band: Int16
  /// Index into the tariff's rows.
  package var row: Int32
  package var amount: ExactAmount
}
