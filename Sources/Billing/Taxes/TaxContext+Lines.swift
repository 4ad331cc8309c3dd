package import Telecom

extension TaxContext {
  /// Taxes of an invoice: `taxes[i]` are the places in `lines` of those that lie on line `i`.
  package struct Result: Hashable, Sendable {
    package var lines: [TaxLine]
    package var taxes: [[Int]]
  }

  /// The taxes on lines. Rules of one authority, name and percentage make one tax, whose base is the sum of the posted
  /// amounts and which is rounded once, halves away from zero. A tax whose base and amount are zero is left out.
  package func taxes(on lines: [InvoiceLine], of account: String, date: CivilDate) throws(BillingError) -> Result {
    var groups: [Group] = []
    var groupOfRule: [Int] = []
    let rules = rules.inOrder(by: \.code)
    for rule in rules {
      let group = Group(authority: rule.authority, name: rule.name, percent: rule.percent, rule: rule.code)
      if let place = groups.firstIndex(where: { $0.isSameTax(as: group) }) {
        groupOfRule.append(place)
      } else {
        groupOfRule.append(groups.count)
        groups.append(group)
      }
    }
    var known: [Key: [Int]] = [:]
    var taxes: [[Int]] = []
    taxes.reserveCapacity(lines.count)
    for line in lines {
      let key = Key(account: line.account, kind: line.kind, item: line.item, supply: line.period.lastDay)
      let found: [Int]
      if let before = known[key] {
        found = before
      } else {
        let covering = rules.indices.filter { covers(rules[$0], key, date) }
        found = Array(Set(covering.map { groupOfRule[$0] })).sorted()
        known[key] = found
      }
      for place in found { groups[place].base += Int128(line.amount) }
      taxes.append(found)
    }
    var result: [TaxLine] = []
    var places: [Int?] = []
    for group in groups {
      let tax = roundHalfUp(group.base * Int128(group.percent), over: Int128(Percent.whole))
      guard let base = Int64(exactly: group.base), let amount = Int64(exactly: tax) else {
        throw .amountTooLarge(account: account, what: "the tax \(group.name)")
      }
      guard base != 0 || amount != 0 else {
        places.append(nil)
        continue
      }
      places.append(result.count)
      result.append(
        TaxLine(
          authority: group.authority, name: group.name, rule: group.rule, percent: group.percent, base: base,
          amount: amount))
    }
    if result.count < groups.count { taxes = taxes.map { $0.compactMap { places[$0] } } }
    return Result(lines: result, taxes: taxes)
  }

  private func covers(_ rule: TaxRule, _ key: Key, _ date: CivilDate) -> Bool {
    let day = rule.basis == .invoice ? date : key.supply
    func isWithin(_ from: CivilDate?, _ to: CivilDate?) -> Bool {
      (from.map { $0 <= day } ?? true) && (to.map { day < $0 } ?? true)
    }
    guard isWithin(rule.from, rule.to) else { return false }
    if let products = rule.products, !products.contains(key.item) { return false }
    if let kinds = rule.kinds, !kinds.contains(key.kind) { return false }
    if let accounts = rule.accounts, !accounts.contains(key.account) { return false }
    return !exemptions.contains {
      $0.account == key.account && ($0.authority ?? rule.authority) == rule.authority && isWithin($0.from, $0.to)
    }
  }

  private struct Key: Hashable {
    var account: String
    var kind: ChargeKind
    var item: String
    var supply: CivilDate
  }

  private struct Group {
    var authority: String
    var name: String
    var percent: Int64
    var rule: String
    var base: Int128 = 0

    func isSameTax(as other: Group) -> Bool {
      authority == other.authority && name == other.name && percent == other.percent
    }
  }
}
