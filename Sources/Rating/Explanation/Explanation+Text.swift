internal import RatePlans
internal import Telecom

extension Explanation {
  /// The derivation in lines of words.
  var words: String {
    var lines = ["\(kind) at \(start) under \(plan.name)"]
    func add(_ name: String, _ text: String) {
      lines.append(name + String(repeating: " ", count: max(1, 11 - name.count)) + text)
    }
    if !callingText.isEmpty { add("from", calling == .none ? "\(callingText), which is no number" : "\(calling)") }
    if !calledText.isEmpty || kind == .call || kind == .message {
      add("number", (called.map { "\(calledText) → \($0.number), " } ?? "\(calledText): ") + numbering)
    }
    if let ends { add("place", "\(ends.jurisdiction.code): \(words(ends))") }
    if let zones { add("zones", words(zones)) }
    for part in parts where parts.count == 1 || part.component != nil || part.row == nil || refusal != nil {
      for (name, text) in steps(of: part) { add(name, text) }
    }
    if let promised { for (name, text) in steps(of: promised) { add(name, text) } }
    if let refusal {
      add("no charge", "\(refusal.code): \(refusal.words)")
      return lines.joined(separator: "\n") + "\n"
    }
    if case .rated(let usage) = outcome, let total, let clamped {
      for (name, amount) in specials { add("special", "\(name) = \(amount.text)") }
      add("sum", total.text)
      if let limit { add("limit", "the \(limit.name) charge of \(Decimal9.text(limit.nanos)) takes its place") }
      add("rounding", "\(roundingWords): \(clamped.text) → \(Decimal9.text(usage.chargeNanos))")
      for (index, component) in components.enumerated() {
        add(index == 0 ? "made of" : "", "\(name(of: component.source)) \(Decimal9.text(component.nanos))")
      }
      add("charge", "\(Decimal9.text(usage.chargeNanos)) \(plan.currency)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func steps(of part: ExplainedPart) -> [(String, String)] {
    var lines: [(String, String)] = []
    if plan.tariffs.contains(where: { $0.leg != .termination }) { lines.append(("leg", part.tariff.leg.rawValue)) }
    if let match = part.match, let row = part.row {
      let prefix = part.tariff.groups[Int(match.group)].prefix
      let key = (prefix.isDigits ? "prefix " : "") + part.tariff.name(ofGroup: Int(match.group))
      let destination = part.tariff.destination(row)
      lines.append(("row", "\(part.place(row)): \(key)\(destination.isEmpty ? "" : ", " + destination)"))
      lines.append(("", terms(of: row, in: part)))
      lines.append(("why", choice(of: prefix)))
    }
    for other in part.considered where !other.isTaken {
      lines.append(("", "not \(part.place(other.row)), \(other.key): \(other.verdict)"))
    }
    if !plan.bands.bands.isEmpty, let match = part.match {
      let rule = plan.bandRule == .callStart ? "at the start, which holds to the end" : "at the start"
      lines.append(("band", (match.band >= 0 ? name(ofBand: match.band) : "none") + " " + rule))
    }
    guard let component = part.component else { return lines }
    if kind != .message { lines.append((part.tariff.measure == .seconds ? "duration" : "quantity", quantity(component, part))) }
    for (index, segment) in part.segments.enumerated() {
      lines.append((index == 0 ? "price" : "", words(segment, part)))
    }
    if component.connectFee != .zero { lines.append(("", "connection fee = \(component.connectFee.text)")) }
    if component.perCall != .zero { lines.append(("", "price per call = \(component.perCall.text)")) }
    return lines
  }

  private func choice(of prefix: DeckPrefix) -> String {
    if prefix == .default {
      return called == nil ? "the default: there is no called number" : "the default: no prefix of the number has a row that applies"
    }
    if prefix.isPlace {
      return switch (prefix.lata.isEmpty, prefix.company.isEmpty, prefix.state.isEmpty) {
      case (_, true, _): "the LATA of the number"
      case (false, _, _): "LATA and OCN of the number"
      case (_, _, false): "OCN and state of the number"
      default: "the OCN of the number"
      }
    }
    if prefix.isZones {
      return switch (prefix.origin, prefix.destination) {
      case (0, 0): "any zones: no row for one of these applies"
      case (0, _): "any zone to that of the called number: no row for both applies"
      case (_, 0): "the zone of the calling number to any: no row for that of the called one applies"
      default: "the zones of both numbers"
      }
    }
    return prefix.isExact ? "a row for exactly this number" : "the longest prefix with a row that applies"
  }

  private func terms(of row: RateRow, in part: ExplainedPart) -> String {
    if row.blocked { return "blocked" }
    var terms = ["\(Decimal9.text(row.rateNanos)) per \(part.units(row.unit))\(part.unitName)"]
    terms.append("intervals \(part.units(row.firstInterval))/\(part.units(row.nextInterval))")
    if row.connectFeeNanos > 0 { terms.append("\(Decimal9.text(row.connectFeeNanos)) to connect") }
    if row.connectCoversSeconds > 0 { terms.append("which covers \(part.units(row.connectCoversSeconds))\(part.unitName)") }
    if row.perCallNanos > 0 { terms.append("\(Decimal9.text(row.perCallNanos)) per call") }
    if row.minimumChargeNanos > 0 { terms.append("at least \(Decimal9.text(row.minimumChargeNanos))") }
    if row.maximumChargeNanos < .max { terms.append("at most \(Decimal9.text(row.maximumChargeNanos))") }
    if row.band >= 0 { terms.append("in \(name(ofBand: row.band))") }
    return terms.joined(separator: ", ")
  }

  private func quantity(_ component: PricedComponent, _ part: ExplainedPart) -> String {
    let row = part.tariff.rows[Int(component.match.row)]
    var measured = "\(part.units(component.measured))\(part.unitName)"
    if part.tariff.measure == .seconds, durationMilliseconds % 1000 != 0 {
      let exact = Decimal9.text(Int128(durationMilliseconds) * 1_000_000)
      measured = "\(exact) s, \(plan.durationRounding.rawValue) to \(measured)"
    }
    let billed = "\(measured) billed as \(part.units(component.billed))\(part.unitName)"
    guard component.billed > row.firstInterval else { return "\(billed): the first interval" }
    let rule = plan.incrementRule == .afterFirst ? "what exceeds the first interval" : "the whole duration"
    return "\(billed): \(rule) in whole intervals of \(part.units(row.nextInterval))"
  }

  private func words(_ segment: PriceSegment, _ part: ExplainedPart) -> String {
    let row = part.tariff.rows[Int(segment.row)]
    let unit = part.unitName
    var text = "from \(part.units(segment.from))\(unit): \(segment.stepCount) × \(part.units(segment.stepLength))\(unit)"
    if !plan.bands.bands.isEmpty { text += segment.band >= 0 ? " \(name(ofBand: segment.band))" : " in no band" }
    if segment.pricedLength < segment.length {
      text += ", \(part.units(segment.length - segment.pricedLength))\(unit) of them covered"
    }
    text += ", \(part.units(segment.pricedLength))\(unit) at \(Decimal9.text(row.rateNanos)) per \(part.units(row.unit))\(unit)"
    if segment.row != part.match?.row { text += " (\(part.place(row)))" }
    return "\(text) = \(segment.amount.text)"
  }
}
