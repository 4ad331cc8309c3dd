internal import Rating

extension SpendingCounter: StoredCounter {
  static var table: String { "commitment_counter" }
  static var columns: [String] { ["spent", "settled"] }

  init?(_ row: SQLStatement, from column: Int32) {
    self.init()
    spent = row.integer(column)
    settled = row.integer(column + 1)
  }

  func bind(to statement: SQLStatement, from parameter: Int32) {
    statement.bind(parameter, spent)
    statement.bind(parameter + 1, settled)
  }
}
