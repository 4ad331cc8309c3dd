internal import Telecom

/// A row as somebody wrote it.
struct RecordInput {
  /// Texts by column, `nil` for columns that are not there; an empty one means that the value is to be none.
  var texts: [String?]
  /// Further values by name, without the prefix of their columns.
  var extras: [String: String]
  /// Where the row stands, for the order of reports.
  var line: Int?
  /// Where a column stands, or an extra by its name; the row where neither is given.
  var place: (_ column: Int?, _ extra: String?) -> InputLocation
}
