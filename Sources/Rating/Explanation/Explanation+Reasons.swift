internal import RatePlans
internal import Telecom

extension Explanation {
  /// How the called number was made from what was dialled.
  var numbering: String {
    guard let called else { return calledText.isEmpty ? "none in the record" : "letters, or not 1 to 15 digits" }
    if called.rewrite >= 0 {
      let rewrite = plan.dialling.rewrites[Int(called.rewrite)]
      let place = "\(rewrite.pattern) stands for \(rewrite.replacement.isEmpty ? "nothing" : rewrite.replacement)"
      return "\(place); then \(numbering(called.rule))"
    }
    return numbering(called.rule)
  }

  private func numbering(_ rule: NumberNormaliser.Rule) -> String {
    let rules = plan.dialling
    return switch rule {
    case .plus: "what follows the +"
    case .internationalPrefix: "the international prefix is taken off"
    case .nationalPrefix: "country code \(rules.countryCode) in place of the national prefix \(rules.nationalPrefix)"
    case .nationalLength: "country code \(rules.countryCode) before a national number"
    case .local: "country code \(rules.countryCode) and area code \(rules.areaCode) before a local number"
    case .short: "a short number: only a row for exactly these digits, or the default row, prices it"
    case .asItStands: rules.isEmpty ? "as it stands: the plan has no dialling rules" : "as it stands"
    }
  }

  /// Why there is no charge; `nil` where there is one.
  var refusal: (code: String, words: String)? {
    switch outcome {
    case .rated: nil
    case .notChargeable(let reason): (reason.code, notChargeable(reason))
    case .rejected(let reason, .price, _):
      (reason.code, "a special charge is a share of the record's price, which is \(reason == .missingField ? "missing" : "negative")")
    case .rejected(let reason, .unit, _): (reason.code, "the plan has no deck for the unit of the quantity")
    case .rejected(let reason, _, _): (reason.code, rejected(reason))
    }
  }

  private func notChargeable(_ reason: NotChargeable) -> String {
    guard reason == .grace else { return "nobody answered" }
    if seconds <= plan.graceSeconds { return "\(seconds) s are no longer than the plan's grace of \(plan.graceSeconds) s" }
    guard let part = parts.first(where: { $0.component == nil }), let row = part.row else { return "within grace" }
    return "\(seconds) s are no longer than the grace of \(row.graceSeconds) s of \(part.place(row))"
  }

  private func rejected(_ reason: RejectReason) -> String {
    switch reason {
    case .missingField: return "the record has no called number"
    case .invalidNumber: return "the called number is \(numbering)"
    case .noZone: return zones.map(words) ?? "the plan has no zones"
    case .noRate:
      if parts.isEmpty { return "the plan has no deck for such usage" }
      let rows = parts.flatMap(\.considered)
      return rows.isEmpty ? "no prefix of the number has a row" : "no row of the number's prefixes applies at that time"
    case .destinationBlocked:
      guard let part = parts.first(where: { $0.row?.blocked == true }), let row = part.row else { return "blocked" }
      return "\(part.place(row)) blocks the destination"
    case .amountTooLarge:
      return "the charge passes 9,223,372,036.854775807, or the call has more than \(Pricer.maximumSegments) changes of price"
    case .malformedRecord, .invalidTime, .invalidDuration, .invalidQuantity, .invalidField, .unmatchedLeg,
      .unknownPayer, .serviceNotActive, .serviceEnded, .ambiguousPayer, .conflictingRecord:
      return reason.code
    }
  }

  /// Where both ends are, and which rule that makes hold.
  func words(_ ends: CallGeography.Ends) -> String {
    "\(words(ends.calling, "calling")), \(words(ends.called, "called")): \(words(ends.rule, ends))"
  }

  /// The zone of both ends, and which row says so.
  func words(_ zones: CallZones) -> String {
    guard let map = plan.zones else { return "" }
    return "calling \(map.words(zones.origin)), called \(map.words(zones.destination))"
  }

  private func words(_ end: CallGeography.End, _ role: String) -> String {
    let number = "\(role) \(end.isPorted ? "LRN " : "")\(end.number)"
    switch end.kind {
    case .unknown: return "\(role) number unknown"
    case .foreign: return "\(number) abroad"
    case .tollFree: return "\(number) toll-free"
    case .unplaced: return "\(number) not in the numbering data"
    case .placed:
      guard let numbering = geography?.numbering else { return number }
      let place = numbering.places[Int(end.place)]
      var words = "\(number) in \(numbering.states[Int(place.state)])"
      if place.lata > 0 { words += ", LATA \(numbering.latas[Int(place.lata)])" }
      if place.company > 0 { words += ", OCN \(numbering.companies[Int(place.company)])" }
      if place.rateCentre > 0 { words += ", rate centre \(numbering.rateCentres[Int(place.rateCentre)])" }
      return words
    }
  }

  private func words(_ rule: CallGeography.Rule, _ ends: CallGeography.Ends) -> String {
    switch rule {
    case .calledUnknown, .callingUnknown: "one end is not known"
    case .calledForeign, .callingForeign: "one end is outside North America"
    case .callingTollFree, .calledTollFree: "a toll-free number has no place"
    case .calledUnplaced, .callingUnplaced: "one end has no known place"
    case .otherCountry: "two countries"
    case .otherState: "two states"
    case .sameRateCentre: "one rate centre"
    case .sameLATA: "one LATA"
    case .sameState: hasLATA(ends.calling) && hasLATA(ends.called) ? "one state, two LATAs" : "one state, not known to be one LATA"
    }
  }

  private func hasLATA(_ end: CallGeography.End) -> Bool {
    end.kind == .placed && geography.map { $0.numbering.places[Int(end.place)].lata > 0 } == true
  }

  /// As in rated usage.
  func name(of source: ChargeComponent.Source) -> String {
    switch source {
    case .tariff(let index, _, _): plan.tariffs[Int(index)].leg.rawValue
    case .special(let index): plan.specialCharges[Int(index)].name
    case .limit: "limit"
    }
  }

  /// The limit that changed the total: `minimum` or `maximum`, and the row's amount.
  var limit: (name: String, nanos: Int64)? {
    guard let total, let clamped, total != clamped, let row = parts.first?.row else { return nil }
    return clamped.numerator == Int128(row.minimumChargeNanos)
      ? ("minimum", row.minimumChargeNanos) : ("maximum", row.maximumChargeNanos)
  }

  /// `half_up to 4 decimals`.
  var roundingWords: String {
    let rounding = plan.rounding
    let digits = rounding.mode == .none ? "none: nine decimals remain" : "\(rounding.mode.rawValue) to \(rounding.decimals) decimals"
    return rounding.scope == .increment ? digits + ", each step and fee by itself" : digits
  }
}
