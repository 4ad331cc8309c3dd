import RatePlans
import Rating
import Telecom

/// One deck after the other, and what stands beside the rates.
extension OracleRater {
  // MARK: Where, and what beside the rates

  /// The jurisdiction, the LRN of a ported called number, and where both ends are.
  func place(
    _ call: CallSpecimen, _ calling: OracleNumbers.Number?, _ called: OracleNumbers.Number?
  ) -> (Jurisdiction, String?, (calling: OracleGeography.Row?, called: OracleGeography.Row?)) {
    func whole(_ number: OracleNumbers.Number?) -> String? { number.flatMap { $0.isShort ? nil : $0.digits } }
    let digits = call.lrn.hasPrefix("+") ? String(call.lrn.dropFirst()) : call.lrn
    let lrn = [digits.count == 10 ? "1" + digits : digits].first {
      $0.allSatisfy { "0123456789".contains($0) } && OracleGeography.national($0) != nil
    }
    guard let geography else { return (.unknown, whole(called).flatMap { OracleGeography.national($0) } == nil ? nil : lrn, (nil, nil)) }
    let answer = geography.answer(calling: whole(calling), called: whole(called), lrn: lrn, at: call.start)
    return (answer.jurisdiction, answer.routing, (answer.calling, answer.called))
  }

  func applies(
    _ when: SpecialCharge.Condition, _ call: CallSpecimen, _ called: OracleNumbers.Number?,
    _ calling: OracleNumbers.Number?, _ jurisdiction: Jurisdiction, _ band: Int, _ seconds: Int64, _ type: String,
    isPorted: Bool
  ) -> Bool {
    func begins(_ number: OracleNumbers.Number?, with prefixes: [DeckPrefix]) -> Bool {
      prefixes.isEmpty || (number != nil && prefixes.contains { fits($0.description, number) })
    }
    let properties = when.properties.allSatisfy { name, values in
      call.properties.contains { $0.name == name && values.contains($0.value) }
    }
    return (when.iiDigits.isEmpty || when.iiDigits.contains(call.iiDigits ?? -1))
      && (when.serviceTypes.isEmpty || when.serviceTypes.contains(type))
      && begins(called, with: when.called) && begins(calling, with: when.calling)
      && (when.jurisdictions.isEmpty || when.jurisdictions.contains(jurisdiction))
      && (when.bands.isEmpty || when.bands.contains(Int16(band))) && when.seconds?.contains(seconds) != false
      && (when.isPorted == nil || when.isPorted == isPorted) && (when.hasPrice == nil || when.hasPrice == (call.priceNanos != nil))
      && properties
  }

  func amount(_ charge: SpecialCharge, _ rates: Fraction, _ call: CallSpecimen, _ seconds: Int64) -> Fraction? {
    switch charge.amount {
    case .perCall(let nanos): return Fraction(Int128(nanos))
    case .perMinute(let nanos, let first, let next):
      var row = RateRow()
      (row.firstInterval, row.nextInterval) = (first, next)
      return Fraction(Int128(nanos) * Int128(increments(seconds, row)), over: 60)
    case .percentOfRates(let percent): return rates.times(Fraction(Int128(percent), over: 100_000_000_000))
    case .percentOfPrice(let percent):
      return Fraction(Int128(call.priceNanos ?? 0)).times(Fraction(Int128(percent), over: 100_000_000_000))
    }
  }

  // MARK: One deck

  /// What a deck has for a call.
  enum Outcome {
    case noZone, noRate, grace
    case priced(Part)
    case tooLarge, blocked

    var severity: Int {
      switch self {
      case .noZone, .noRate: 0
      case .grace: 1
      case .priced: 2
      case .tooLarge: 3
      case .blocked: 4
      }
    }
  }

  struct Part {
    var deck: DeckSpecimen
    var prefix: String
    var row: RateRow
    var billed: Int64
    var amount: Fraction
  }

  /// Whose rows a call goes by, beside those for any; two where the dearer of them counts.
  func choices(of call: Jurisdiction, _ deck: DeckSpecimen) -> [Jurisdiction?] {
    let known = Set(deck.jurisdictions)
    func has(_ jurisdiction: Jurisdiction) -> Jurisdiction? { known.contains(jurisdiction) ? jurisdiction : nil }
    switch call {
    case .unknown: return [nil]
    case .local: return [has(.local) ?? has(.intralata) ?? has(.intrastate)]
    case .intralata: return [has(.intralata) ?? has(.intrastate)]
    case .intrastate, .interstate, .international: return [has(call)]
    case .indeterminate:
      switch plan.indeterminate {
      case .interstate: return [has(.interstate)]
      case .intrastate: return [has(.intrastate)]
      case .own where known.contains(.indeterminate): return [.indeterminate]
      case .own, .higher: return [has(.interstate), has(.intrastate)]
      }
    }
  }

  func price(
    _ call: CallSpecimen, _ deck: DeckSpecimen, _ jurisdiction: Jurisdiction?, _ sought: Sought, _ band: Int,
    _ quantity: Int64, _ seconds: Int64
  ) -> Outcome {
    let listed = deck.rows.filter { [nil, jurisdiction].contains(deck.jurisdiction(of: $0.row)) }
    guard let (prefix, row) = firstRow(listed, sought, band: band, at: call.start) else { return .noRate }
    if row.blocked { return .blocked }
    if isGrace(row.graceSeconds, call, seconds) { return .grace }
    var part = Part(deck: deck, prefix: prefix, row: row, billed: 0, amount: .zero)
    var parts: Int128 = 1
    if call.kind == .message {
      if let nanos = call.quantityNanos { parts = max(1, Int128((nanos + 999_999_999) / 1_000_000_000)) }
    } else {
      part.billed = increments(quantity, row)
      // Prefix and version stay for the whole call.
      let rows = listed.filter { $0.prefix == prefix && $0.row.effectiveFrom == row.effectiveFrom }.map(\.row)
      guard let price = steps(part.billed, rows, first: row, band: band, call.start, deck.measure) else { return .tooLarge }
      part.amount = price
    }
    for fee in [Int128(row.connectFeeNanos), Int128(row.perCallNanos) * parts] {
      guard let amount = roundedIfSingle(Fraction(fee)), let sum = part.amount.plus(amount) else { return .tooLarge }
      part.amount = sum
    }
    return .priced(part)
  }
}
