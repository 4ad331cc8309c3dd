internal import Billing
internal import Telecom

/// An ``InvoiceCase`` while it is being read.
struct CaseDraft {
  let request: InvoiceLoader.Request
  /// The payer first.
  var members: [BookAccount] = []
  var usage: [UsageTotal] = []
  var subscribed: [SubscribedItem] = []
  var recurring: [RecurringCharge] = []
  var oneOff: [OneOffCharge] = []
  /// Cycles that discounts have used on the payer's invoices.
  var discountsUsed: [Int64: Int] = [:]
  var carriedForward: Int64 = 0
  var movements: [AccountMovement] = []
  var openItems: [OpenItem] = []
  var sources = InvoiceCase.Sources()

  init(_ request: InvoiceLoader.Request) { self.request = request }

  var payer: BookAccount { members[0] }
  /// Usage, charges and movements of this day and later stay for another invoice.
  var end: CivilDate { min(request.before ?? request.period.to, request.period.to) }

  /// - Throws: `.invalid` for a discount that its currency has no such amount of.
  func finished(_ rules: BillingRules) throws(BookError) -> InvoiceCase {
    let isFinal = request.isFinal || payer.isFinal(to: request.period.to)
    let cycle = payer.calendar.cycle(containing: request.period.lastDay)
    let products = Set(recurring.flatMap { $0.terms.map(\.product) })
    let prices = rules.prices[payer.currency.code] ?? [:]
    let inputs = InvoiceInputs(
      currency: payer.currency, period: request.period,
      advanceTo: advance(cycle, isFinal), isFinal: isFinal, terms: payer.terms,
      accounts: members.map { BilledAccount(code: $0.name, name: $0.title) }, usage: usage, subscribed: subscribed,
      recurring: recurring, catalogue: products.sorted().flatMap { prices[$0] ?? [] }, oneOff: oneOff,
      itemPositions: positions(products, rules), discounts: try discounts(rules), tax: taxes(rules), carriedForward: carriedForward, movements: movements,
      openItems: openItems)
    var sources = sources
    for member in members { sources.accounts[member.name] = member.id }
    return InvoiceCase(payer: payer.id, name: payer.name, inputs: inputs, sources: sources, isForced: request.isFinal)
  }

  /// The catalogue's, of the items on this invoice that have one.
  private func positions(_ recurring: Set<String>, _ rules: BillingRules) -> [String: Int] {
    recurring.union(usage.map(\.item)).union(subscribed.map(\.item)).union(oneOff.map(\.product)).reduce(into: [:]) {
      if let position = rules.products[$1]?.position, position != 0 { $0[$1] = position }
    }
  }

  /// An invoice in mid-cycle leaves the next cycle to the one that ends this cycle.
  private func advance(_ cycle: BillingPeriod, _ isFinal: Bool) -> CivilDate {
    if isFinal { return request.period.to }
    return request.period.to < cycle.to ? cycle.to : payer.calendar.next(after: cycle).to
  }

  private func discounts(_ rules: BillingRules) throws(BookError) -> [Discount] {
    let ids = Set(members.map(\.id))
    let units = MinorUnits(payer.currency)
    var held: [Discount] = []
    for stored in rules.discounts {
      if let account = stored.account, !ids.contains(account) { continue }
      if let service = stored.discount.service, stored.account == nil, sources.services[service] == nil { continue }
      var discount = stored.discount
      if case .amount(let nanos) = discount.value {
        guard nanos % units.nanosPerUnit == 0 else {
          throw BookError(
            .invalid,
            "discount \(discount.code): \(Decimal9.text(nanos)) is no amount of \(payer.currency), in which account \(payer.name) is kept; give each currency a discount of its own")
        }
        discount.value = .amount(nanos / units.nanosPerUnit)
      }
      if let cycles = stored.cycles {
        discount.cyclesLeft = cycles - (discountsUsed[discount.id] ?? 0)
        if discount.cyclesLeft! <= 0 { continue }
      }
      held.append(discount)
    }
    return held
  }

  private func taxes(_ rules: BillingRules) -> TaxContext {
    var context = TaxContext()
    for tax in rules.taxes {
      var rule = tax.rule
      if tax.account != nil || tax.place != nil {
        let covered = members.filter { member in
          (tax.account == nil || tax.account == member.id) && (tax.place == nil || tax.place == member.taxPlace)
        }
        if covered.isEmpty { continue }
        rule.accounts = covered.map(\.name)
      }
      context.rules.append(rule)
    }
    for member in members {
      for authority in member.taxExempt {
        context.exemptions.append(
          TaxExemption(account: member.name, authority: authority == "*" ? nil : authority, certificate: ""))
      }
    }
    return context
  }
}
