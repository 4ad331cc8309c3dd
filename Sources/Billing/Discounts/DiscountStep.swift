internal import Telecom

/// Takes discounts off the lines of an invoice, in the order of their ranks and then numbers. Each sees what those before
/// it left; none takes from credits. What an amount has in excess of the lines it covers is lost, unless it may go below
/// zero: then it is a line of its own.
struct DiscountStep {
  /// A discount's part on a line.
  struct Share {
    var discount: Discount
    /// Negative.
    var amount: Int64
  }

  /// By line, in the order in which they were taken.
  private(set) var shares: [[Share]]
  /// What went below zero.
  private(set) var excess: [Share] = []
  private(set) var used: [Int64] = []
  /// Minor units that are left on each line.
  private var left: [Int64]

  init(_ lines: [InvoiceLine], _ discounts: [Discount], account: String) throws(BillingError) {
    shares = Array(repeating: [], count: discounts.isEmpty ? 0 : lines.count)
    left = discounts.isEmpty ? [] : lines.map(\.amount)
    for discount in discounts.sorted(by: { ($0.rank, $0.id) < ($1.rank, $1.id) }) where discount.cyclesLeft ?? 1 > 0 {
      try take(discount, off: lines, account)
    }
  }

  private mutating func take(_ discount: Discount, off lines: [InvoiceLine], _ account: String) throws(BillingError) {
    let covered = lines.indices.filter { left[$0] > 0 && lines[$0].credits == nil && discount.covers(lines[$0]) }
    let base = covered.reduce(Int128(0)) { $0 + Int128(left[$1]) }
    var rest: Int64 = 0
    let total: Int64
    switch discount.value {
    case .percent(let percent):
      guard let exact = Int64(exactly: min(roundHalfUp(base * Int128(percent), over: Int128(Percent.whole)), base))
      else { throw .amountTooLarge(account: account, what: "the discount \(discount.code)") }
      total = exact
    case .amount(let amount):
      total = Int64(min(Int128(amount), base))
      if discount.mayGoBelowZero { rest = amount - total }
    }
    if total > 0 {
      for (place, part) in zip(covered, LargestRemainder.split(total, by: covered.map { left[$0] })) where part > 0 {
        left[place] -= part
        shares[place].append(Share(discount: discount, amount: -part))
      }
    }
    if rest > 0 { excess.append(Share(discount: discount, amount: -rest)) }
    if total > 0 || rest > 0 { used.append(discount.id) }
  }
}

extension Discount {
  /// Whether it is for such a line, whatever the line's amount.
  func covers(_ line: InvoiceLine) -> Bool {
    kinds.contains(line.kind) && account ?? line.account == line.account
      && (service == nil || service == line.service) && product ?? line.item == line.item
      && (from.map { $0 <= line.period.from } ?? true) && (to.map { line.period.from < $0 } ?? true)
  }
}
