internal import Rating

extension VolumeCounter: StoredCounter {
  static var table: String { "volume_counter" }
  static var columns: [String] { ["total", "priced", "settled"] }

  init?(_ row: SQLStatement, from column: Int32) {
    guard let priced = Int128(row.text(column + 1)), row.integer(column) >= 0 else { return nil }
    self.init()
    total = row.integer(column)
    self.priced = priced
    settled = row.integer(column + 2)
  }

  func bind(to statement: SQLStatement, from parameter: Int32) {
    statement.bind(parameter, total)
    statement.bind(parameter + 1, .text(String(priced)))
    statement.bind(parameter + 2, settled)
  }
}
