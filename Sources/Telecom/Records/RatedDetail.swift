/// What few rated records have.
package struct RatedDetail: Sendable {
  /// The number that the row was found for: the called one, its LRN, or the calling one.
  package var matched = PhoneNumber.none
  /// What the charge is made of, where that is more than one part: indices into the components of its batch.
  package var components: Range<Int32> = 0..<0
  /// What allowances gave: indices into what was covered in its batch.
  package var covered: Range<Int32> = 0..<0
  /// Index into the parties of the run's price levels; -1 for the price that the payer itself has.
  package var party: Int32 = -1
  /// What the seller at this level keeps: the charge less that of the level above; `nil` where that is not known.
  package var marginNanos: Int64?

  package init(matched: PhoneNumber) { self.matched = matched }
}
