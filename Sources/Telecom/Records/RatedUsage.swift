/// A record with its price. Rows, groups and bands are places in the plan that priced it, so that a rated record costs
/// no allocation; whoever writes it out looks the names up.
package struct RatedUsage: Sendable {
  /// Index into `UsageBatch.records`.
  package var record: Int32
  /// Index into the plan's tariffs, of the one whose row is named below.
  package var tariff: Int16 = 0
  /// Band in which the call began; -1 for none.
  package var band: Int16 = -1
  /// The prefix that matched: index into the tariff's groups.
  package var group: Int32 = -1
  /// The row that priced the first step: index into the tariff's rows.
  package var row: Int32 = -1
  /// E.164; `nil` where the record has no called number or one that is none.
  package var called: PhoneNumber?
  /// E.164; `nil` where the calling number is none: the record's own text then stands for it.
  package var calling: PhoneNumber?
  /// Seconds after increments.
  package var billedSeconds: Int64 = 0
  /// Octets or billionths of a unit after increments, where the plan prices them; -1 elsewhere.
  package var billedQuantity: Int64 = -1
  /// In the plan's currency.
  package var chargeNanos: Int64 = 0

  package init(record: Int32) { self.record = record }
}
