internal import Bytes
internal import RatePlans
internal import Telecom

extension Explanation {
  /// The derivation as one JSON object; amounts are strings, so that no reader rounds them.
  var json: String {
    let writer = ByteWriter()
    writer.append("{\"plan\":")
    writer.appendJSON(plan.name)
    writer.append(",\"kind\":\"\(kind)\",\"start\":\"\(start)\",\"duration_ms\":\(durationMilliseconds)")
    writer.append(",\"duration_s\":\(seconds),\"dialled\":")
    writer.appendJSON(calledText)
    writer.append(",\"called\":\(called.map { "\"\($0.number)\"" } ?? "null")")
    writer.append(",\"calling\":\(calling == .none ? "null" : "\"\(calling)\"")")
    writer.append(",\"number_rule\":\(called.map { "\"\($0.rule.rawValue)\"" } ?? "null"),\"numbering\":")
    writer.appendJSON(numbering)
    if let ends {
      writer.append(",\"jurisdiction\":\"\(ends.jurisdiction.code)\",\"place\":")
      writer.appendJSON(words(ends))
    }
    if let zones {
      writer.append(",\"zones\":")
      writer.appendJSON(words(zones))
    }
    writer.append(",\"parts\":[")
    for (index, part) in parts.enumerated() {
      if index > 0 { writer.append(",") }
      append(part, to: writer)
    }
    writer.append("]")
    if let promised { append(promised, to: writer) }
    if let refusal {
      writer.append(",\"outcome\":\"\(isRejected ? "rejected" : "not_chargeable")\",\"reason\":\"\(refusal.code)\",\"message\":")
      writer.appendJSON(refusal.words)
    } else if case .rated(let usage) = outcome, let total, let clamped {
      if !specials.isEmpty {
        writer.append(",\"special_charges\":[")
        for (index, special) in specials.enumerated() {
          writer.append(index > 0 ? ",{\"name\":" : "{\"name\":")
          writer.appendJSON(special.name)
          writer.append(",\"amount\":\"\(special.amount.text)\"}")
        }
        writer.append("]")
      }
      writer.append(",\"outcome\":\"rated\",\"sum\":\"\(total.text)\"")
      if let limit { writer.append(",\"limit\":{\"kind\":\"\(limit.name)\",\"amount\":\"\(Decimal9.text(limit.nanos))\"}") }
      let rounding = plan.rounding
      writer.append(
        ",\"rounding\":{\"mode\":\"\(rounding.mode.rawValue)\",\"decimals\":\(rounding.decimals),\"scope\":\"\(rounding.scope.rawValue)\",\"before\":\"\(clamped.text)\",\"after\":\"\(Decimal9.text(usage.chargeNanos))\"}")
      writer.append(",\"currency\":\"\(plan.currency)\",\"charge\":\"\(Decimal9.text(usage.chargeNanos))\"")
    }
    writer.append("}\n")
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private var isRejected: Bool {
    if case .rejected = outcome { true } else { false }
  }

  private func append(_ part: ExplainedPart, to writer: ByteWriter) {
    writer.append("{\"leg\":\"\(part.tariff.leg.rawValue)\",\"measure\":\"\(part.tariff.measure.rawValue)\"")
    if let match = part.match, let row = part.row {
      writer.append(",\"prefix\":")
      writer.appendJSON(part.tariff.name(ofGroup: Int(match.group)))
      writer.append(",\"destination\":")
      writer.appendJSON(part.tariff.destination(row))
      append(row, of: part, to: writer)
      writer.append(",\"band\":")
      writer.appendJSON(name(ofBand: match.band))
    }
    writer.append(",\"passed_over\":[")
    for (index, other) in part.considered.filter({ !$0.isTaken }).enumerated() {
      writer.append(index > 0 ? ",{\"prefix\":" : "{\"prefix\":")
      writer.appendJSON(other.key.hasPrefix("prefix ") ? String(other.key.dropFirst(7)) : other.key)
      append(other.row, of: part, to: writer)
      writer.append(",\"why\":\"\(other.verdict)\"}")
    }
    writer.append("]")
    if let component = part.component {
      writer.append(",\"measured\":\"\(part.units(component.measured))\",\"billed\":\"\(part.units(component.billed))\"")
      writer.append(",\"segments\":[")
      for (index, segment) in part.segments.enumerated() {
        if index > 0 { writer.append(",") }
        append(segment, of: part, to: writer)
      }
      writer.append("],\"connect_fee\":\"\(component.connectFee.text)\",\"per_call\":\"\(component.perCall.text)\"")
      writer.append(",\"amount\":\"\(component.amount.text)\"")
    }
    writer.append("}")
  }

  private func append(_ row: RateRow, of part: ExplainedPart, to writer: ByteWriter) {
    writer.append(",\"file\":")
    writer.appendJSON(part.tariff.files[Int(row.file)])
    writer.append(",\"line\":\(row.line),\"rate\":\"\(Decimal9.text(row.rateNanos))\",\"unit\":\"\(part.units(row.unit))\"")
    writer.append(
      ",\"first_interval\":\"\(part.units(row.firstInterval))\",\"next_interval\":\"\(part.units(row.nextInterval))\"")
  }

  private func append(_ segment: PriceSegment, of part: ExplainedPart, to writer: ByteWriter) {
    let row = part.tariff.rows[Int(segment.row)]
    writer.append("{\"from\":\"\(part.units(segment.from))\",\"steps\":\(segment.stepCount)")
    writer.append(",\"step\":\"\(part.units(segment.stepLength))\",\"priced\":\"\(part.units(segment.pricedLength))\",\"band\":")
    writer.appendJSON(name(ofBand: segment.band))
    writer.append(",\"rate\":\"\(Decimal9.text(row.rateNanos))\",\"unit\":\"\(part.units(row.unit))\",\"file\":")
    writer.appendJSON(part.tariff.files[Int(row.file)])
    writer.append(",\"line\":\(row.line),\"amount\":\"\(segment.amount.text)\"}")
  }
}
