/// Whether a back office takes a batch.
package enum BatchDecision: Hashable, Sendable {
  case take
  /// It has this content already.
  /// - Parameters:
  ///   - remark: what it knows of that time, such as a date and a name; may be empty.
  ///   - records: how many the content has, each now a duplicate; 0 where the office does not know.
  case committedBefore(remark: String, records: Int = 0)
}
