/// A row of `usage` that settling posts: what a record's charge differs by, or what the end of a cycle adds.
struct SettledRow: Sendable {
  var recordID: String
  /// As the row that is corrected has it: below 0 where nobody is billed.
  var account: Int64
  /// 0 of what is no one service's.
  var service: Int64
  /// By the account's clock, since 1970.
  var day: Int64
  var startMilliseconds: Int64
  var startOffset: Int64
  var calling = SQLValue.null
  var called = SQLValue.null
  /// A row of `usage_price`; `nil` while it is only known what it is to be.
  var price: Int64?
  var newPrice: NewPrice?
  var chargeNanos: Int64
  var extras: String

  /// Of a charge that no record has.
  struct NewPrice: Hashable, Sendable {
    /// A row of `plan`.
    var plan: Int64
    var item: String
    /// The promise's name: it stands where the destination of a call does.
    var name: String
  }
}

extension UsageWriter {
  /// Writes what settling posts, as one segment.
  /// - Parameter rows: in any order; they have their prices.
  mutating func write(_ rows: [SettledRow], _ connection: SQLConnection) throws(BookError) {
    var runs: [UsageRun] = []
    let first = nextUsage
    let statement = try connection.statement(Self.insert)
    let sorted = rows.sorted {
      ($0.account.magnitude, $0.account, $0.day, $0.startMilliseconds, $0.recordID)
        < ($1.account.magnitude, $1.account, $1.day, $1.startMilliseconds, $1.recordID)
    }
    for row in sorted {
      if runs.last.map({ $0.account != row.account || $0.day != row.day }) ?? true {
        try end(&runs, connection)
        runs.append(UsageRun(batch: batch, account: row.account, day: row.day, firstUsage: nextUsage))
      }
      let values = values(of: row)
      for (place, value) in values.enumerated() { statement.bind(Int32(place + 1), value) }
      guard try statement.run() == 1 else {
        throw BookError(.damaged, "a row of usage that settling is to post is there already; run 'tollbook verify'")
      }
      for value in values { seal.add(value) }
      seal.endRow()
      try runs[runs.count - 1].add(row.chargeNanos)
      nextUsage += 1
    }
    try end(&runs, connection)
    try writeSeal(first: first, runs, connection)
  }

  /// In the table's order.
  private func values(of row: SettledRow) -> [SQLValue] {
    [
      .integer(nextUsage), .integer(batch), 0, .text(row.recordID), .integer(row.account), .integer(row.service),
      .integer(row.startMilliseconds), .integer(row.startOffset), 0, 0, row.calling, row.called, .integer(row.price ?? 0),
      .integer(row.chargeNanos), .text(row.extras),
    ]
  }
}

extension RunSeal {
  fileprivate func add(_ value: SQLValue) {
    switch value {
    case .null, .blob: addNull()
    case .integer(let integer): add(integer)
    case .text(let text): add(Array(text.utf8), 0..<text.utf8.count)
    }
  }
}
