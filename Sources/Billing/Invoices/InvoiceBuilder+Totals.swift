internal import Telecom

extension InvoiceBuilder {
  func totals(_ taxes: [TaxLine]) throws(BillingError) -> InvoiceTotals {
    var sums = [Int128](repeating: 0, count: ChargeKind.allCases.count)
    for line in lines { sums[line.kind.rank] += Int128(line.amount) }
    let net = sums.reduce(0, +)
    let tax = taxes.reduce(Int128(0)) { $0 + Int128($1.amount) }
    let moved = inputs.movements.reduce(Int128(0)) { $0 + Int128($1.amount) }
    return InvoiceTotals(
      usage: try posted(sums[ChargeKind.usage.rank]), shortfall: try posted(sums[ChargeKind.shortfall.rank]),
      recurring: try posted(sums[ChargeKind.recurring.rank]), oneOff: try posted(sums[ChargeKind.oneOff.rank]),
      net: try posted(net), tax: try posted(tax), charges: try posted(net + tax),
      carriedForward: inputs.carriedForward, movements: try posted(moved),
      due: try posted(Int128(inputs.carriedForward) + moved + net + tax))
  }

  func members() throws(BillingError) -> [Invoice.Member] {
    var sums: [String: Int128] = [:]
    for line in lines { sums[line.account, default: 0] += Int128(line.amount) }
    var members: [Invoice.Member] = []
    for account in inputs.accounts {
      members.append(
        Invoice.Member(account: account.code, name: account.name, net: try posted(sums[account.code] ?? 0)))
    }
    return members
  }

  private func posted(_ sum: Int128) throws(BillingError) -> Int64 {
    guard let amount = Int64(exactly: sum) else { throw .amountTooLarge(account: payer.code, what: "the invoice") }
    return amount
  }
}
