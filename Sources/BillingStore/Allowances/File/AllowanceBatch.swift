/// An input that was applied to a state of allowances.
package struct AllowanceBatch: Sendable, Hashable {
  /// SHA-256 of its content.
  package var digest: [UInt8]
  /// Its name when it was applied.
  package var source: String
  package var bytes: Int64
  package var records: Int64

  package init(digest: [UInt8], source: String, bytes: Int64, records: Int64) {
    self.digest = digest
    self.source = source
    self.bytes = bytes
    self.records = records
  }
}
