/// What few rated records have.
package struct RatedDetail: Sendable {
  /// The number that the row was found for: the called one, its LRN, or the calling one.
  package var matched = PhoneNumber.none
  /// What the charge is made of, where that is more than one part: indices into the components of its batch.
  package var components: Range<Int32> = 0..<0
  /// What allowances gave: indices into what was covered in its batch.
  package var covered: Range<Int32> = 0..<0
  /// Which volumes priced it: indices into the totals of its batch.
  package var volumes: Range<Int32> = 0..<0
  /// The payer was found as the owner of the called number; told only where the plan promises something for the usage.
  package var isIncoming = false
  /// Index into the run's rating rules, told with it; -1 for none.
  package var rule: Int16 = -1
  /// Index into the parties of the run's price levels; -1 for the price that the payer itself has.
  package var party: Int32 = -1
  /// What the seller at this level keeps: the charge less that of the level above; `nil` where that is not known.
  package var marginNanos: Int64?

  package init(matched: PhoneNumber) { self.matched = matched }
}
