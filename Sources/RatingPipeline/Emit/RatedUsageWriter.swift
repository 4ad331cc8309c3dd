package import Bytes
internal import RatePlans
package import Rating
package import Telecom

/// Writes rated usage as CSV with a stable header, or as JSON lines with the same names.
///
/// `writeRow` lists the columns once for both: each is begun, then written as a text, a number or nothing at all, which
/// know the form. Fields are taken out of the arrays one by one: whole structs would be copied for each row.
package struct RatedUsageWriter: Sendable {
  package enum Format: String, Sendable, CaseIterable {
    case csv, jsonl
  }

  let format: Format
  let componentsText: ComponentsText
  private let coveredText: CoveredText
  /// Words that go into many rows, in quotes where the format wants them. In one text, so
  /// that a row reads no array that other threads count references of.
  let words: [UInt8]
  private let source: TextRange
  /// By the plans' index.
  private let plans: [PlanNames]
  /// Those of all plans, plan by plan.
  private let tariffs: [TariffNames]
  private let bands: [TextRange]
  private let destinations: [UInt8]
  /// The directory's names, and what they point into.
  private let payers: [PayerDirectory.Names]
  private let payerText: [UInt8]
  /// By jurisdiction.
  private let jurisdictions: [TextRange]
  /// Those that rows are for.
  private let rowJurisdictions: [TextRange]
  private let unknownJurisdiction = Int(Jurisdiction.unknown.rawValue)
  /// Who pays at the levels above, and the level of the payer's own price.
  private let parties: [PartyNames]
  private let retail: TextRange
  /// Asked of every row, and so kept here.
  private let noPrefix = RatedUsage.noPrefix
  /// What stands before the value of each column in a JSON line.
  let keys: [[UInt8]]

  /// By tariff, as `tariffs`: asked only where no prefix found the row.
  private let decks: [Tariff?]

  private struct PlanNames {
    var plan: TextRange
    var currency: TextRange
    /// Where the plan's part of `tariffs` and of `bands` begins.
    var tariff: Int
    var band: Int
  }

  private struct TariffNames {
    /// Where the tariff's destinations begin.
    var destinations: Int
    /// Where the tariff's part of `rowJurisdictions` begins.
    var jurisdiction: Int
  }

  private struct PartyNames {
    var tier: TextRange
    var account: TextRange
    var isCost: Bool
  }

  /// - Parameter source: the input's path as its user named it.
  package init(_ format: Format, rater: AccountRater, source: String) {
    self.format = format
    componentsText = ComponentsText(rater, in: format == .csv ? .csv : .json)
    coveredText = CoveredText(rater, format)
    let labels = LabelWriter { bytes in
      let writer = ByteWriter(capacity: 64)
      if format == .csv { writer.appendCSV(bytes, 0..<bytes.count) } else { writer.appendJSON(bytes, 0..<bytes.count) }
      return writer.bytes
    }
    self.source = labels.label(source)
    let starts = rater.destinationStarts
    var plans: [PlanNames] = []
    var (tariffs, bands, rowJurisdictions): ([TariffNames], [TextRange], [TextRange]) = ([], [], [])
    for (index, rater) in rater.raters.enumerated() {
      plans.append(
        PlanNames(
          plan: labels.label(rater.plan.name), currency: labels.label(rater.plan.currency.code), tariff: tariffs.count,
          band: bands.count))
      for (tariff, start) in zip(rater.plan.tariffs, starts[index]) {
        tariffs.append(TariffNames(destinations: start, jurisdiction: rowJurisdictions.count))
        rowJurisdictions += tariff.jurisdictions.map { labels.label($0) }
      }
      if rater.plan.tariffs.isEmpty { tariffs.append(TariffNames(destinations: 0, jurisdiction: 0)) }
      bands += rater.plan.bands.bands.map { labels.label($0.name) }
    }
    (self.plans, self.tariffs, self.bands, self.rowJurisdictions) = (plans, tariffs, bands, rowJurisdictions)
    destinations = rater.destinations
    decks = rater.raters.flatMap { $0.plan.tariffs.isEmpty ? [nil] : $0.plan.tariffs.map { $0 } }
    parties = (rater.levels?.parties ?? []).map {
      PartyNames(tier: labels.label($0.tier), account: labels.label($0.account), isCost: $0.isCost)
    }
    retail = labels.label(PriceLevels.retail)
    jurisdictions = Jurisdiction.allCases.map { labels.label($0.code) }
    words = labels.text + [UInt8](repeating: 0, count: 32)  // So that the last word too can be copied in one go.
    payers = rater.directory?.names ?? []
    payerText = rater.directory?.text ?? []
    keys = RatedUsageColumn.allCases.map { Array("\($0 == .recordID ? "{" : ",")\"\($0.name)\":".utf8) }
  }

  package static func writeHeader(_ format: Format, to writer: ByteWriter) {
    guard format == .csv else { return }
    writer.append(RatedUsageColumn.allCases.map(\.name).joined(separator: ",") + "\n")
  }

  /// - Parameter firstLine: the number of the batch's first line, from 1.
  package func write(_ rows: RatedRows, of batch: UsageBatch, firstLine: Int, to writer: ByteWriter) {
    var clock = ClockText()
    var written = Written()
    for index in rows.usage.indices {
      prefetch(index, rows)
      writeRow(index, of: rows, batch, firstLine, &clock, &written, writer)
      writer.append(10)
    }
  }

  /// Writes one row without its end, for whoever has columns of their own behind it.
  package func write(_ index: Int, of rows: RatedRows, _ batch: UsageBatch, to writer: ByteWriter) {
    var (clock, written) = (ClockText(), Written())
    writeRow(index, of: rows, batch, 1, &clock, &written, writer)
  }

  /// What rows of one record have in common, and where it was written last.
  private struct Written {
    var record: Int32 = -1
    var calling = PhoneNumber.none
    var called = PhoneNumber.none
    /// Where the columns up to the line stand, and those from the calling number to the duration.
    var (headStart, headEnd, callStart, callEnd) = (0, 0, 0, 0)
  }

  /// Brings near the names of rows that come soon: the destination's, and of who pays first their place, then they
  /// themselves.
  private func prefetch(_ index: Int, _ rows: RatedRows) {
    if index + 8 < rows.usage.count, !rows.usage[index + 8].destination.isEmpty {
      let tariff = plans[Int(rows.usage[index + 8].plan)].tariff + Int(rows.usage[index + 8].tariff)
      destinations.prefetch(tariffs[tariff].destinations + Int(rows.usage[index + 8].destination.offset), count: 32)
    }
    if payers.isEmpty { return }
    if index + 8 < rows.usage.count, rows.usage[index + 8].payer >= 0 { payers.prefetch(Int(rows.usage[index + 8].payer)) }
    guard index + 4 < rows.usage.count, rows.usage[index + 4].payer >= 0 else { return }
    let names = Int(rows.usage[index + 4].payer)
    if !payers[names].account.isEmpty { payerText.prefetch(Int(payers[names].account.offset), count: 32) }
    if !payers[names].service.isEmpty { payerText.prefetch(Int(payers[names].service.offset), count: 32) }
  }

  private func writeRow(
    _ index: Int, of rows: RatedRows, _ batch: UsageBatch, _ firstLine: Int, _ clock: inout ClockText,
    _ written: inout Written, _ writer: ByteWriter
  ) {
    let rated = rows.usage
    let names = plans[Int(rated[index].plan)]
    let tariff = tariffs[names.tariff + Int(rated[index].tariff)]
    let record = Int(rated[index].record)
    let origin = Int(batch.records[record].origin)
    let extras = Int(batch.records[record].extras)
    let detail = rated[index].detail < 0 ? nil : rows.details[Int(rated[index].detail)]
    let isSame = written.record == rated[index].record
    if isSame {
      writer.repeatWritten(written.headStart..<written.headEnd)
    } else {
      written.headStart = writer.count
      begin(.recordID, writer)
      text(batch.text, batch.records[record].recordID, writer)
      begin(.source, writer)
      if origin >= 0 { text(batch.text, batch.origins[origin].source, writer) } else { label(source, writer) }
      begin(.line, writer)
      writer.append(decimal: origin >= 0 ? batch.origins[origin].line : firstLine + Int(batch.records[record].line))
      written.record = rated[index].record
      written.headEnd = writer.count
    }
    writeService(Int(rated[index].payer), Int(detail?.party ?? -1), record, extras, rated[index].kind, batch, writer)
    if isSame, written.calling == rated[index].calling, written.called == rated[index].called {
      writer.repeatWritten(written.callStart..<written.callEnd)
    } else {
      written.callStart = writer.count
      begin(.calling, writer)
      number(rated[index].calling, batch.text, batch.records[record].calling, writer)
      begin(.called, writer)
      number(rated[index].called, batch.text, batch.records[record].called, writer)
      begin(.start, writer)
      quotes(writer)
      clock.write(batch.records[record].startMilliseconds, offset: batch.records[record].startOffset, to: writer)
      quotes(writer)
      begin(.duration, writer)
      writeSeconds(batch.records[record].durationMilliseconds, writer)
      (written.calling, written.called) = (rated[index].calling, rated[index].called)
      written.callEnd = writer.count
    }
    begin(.billed, writer)
    writer.append(decimal: Int(rated[index].billedSeconds))
    begin(.plan, writer)
    label(names.plan, writer)
    begin(.prefix, writer)
    if rated[index].prefixDigits == noPrefix, let deck = decks[names.tariff + Int(rated[index].tariff)] {
      let name = deck.keyName(ofGroup: deck.group(ofRow: rated[index].row))
      text(destinations, tariff.destinations + Int(name.offset)..<tariff.destinations + Int(name.offset + name.count), writer)
    } else {
      quotes(writer)
      if rated[index].row >= 0 {
        writePrefix(detail?.matched ?? rated[index].called, rated[index].prefixDigits, rated[index].isExactNumber, writer)
      }
      quotes(writer)
    }
    begin(.destination, writer)
    let destination = tariff.destinations + Int(rated[index].destination.offset)
    text(destinations, destination..<destination + Int(rated[index].destination.count), writer)
    begin(.band, writer)
    if rated[index].band >= 0 { label(bands[names.band + Int(rated[index].band)], writer) } else { nothing(writer) }
    begin(.jurisdiction, writer)
    let rowJurisdiction = Int(rated[index].rowJurisdiction)
    let jurisdiction = Int(rated[index].jurisdiction.rawValue)
    if jurisdiction != unknownJurisdiction {
      label(jurisdictions[jurisdiction], writer)
    } else if rowJurisdiction >= 0 {
      label(rowJurisdictions[tariff.jurisdiction + rowJurisdiction], writer)
    } else {
      nothing(writer)
    }
    begin(.allowanceUnits, writer)
    if let detail, !detail.covered.isEmpty {
      coveredText.write(index, of: rows, to: writer)
    } else {
      nothing(writer)
    }
    begin(.currency, writer)
    label(names.currency, writer)
    begin(.charge, writer)
    quotes(writer)
    writer.append(nanos: rated[index].chargeNanos)
    quotes(writer)
    begin(.tax, writer)
    nothing(writer)
    writeQuantity(rated[index].billedQuantity, rated[index].kind, extras, batch, writer)
    begin(.properties, writer)
    writeProperties(extras >= 0 ? batch.extras[extras].properties : 0..<0, batch, writer)
    begin(.components, writer)
    if let detail, !detail.components.isEmpty {
      writeComponents(index, of: rows, writer)
    } else if format == .jsonl {
      writer.append(literal: "[]")
    }
    writeLevel(detail, writer)
    if format == .jsonl { writer.append(125) }
  }

  private func writeLevel(_ detail: RatedDetail?, _ writer: ByteWriter) {
    let party = Int(detail?.party ?? -1)
    begin(.tier, writer)
    label(party >= 0 ? parties[party].tier : retail, writer)
    begin(.margin, writer)
    guard let margin = detail?.marginNanos else { return nothing(writer) }
    quotes(writer)
    writer.append(nanos: margin)
    quotes(writer)
  }

  /// Account, service and service type: at a level above those of who pays there, whose service is the trunk where that
  /// is a supplier; else the payer's where a directory found one, else what the record says.
  private func writeService(
    _ payer: Int, _ party: Int, _ record: Int, _ extras: Int, _ kind: UsageKind, _ batch: UsageBatch, _ writer: ByteWriter
  ) {
    begin(.account, writer)
    if party >= 0 {
      label(parties[party].account, writer)
    } else if payer >= 0 {
      text(payerText, payers[payer].account, writer)
    } else {
      text(batch.text, batch.records[record].accountCode, writer)
    }
    begin(.service, writer)
    if party >= 0, parties[party].isCost {
      text(batch.text, extras >= 0 ? batch.extras[extras].trunkOut : .none, writer)
    } else if payer >= 0 {
      text(payerText, payers[payer].service, writer)
    } else {
      text(batch.text, extras >= 0 ? batch.extras[extras].service : .none, writer)
    }
    begin(.serviceType, writer)
    if payer >= 0, !payers[payer].serviceType.isEmpty {
      text(payerText, payers[payer].serviceType, writer)
    } else if extras >= 0, !batch.extras[extras].serviceType.isEmpty {
      text(batch.text, batch.extras[extras].serviceType, writer)
    } else {
      quotes(writer)
      writer.append(literal: kind.code)
      quotes(writer)
    }
  }
}
