package import Rating

/// How records of an input are read and rated: the same object for all chunks that are alike in this. An input of
/// rejects has several.
package final class BatchContext: Sendable {
  /// The input's path as its user named it.
  package let source: String
  /// A built-in dialect's name or the path of a user's own.
  package let format: String
  /// For times without an offset of their own.
  package let timeZone: String
  /// Somebody named the time zone; else it is the plan's own.
  package let isZoneNamed: Bool
  /// The header record the columns were found by; empty without one.
  package let header: [UInt8]
  package let rater: AccountRater

  package init(
    source: String, format: String, timeZone: String, isZoneNamed: Bool, header: [UInt8], rater: AccountRater
  ) {
    self.source = source
    self.format = format
    self.timeZone = timeZone
    self.isZoneNamed = isZoneNamed
    self.header = header
    self.rater = rater
  }
}
