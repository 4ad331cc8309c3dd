package import Telecom

extension Ageing {
  /// Puts open items into their buckets as of a day.
  package init(of items: [OpenItem], on day: CivilDate, account: String) throws(BillingError) {
    var sums = [Int128](repeating: 0, count: 5)
    for item in items {
      let bucket =
        switch day.daysSince1970 - item.due.daysSince1970 {
        case ...0: 0
        case ...30: 1
        case ...60: 2
        case ...90: 3
        default: 4
        }
      sums[bucket] += Int128(item.open)
    }
    let amounts = sums.compactMap { Int64(exactly: $0) }
    guard amounts.count == sums.count else { throw .amountTooLarge(account: account, what: "what is open") }
    self.init(
      current: amounts[0], days1To30: amounts[1], days31To60: amounts[2], days61To90: amounts[3], over90: amounts[4])
  }
}
