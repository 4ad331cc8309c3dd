internal import Rating

extension AllowanceCounter: StoredCounter {
  static var table: String { "allowance_counter" }
  static var columns: [String] { ["granted", "remaining", "carried", "carried_in", "used", "boosted", "rolled_over"] }

  init?(_ row: SQLStatement, from column: Int32) {
    var carried: [Carried] = []
    if !row.isNull(column + 2) {
      guard let read = row.withBytes(column + 2, { Self.carried($0) }) else { return nil }
      carried = read
    }
    self.init(
      granted: row.integer(column), left: row.integer(column + 1), carried: carried,
      carriedIn: row.integer(column + 3), used: row.integer(column + 4), boosted: row.integer(column + 5),
      rolledOver: row.integer(column + 6))
    guard isWhole else { return nil }
  }

  func bind(to statement: SQLStatement, from parameter: Int32) {
    statement.bind(parameter, granted)
    statement.bind(parameter + 1, left)
    if carried.isEmpty {
      statement.bindNull(parameter + 2)
    } else {
      statement.bind(parameter + 2, .text(carried.map { "\($0.left)x\($0.cycles)" }.joined(separator: " ")))
    }
    statement.bind(parameter + 3, carriedIn)
    statement.bind(parameter + 4, used)
    statement.bind(parameter + 5, boosted)
    statement.bind(parameter + 6, rolledOver)
  }

  /// Nothing below zero, and no unit that came from nowhere or is gone.
  private var isWhole: Bool {
    guard min(granted, left, carriedIn, used) >= 0, min(boosted, rolledOver) >= 0 else { return false }
    let room = carried.reduce(Int128(left)) { $0 + Int128($1.left) }
    guard room <= Int64.max else { return false }
    let came = Int128(granted) + Int128(carriedIn) + Int128(boosted)
    return came == Int128(used) + room + Int128(rolledOver)
  }

  /// - Returns: `nil` for a text that is none of `120x1 60x2`.
  private static func carried(_ text: Span<UInt8>) -> [Carried]? {
    var carried: [Carried] = []
    var numbers: [Int64] = []
    var number: Int64?
    for place in 0...text.count {
      let byte = place < text.count ? text[place] : UInt8(ascii: " ")
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let (product, isProductTooLarge) = (number ?? 0).multipliedReportingOverflow(by: 10)
        let (sum, isSumTooLarge) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
        guard !isProductTooLarge, !isSumTooLarge else { return nil }
        number = sum
      case UInt8(ascii: "x"), UInt8(ascii: " "):
        guard let read = number, numbers.count == (byte == UInt8(ascii: "x") ? 0 : 1) else { return nil }
        numbers.append(read)
        number = nil
        guard numbers.count == 2 else { continue }
        carried.append(Carried(left: numbers[0], cycles: Int(numbers[1])))
        numbers.removeAll(keepingCapacity: true)
      default: return nil
      }
    }
    return carried
  }
}
