internal import Rating

extension LimitCounter: StoredCounter {
  static var table: String { "limit_counter" }
  static var columns: [String] { ["value", "raised"] }

  init?(_ row: SQLStatement, from column: Int32) {
    guard row.integer(column + 1) >= 0 else { return nil }
    self.init()
    value = row.integer(column)
    raised = Int(row.integer(column + 1))
  }

  func bind(to statement: SQLStatement, from parameter: Int32) {
    statement.bind(parameter, value)
    statement.bind(parameter + 1, Int64(raised))
  }
}
