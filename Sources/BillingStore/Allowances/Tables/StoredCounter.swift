internal import Rating

/// A counter as a row: ``AllowanceTables`` puts the columns `promise`, `owner` and `cycle` before its own.
protocol StoredCounter: Sendable, Hashable {
  /// Without the tables' prefix.
  static var table: String { get }
  static var columns: [String] { get }

  /// - Parameter column: the first of its own.
  /// - Returns: `nil` where no counter can be like that: the file is damaged.
  init?(_ row: SQLStatement, from column: Int32)

  /// - Parameter parameter: of the first of its own columns.
  func bind(to statement: SQLStatement, from parameter: Int32)
}
