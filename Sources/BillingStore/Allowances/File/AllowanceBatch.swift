/// An input that was applied to a state of allowances.
package struct AllowanceBatch: Sendable, Hashable {
  /// SHA-256 of its content.
  package var digest: [UInt8]
  /// Its name when it was applied.
  package var source: String
  package var bytes: Int64
  package var records: Int64
  /// Its records may belong together with those of others of its run.
  package var joins: Bool
  /// From when to when usage starts that may draw on something, in milliseconds since 1970; `nil` where there is none.
  package var starts: ClosedRange<Int64>?

  package init(
    digest: [UInt8], source: String, bytes: Int64, records: Int64, joins: Bool = false, starts: ClosedRange<Int64>? = nil
  ) {
    self.digest = digest
    self.source = source
    self.bytes = bytes
    self.records = records
    self.joins = joins
    self.starts = starts
  }
}
