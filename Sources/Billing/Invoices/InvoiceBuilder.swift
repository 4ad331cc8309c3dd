internal import Telecom

/// The lines of an invoice while they are gathered.
struct InvoiceBuilder {
  let inputs: InvoiceInputs
  let payer: BilledAccount
  let units: MinorUnits
  /// Place of each account on the invoice.
  private let places: [String: Int]
  var lines: [InvoiceLine] = []
  /// Of the recurring charges, in the order of their lines once these are sorted.
  private(set) var chargePeriods: [ChargePeriod] = []
  /// By charge and days.
  private var periodOfLine: [Int?] = []
  private(set) var usageRemainder: Int64 = 0

  init(_ inputs: InvoiceInputs) throws(BillingError) {
    self.inputs = inputs
    guard let payer = inputs.accounts.first else {
      throw .unknownAccount(account: "(none)", what: "an invoice to pay")
    }
    self.payer = payer
    units = MinorUnits(inputs.currency)
    places = Dictionary(inputs.accounts.enumerated().map { ($1.code, $0) }, uniquingKeysWith: min)
  }

  private mutating func add(_ line: InvoiceLine, chargePeriod: Int? = nil) {
    lines.append(line)
    periodOfLine.append(chargePeriod)
  }

  private func check(_ account: String, _ what: String) throws(BillingError) {
    guard places[account] != nil else { throw .unknownAccount(account: account, what: what) }
  }

  mutating func addUsage() throws(BillingError) {
    var placeOfKey: [UsageKey: Int] = [:]
    placeOfKey.reserveCapacity(inputs.usage.count + inputs.subscribed.count)
    for total in inputs.usage {
      let key = UsageKey(account: total.account, service: total.service, item: total.item, period: total.period)
      guard let place = placeOfKey[key] else {
        try check(total.account, "usage")
        placeOfKey[key] = lines.count
        add(
          InvoiceLine(
            kind: .usage, account: total.account, service: total.service.isEmpty ? nil : total.service, item: total.item,
            text: total.text, period: total.period, isLate: total.period.from < inputs.period.from,
            measured: InvoiceLine.Measured(count: total.count, seconds: total.seconds, octets: total.octets),
            exact: total.nanos, amount: 0))
        continue
      }
      let line = lines[place]
      let (nanos, overflow) = line.exact.addingReportingOverflow(total.nanos)
      guard !overflow, let measured = line.measured?.adding(total) else {
        throw .amountTooLarge(account: total.account, what: "the usage of \(total.item) by \(total.service)")
      }
      lines[place].exact = nanos
      lines[place].measured = measured
      lines[place].text = min(line.text, total.text)
    }
    for item in inputs.subscribed {
      let key = UsageKey(account: item.account, service: item.service, item: item.item, period: inputs.period)
      guard placeOfKey[key] == nil else { continue }
      try check(item.account, "usage")
      placeOfKey[key] = lines.count
      add(
        InvoiceLine(
          kind: .usage, account: item.account, service: item.service, item: item.item, text: item.text,
          period: inputs.period, measured: InvoiceLine.Measured(count: 0, seconds: 0, octets: 0), exact: 0, amount: 0))
    }
  }

  mutating func addRecurring() throws(BillingError) {
    guard !inputs.recurring.isEmpty else { return }
    let biller = RecurringBiller(
      currency: inputs.currency, period: inputs.period, advanceTo: inputs.advanceTo, isFinal: inputs.isFinal,
      catalogue: inputs.catalogue)
    for charge in inputs.recurring {
      try check(charge.account, "charge \(charge.id)")
      for part in try biller.due(charge) {
        let credited = part.credits.flatMap { id in charge.charged.first { $0.id == id } }
        add(
          InvoiceLine(
            kind: .recurring, account: charge.account, service: charge.service, item: part.product, text: part.text,
            period: part.period, quantity: part.quantity, unitPrice: part.unitPriceNanos, exact: part.exactNanos,
            amount: part.amount, charge: charge.id, credits: credited?.invoice),
          chargePeriod: chargePeriods.count)
        chargePeriods.append(part)
      }
    }
  }

  mutating func addOneOff() throws(BillingError) {
    for charge in inputs.oneOff {
      try check(charge.account, "charge \(charge.id)")
      let exact = roundHalfUp(Int128(charge.quantity) * Int128(charge.unitPriceNanos), over: 1_000_000_000)
      guard let exact = Int64(exactly: exact) else {
        throw .amountTooLarge(account: charge.account, what: "charge \(charge.id) for \(charge.product)")
      }
      add(
        InvoiceLine(
          kind: charge.kind, account: charge.account, service: charge.service, item: charge.product, text: charge.text,
          period: BillingPeriod(from: charge.date, to: charge.date.adding(days: 1)), quantity: charge.quantity,
          unitPrice: charge.unitPriceNanos, exact: exact, amount: charge.amount, charge: charge.id))
    }
  }

  /// Puts the lines in the invoice's order, then rounds the sum of all usage once and splits it to the lines.
  mutating func sortAndRound() throws(BillingError) {
    let order = lines.indices.map { place in
      let line = lines[place]
      return Order(line, member: places[line.account]!, position: inputs.itemPositions[line.item] ?? 0, place: place)
    }.sorted().map(\.place)
    lines = order.map { lines[$0] }
    let periods = order.compactMap { periodOfLine[$0] }
    var newPlace = 0
    periodOfLine = order.map { old in
      guard periodOfLine[old] != nil else { return nil }
      defer { newPlace += 1 }
      return newPlace
    }
    chargePeriods = periods.map { chargePeriods[$0] }

    let usage = lines.indices.filter { lines[$0].kind == .usage }
    let exact = usage.map { Int128(lines[$0].exact) }
    let sum = exact.reduce(0, +)
    let posted = roundHalfUp(sum, over: Int128(units.nanosPerUnit))
    usageRemainder = Int64(sum - posted * Int128(units.nanosPerUnit))
    let amounts = LargestRemainder.round(exact, unit: Int128(units.nanosPerUnit), to: posted)
    for (place, amount) in zip(usage, amounts) { lines[place].amount = Int64(amount) }
  }

  /// What lines are sorted by, apart from the lines, so that sorting moves little.
  private struct Order: Comparable {
    var member: Int
    var kind: Int
    var service: String
    var position: Int
    var item: String
    var from: Int
    var to: Int
    var charge: Int64
    /// Where the line stands: of one charge on the same days the credits stand first, in the order of its biller.
    var place: Int

    init(_ line: InvoiceLine, member: Int, position: Int, place: Int) {
      self.member = member
      kind = line.kind.rank
      service = line.service ?? ""
      self.position = position
      item = line.item
      from = line.period.from.daysSince1970
      to = line.period.to.daysSince1970
      charge = line.charge ?? 0
      self.place = place
    }

    static func < (left: Order, right: Order) -> Bool {
      if left.member != right.member { return left.member < right.member }
      if left.kind != right.kind { return left.kind < right.kind }
      if left.service != right.service { return left.service < right.service }
      if left.position != right.position { return left.position < right.position }
      if left.item != right.item { return left.item < right.item }
      return (left.from, left.to, left.charge, left.place) < (right.from, right.to, right.charge, right.place)
    }
  }

  /// Puts each discount's part behind the line that it is taken off, and what credits give back of earlier discounts.
  /// - Returns: the discounts that took something off.
  mutating func takeDiscounts() throws(BillingError) -> [Int64] {
    let step = try DiscountStep(lines, inputs.discounts, account: payer.code)
    guard !step.used.isEmpty || chargePeriods.contains(where: { $0.discount != 0 }) else { return [] }
    var result: [InvoiceLine] = []
    result.reserveCapacity(lines.count * 2)
    for (place, line) in lines.enumerated() {
      result.append(line)
      let period = periodOfLine[place]
      if let period, chargePeriods[period].discount != 0 {
        result.append(line.discounted("returned", text: line.text, by: chargePeriods[period].discount, units))
      }
      guard !step.shares.isEmpty else { continue }
      for share in step.shares[place] {
        result.append(line.discounted(share.discount.code, text: share.discount.text, by: share.amount, units))
        if let period { chargePeriods[period].discount += share.amount }
      }
    }
    for share in step.excess {
      let owner = share.discount.account ?? payer.code
      try check(owner, "the discount \(share.discount.code)")
      let line = InvoiceLine(
        kind: .oneOff, account: owner, service: share.discount.service, item: share.discount.code, text: "",
        period: inputs.period, exact: 0, amount: 0)
      let place = result.lastIndex { places[$0.account]! <= places[owner]! }.map { $0 + 1 } ?? 0
      result.insert(line.discounted(share.discount.code, text: share.discount.text, by: share.amount, units), at: place)
    }
    lines = result
    return step.used
  }

  private struct UsageKey: Hashable {
    var account: String
    var service: String
    var item: String
    var period: BillingPeriod
  }
}

extension InvoiceLine {
  /// The line of a discount on this line.
  func discounted(_ code: String, text: String, by amount: Int64, _ units: MinorUnits) -> InvoiceLine {
    InvoiceLine(
      kind: kind, account: account, service: service, item: item, text: text, period: period, isLate: isLate,
      exact: Int64(clamping: units.nanos(amount)), amount: amount, charge: charge, credits: credits, discount: code)
  }
}

extension InvoiceLine.Measured {
  /// - Returns: `nil` past 64 bits.
  func adding(_ total: UsageTotal) -> InvoiceLine.Measured? {
    let (count, first) = count.addingReportingOverflow(total.count)
    let (seconds, second) = seconds.addingReportingOverflow(total.seconds)
    let (octets, third) = octets.addingReportingOverflow(total.octets)
    return first || second || third ? nil : InvoiceLine.Measured(count: count, seconds: seconds, octets: octets)
  }
}
