internal import Telecom

/// What was earned on calls that a carrier took on: minutes, revenue, cost and what remains, by whatever the calls are
/// grouped by.
///
/// A call is the rows of rated usage that stand together with one source, line and record id; one that two services pay
/// for is two. Its cost is that of its `cost` row; its revenue is the price of the level below, which is what the operator
/// gets: the topmost reseller's, or the customer's own. Calls without a `cost` row have no supplier and cost nothing that is
/// known; they are counted apart.
///
/// Rows of a level may be missing, because it was not emitted or because they stand elsewhere: what `rate` says that a row
/// leaves over the one behind it has to come out, and a call of a book's export begins with its retail price.
package struct MarginReport {
  package enum Dimension: String, Sendable, CaseIterable {
    case destination, account, supplier, day
  }

  /// Sums of one group and currency.
  package struct Line: Sendable {
    /// In the order of the dimensions.
    package var group: [String]
    package var currency: String
    package var calls = 0
    package var billedSeconds: Int128 = 0
    package var revenueNanos: Int128 = 0
    package var costNanos: Int128 = 0
    /// Calls without a known cost: their revenue is in the sum, their cost is not.
    package var callsWithoutCost = 0
    package var marginNanos: Int128 { revenueNanos - costNanos }
  }

  /// A call that costs more than it brings.
  package struct Loss: Sendable {
    package var recordID: String
    package var source: String
    package var line: String
    package var start: String
    package var account: String
    package var called: String
    package var destination: String
    package var supplier: String
    package var currency: String
    package var revenueNanos: Int64
    package var costNanos: Int64
  }

  private static let columns = [
    "record_id", "source", "line", "account", "called", "start", "billed_s", "destination", "currency", "charge", "tier",
    "service",
  ]

  private struct Key: Hashable {
    var group: [[UInt8]]
    var currency: [UInt8]
  }

  /// The rows of one call for one payer, as far as they were read.
  private struct Call {
    var identity: [[UInt8]]
    var revenue: RatedUsageReader.Row?
    var cost: RatedUsageReader.Row?

    /// Whether a price is of another payer of the same record: the levels of one have one service, and the cost is the
    /// last of them.
    func isComplete(before price: RatedUsageReader.Row) -> Bool {
      cost != nil || price[10] == MarginReport.retail || (revenue != nil && revenue?[11] != price[11])
    }
  }

  private let dimensions: [Dimension]
  private let keepsLosses: Bool
  private var indices: [Key: Int] = [:]
  private var unsorted: [Line] = []
  /// In the order of the input; empty where they are not wanted.
  package private(set) var losses: [Loss] = []

  package init(by dimensions: [Dimension], keepsLosses: Bool = false) {
    self.dimensions = dimensions
    self.keepsLosses = keepsLosses
  }

  /// Ascending by group, then by currency.
  package var lines: [Line] { unsorted.sorted { ($0.group + [$0.currency]).lexicographicallyPrecedes($1.group + [$1.currency]) } }

  /// Adds the calls of a file.
  package mutating func add(_ path: String) throws(RatedUsageReader.Failure) {
    let reader = try RatedUsageReader(path, columns: Self.columns, addition: "margin")
    var call: Call?
    try reader.forEachRow { row throws(RatedUsageReader.Failure) in
      let identity = [row[0], row[1], row[2]]
      let isCost = row[10] == Self.cost
      if let before = call, before.identity != identity || (!isCost && before.isComplete(before: row)) {
        try add(before, path)
        call = nil
      }
      if call == nil {
        call = Call(identity: identity)
        if row.addition == nil, row[10] != Self.retail {
          throw .row(
            path: path, line: row.line, message: "the call begins with tier \(row.text(10)), without its retail price",
            remedy: "export the usage of all accounts with 'tollbook usage export --by-record'")
        }
      }
      if let before = call?.cost ?? call?.revenue { try checkMargin(of: before, before: row, path) }
      if isCost { call?.cost = row } else { call?.revenue = row }
    }
    if let call { try add(call, path) }
  }

  /// A row with another of the same currency behind it leaves a margin; the last of a call leaves none.
  private func checkMargin(
    of row: RatedUsageReader.Row, before next: RatedUsageReader.Row?, _ path: String
  ) throws(RatedUsageReader.Failure) {
    guard let margin = row.addition else { return }
    let left: Int64? = if let next, next[8] == row[8] { try nanos(row, path) - nanos(next, path) } else { nil }
    guard try margin.isEmpty ? left != nil : amount(margin, "margin", row, path) != left else { return }
    throw .row(
      path: path, line: row.line,
      message: "the margin of this row is over a price that the file does not have, so what the operator gets is not known",
      remedy: "rate with --tiers retail,reseller,cost, or without --tiers")
  }

  private static let retail = Array("retail".utf8)
  private static let cost = Array("cost".utf8)

  private mutating func add(_ call: Call, _ path: String) throws(RatedUsageReader.Failure) {
    if let last = call.cost ?? call.revenue { try checkMargin(of: last, before: nil, path) }
    guard let revenue = call.revenue else {
      guard let cost = call.cost else { return }
      throw .row(
        path: path, line: cost.line, message: "the call has a cost and no price",
        remedy: "rate with --tiers retail,reseller,cost, or without --tiers")
    }
    var cost = call.cost
    if let other = cost, other[8] != revenue[8] { cost = nil }  // Money of two kinds cannot be compared.
    let key = Key(group: dimensions.map { value($0, revenue, call.cost) }, currency: revenue[8])
    let index = indices[key] ?? unsorted.count
    if index == unsorted.count {
      indices[key] = index
      unsorted.append(
        Line(group: key.group.map { String(decoding: $0, as: UTF8.self) }, currency: revenue.text(8)))
    }
    let price = try nanos(revenue, path)
    unsorted[index].calls += 1
    guard let seconds = Int64(revenue.text(6)), seconds >= 0 else {
      throw .row(
        path: path, line: revenue.line, message: "billed_s '\(revenue.text(6))' is no number of seconds",
        remedy: "get the file anew")
    }
    unsorted[index].billedSeconds += Int128(seconds)
    unsorted[index].revenueNanos += Int128(price)
    guard let cost else {
      unsorted[index].callsWithoutCost += 1
      return
    }
    let paid = try nanos(cost, path)
    unsorted[index].costNanos += Int128(paid)
    if keepsLosses, paid > price { losses.append(loss(revenue, cost, price, paid)) }
  }

  private func value(_ dimension: Dimension, _ revenue: RatedUsageReader.Row, _ cost: RatedUsageReader.Row?) -> [UInt8] {
    switch dimension {
    case .destination: revenue[7]
    case .account: revenue[3]
    case .supplier: cost?[3] ?? []
    case .day: Array(revenue[5].prefix(10))
    }
  }

  private func nanos(_ row: RatedUsageReader.Row, _ path: String) throws(RatedUsageReader.Failure) -> Int64 {
    try amount(row[9], "charge", row, path)
  }

  private func amount(
    _ cell: [UInt8], _ name: String, _ row: RatedUsageReader.Row, _ path: String
  ) throws(RatedUsageReader.Failure) -> Int64 {
    do throws(Decimal9.Failure) {
      return try Decimal9.parse(cell.span)
    } catch {
      throw .row(
        path: path, line: row.line, message: "the \(name) '\(String(decoding: cell, as: UTF8.self))' is no amount",
        remedy: "get the file anew")
    }
  }

  private func loss(
    _ revenue: RatedUsageReader.Row, _ cost: RatedUsageReader.Row, _ price: Int64, _ paid: Int64
  ) -> Loss {
    Loss(
      recordID: revenue.text(0), source: revenue.text(1), line: revenue.text(2), start: revenue.text(5),
      account: revenue.text(3), called: revenue.text(4), destination: revenue.text(7), supplier: cost.text(3),
      currency: revenue.text(8), revenueNanos: price, costNanos: paid)
  }
}
