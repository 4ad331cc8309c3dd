/// A record with its price. Rows, bands and names are places in the plan that priced it, so that a rated record costs
/// no allocation; whoever writes it out looks them up.
package struct RatedUsage: Sendable {
  /// Index into `UsageBatch.records`.
  package var record: Int32
  /// The row that priced the first step: index into the tariff's rows.
  package var row: Int32 = -1
  /// Index into the plan's tariffs, of the one whose row is named above.
  package var tariff: Int16 = 0
  /// Band in which the call began; -1 for none.
  package var band: Int16 = -1
  /// Of the row: index into the tariff's jurisdictions; -1 for any.
  package var rowJurisdiction: Int16 = -1
  /// Of the call, where numbering data says it.
  package var jurisdiction = Jurisdiction.unknown
  /// How many digits of the matched number, which is the called one but where details say otherwise, the row's prefix
  /// has; 0 for the default row, `noPrefix` for one that stands under a place or under zones.
  package var prefixDigits: UInt8 = 0
  /// The row stands for exactly this number.
  package var isExactNumber = false
  /// What was used, as its service's type says or as it was read.
  package var kind = UsageKind.call
  /// Index into the plans of the run.
  package var plan: Int16 = 0
  /// Index into the details of its batch; -1 where there is nothing but what stands here.
  package var detail: Int32 = -1
  /// Index into the directory's entries; -1 without a directory.
  package var payer: Int32 = -1
  /// Index into what its batch offers to the promises of plans; -1 where there is nothing to offer.
  package var offer: Int32 = -1
  /// Place of the destination's name in the tariff's text.
  package var destination = TextRange.none
  /// E.164; `none` where the record has no called number or one that is none.
  package var called = PhoneNumber.none
  /// E.164; `none` where the calling number is none: the record's own text then stands for it.
  package var calling = PhoneNumber.none
  /// Seconds after increments.
  package var billedSeconds: Int64 = 0
  /// Octets or billionths of a unit after increments, of a message billionths of its parts, where the plan prices them; -1
  /// elsewhere.
  package var billedQuantity: Int64 = -1
  /// In the plan's currency.
  package var chargeNanos: Int64 = 0

  package static let noPrefix = UInt8.max

  package init(record: Int32) { self.record = record }
}
