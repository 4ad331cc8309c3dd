internal import Bytes
package import Telecom

extension PlanShow {
  /// The rows that could price a call to a number, or from one, the most particular first, and what becomes of each.
  /// - Parameter jurisdiction: one the tariff knows.
  package func rows(
    of tariff: Tariff, to called: ShownNumber, at start: Timestamp, jurisdiction: String?, as format: Format
  ) -> String {
    let band = plan.bands.band(at: start.milliseconds.flooredDivision(by: 1000))
    let index = jurisdiction.flatMap { tariff.jurisdictions.firstIndex(of: $0) }.map { Int16($0) } ?? -1
    let verdicts = RowVerdict.all(
      of: tariff, to: called.number, isShort: called.isShort, keyed: called.keyed, band: band, jurisdiction: index, at: start.milliseconds)
    let local = Timestamp(
      milliseconds: start.milliseconds,
      offset: plan.zone.offset(at: start.milliseconds.flooredDivision(by: 1000)))
    let bandName = band >= 0 ? plan.bands.bands[Int(band)].name : nil
    switch format {
    case .text: return text(verdicts, tariff, called, local, bandName)
    case .json: return json(verdicts, tariff, called, local, bandName)
    }
  }

  private func text(
    _ verdicts: [RowVerdict], _ tariff: Tariff, _ called: ShownNumber, _ start: Timestamp, _ band: String?
  ) -> String {
    var lines = ["\(called.number) at \(start)\(band.map { ", band \($0)" } ?? "") under \(plan.name)"]
    if !called.numbering.isEmpty { lines.append("dialled \(called.dialled): \(called.numbering)") }
    if !called.place.isEmpty { lines.append(called.place) }
    if verdicts.isEmpty { lines.append("no \(tariff.leg == .matrix ? "row is for these zones" : "prefix of the number has a row"): the call is rejected as no_rate") }
    var table: [[String]] = []
    for verdict in verdicts {
      let row = tariff.rows[verdict.row]
      table.append([
        verdict.reason == .wins ? ">" : " ", verdict.key, tariff.destination(row),
        price(row, tariff.measure), "\(amount(row.firstInterval, tariff.measure))/\(amount(row.nextInterval, tariff.measure))",
        period(row), conditions(row, tariff), "\(tariff.place(of: row))", words(verdict, row),
      ])
    }
    let widths = (0..<9).map { column in table.map(\.[column].count).max() ?? 0 }
    for cells in table {
      let line = zip(cells, widths).filter { $0.1 > 0 }.map { $0.0.padded(to: $0.1) }.joined(separator: "  ")
      lines.append(String(line.reversed().drop { $0 == " " }.reversed()))
    }
    if !verdicts.isEmpty, !verdicts.contains(where: { $0.reason == .wins }) {
      lines.append("none of them applies: the call is rejected as no_rate")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func json(
    _ verdicts: [RowVerdict], _ tariff: Tariff, _ called: ShownNumber, _ start: Timestamp, _ band: String?
  ) -> String {
    let writer = ByteWriter()
    writer.append("{\"to\":\"\(called.number)\",\"dialled\":")
    writer.appendJSON(called.dialled)
    writer.append(",\"numbering\":")
    writer.appendJSON(called.numbering)
    writer.append(",\"place\":")
    writer.appendJSON(called.place)
    writer.append(",\"at\":\"\(start)\",\"plan\":")
    writer.appendJSON(plan.name)
    writer.append(",\"band\":")
    writer.appendJSON(band ?? "")
    writer.append(",\"rows\":[")
    for (index, verdict) in verdicts.enumerated() {
      let row = tariff.rows[verdict.row]
      writer.append(index > 0 ? ",{\"prefix\":" : "{\"prefix\":")
      writer.appendJSON(verdict.key)
      writer.append(",\"destination\":")
      writer.appendJSON(tariff.destination(row))
      writer.append(",\"rate\":\"\(Decimal9.text(row.rateNanos))\",\"unit\":\"\(amount(row.unit, tariff.measure))\"")
      writer.append(",\"connect_fee\":\"\(Decimal9.text(row.connectFeeNanos))\"")
      writer.append(",\"first_interval\":\"\(amount(row.firstInterval, tariff.measure))\"")
      writer.append(",\"next_interval\":\"\(amount(row.nextInterval, tariff.measure))\"")
      if row.effectiveFrom != .min { writer.append(",\"effective_from\":\"\(instant(row.effectiveFrom))\"") }
      if row.effectiveTo != .max { writer.append(",\"effective_to\":\"\(instant(row.effectiveTo))\"") }
      writer.append(",\"conditions\":")
      writer.appendJSON(conditions(row, tariff))
      writer.append(",\"blocked\":\(row.blocked),\"file\":")
      writer.appendJSON(tariff.files[Int(row.file)])
      writer.append(",\"line\":\(row.line),\"verdict\":\"\(verdict.code)\"}")
    }
    writer.append("]}\n")
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func words(_ verdict: RowVerdict, _ row: RateRow) -> String {
    if verdict.isForLonger { return "not for a short number" }
    return switch verdict.reason {
    case .wins: row.blocked ? "wins: the destination is blocked" : "wins"
    case .notYetInForce: "not yet in force"
    case .noLongerInForce: "no longer in force"
    case .otherBand: "for another band"
    case .otherJurisdiction: "for another jurisdiction"
    case .laterStep: "from second \(row.fromSeconds) on"
    case .outranked: "a more particular or later row of the prefix goes first"
    case .longerPrefixWins: "a longer prefix wins"
    case .particularWins: "a more particular row wins"
    }
  }

  private func price(_ row: RateRow, _ measure: Measure) -> String {
    if row.blocked { return "blocked" }
    var parts = ["\(Decimal9.text(row.rateNanos)) per \(amount(row.unit, measure))\(measure == .seconds ? " s" : "")"]
    if row.connectFeeNanos > 0 { parts.append("+ \(Decimal9.text(row.connectFeeNanos))") }
    if row.perCallNanos > 0 { parts.append("+ \(Decimal9.text(row.perCallNanos)) per call") }
    return parts.joined(separator: " ")
  }

  private func conditions(_ row: RateRow, _ tariff: Tariff) -> String {
    var parts: [String] = []
    if row.jurisdiction >= 0 { parts.append(tariff.jurisdictions[Int(row.jurisdiction)]) }
    if row.band >= 0 { parts.append(plan.bands.bands[Int(row.band)].name) }
    if row.fromSeconds > 0 { parts.append("from \(row.fromSeconds) s") }
    return parts.joined(separator: ", ")
  }

  private func period(_ row: RateRow) -> String {
    switch (row.effectiveFrom, row.effectiveTo) {
    case (.min, .max): ""
    case (let from, .max): "from \(instant(from))"
    case (.min, let to): "until \(instant(to))"
    case (let from, let to): "\(instant(from)) to \(instant(to))"
    }
  }

  private func instant(_ milliseconds: Int64) -> String {
    let offset = plan.zone.offset(at: milliseconds.flooredDivision(by: 1000))
    let text = Timestamp(milliseconds: milliseconds, offset: offset)
    return text.civil.secondOfDay == 0 ? text.civil.date.description : text.description
  }

  private func amount(_ units: Int64, _ measure: Measure) -> String {
    measure == .quantity ? Decimal9.text(units) : String(units)
  }
}
