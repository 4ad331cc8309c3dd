package import Bytes
internal import RatePlans
package import Rating
package import Telecom

/// Writes rated usage as CSV with a stable header, or as JSON lines with the same names.
package struct RatedUsageWriter: Sendable {
  package enum Format: String, Sendable, CaseIterable {
    case csv, jsonl
  }

  package static let columns = [
    "record_id", "source", "line", "account", "service", "service_type", "calling", "called", "start", "duration_s",
    "billed_s", "plan", "prefix", "destination", "band", "jurisdiction", "allowance_units", "currency", "charge", "tax",
    "billed_quantity", "unit", "properties",
  ]

  private let format: Format
  private let rater: UsageRater
  /// In CSV with the comma behind it.
  private let source: [UInt8]
  /// In CSV with the commas around it.
  private let plan: [UInt8]
  /// In CSV with the empty column before it, and the commas.
  private let currency: [UInt8]
  private let bands: [[UInt8]]
  private let keys: [[UInt8]]

  /// - Parameter source: the input's path as its user named it.
  package init(_ format: Format, rater: UsageRater, source: String) {
    self.format = format
    self.rater = rater
    let quote = { (text: String) -> [UInt8] in
      let writer = ByteWriter()
      if format == .csv { writer.appendCSV(text) } else { writer.appendJSON(text) }
      return writer.bytes
    }
    self.source = format == .csv ? quote(source) + [44] : quote(source)
    let name = quote(rater.plan.name)
    let code = quote(rater.plan.currency.code)
    plan = format == .csv ? [44] + name + [44] : name
    currency = format == .csv ? [44, 44] + code + [44] : code
    bands = rater.plan.bands.bands.map { quote($0.name) }
    keys = Self.columns.map { Array("\"\($0)\":".utf8) }
  }

  package func writeHeader(to writer: ByteWriter) {
    guard format == .csv else { return }
    writer.append(Self.columns.joined(separator: ",") + "\n")
  }

  /// - Parameter firstLine: the number of the batch's first line, from 1.
  package func write(_ rated: [RatedUsage], of batch: UsageBatch, firstLine: Int, to writer: ByteWriter) {
    var clock = ClockText()
    var begin = 0
    while begin < rated.count {
      let tariff = rated[begin].tariff
      let end = rated[begin...].firstIndex { $0.tariff != tariff } ?? rated.count
      write(rated, begin..<end, rater.plan.tariffs[Int(tariff)], batch, firstLine, &clock, writer)
      begin = end
    }
  }

  /// Rows of one tariff, so that it is handed down and not copied, which would count references.
  private func write(
    _ rated: [RatedUsage], _ range: Range<Int>, _ tariff: Tariff, _ batch: UsageBatch, _ firstLine: Int,
    _ clock: inout ClockText, _ writer: ByteWriter
  ) {
    for index in range {
      if format == .csv {
        writeCSV(index, of: rated, tariff, batch, firstLine, &clock, writer)
      } else {
        writeJSON(rated[index], tariff, batch, firstLine, &clock, writer)
      }
    }
  }

  // MARK: CSV

  /// Fields are taken out of the arrays one by one: whole structs would be copied for each row.
  private func writeCSV(
    _ index: Int, of rated: [RatedUsage], _ tariff: Tariff, _ batch: UsageBatch, _ firstLine: Int,
    _ clock: inout ClockText, _ writer: ByteWriter
  ) {
    let record = Int(rated[index].record)
    writer.appendCSVField(batch.text, batch.records[record].recordID.range)
    writeOrigin(batch.records[record].origin, line: firstLine + Int(batch.records[record].line), batch, writer)
    writer.appendCSVField(batch.text, batch.records[record].accountCode.range)
    writeService(batch.records[record].extras, batch.records[record].kind, batch, writer)
    writeNumber(rated[index].calling, batch.records[record].calling, batch, writer)
    writeNumber(rated[index].called, batch.records[record].called, batch, writer)
    clock.write(batch.records[record].startMilliseconds, offset: batch.records[record].startOffset, to: writer)
    writer.append(44)
    writeDuration(batch.records[record].durationMilliseconds, writer)
    writer.append(44)
    writer.append(decimal: Int(rated[index].billedSeconds))
    writer.append(plan, 0..<plan.count)
    writePrefix(rated[index].called, rated[index].prefixDigits, rated[index].isExactNumber, writer)
    writer.append(44)
    writer.appendCSV(tariff.text, rated[index].destination.range)
    writeBand(rated[index].band, jurisdiction: rated[index].jurisdiction, tariff, writer)
    writer.append(currency, 0..<currency.count)
    writer.append(nanos: rated[index].chargeNanos)
    guard batch.records[record].extras >= 0 else { return writer.append(literal: ",,,,\n") }
    writer.append(literal: ",,")
    if rated[index].billedQuantity >= 0 {
      writeQuantity(rated[index], batch.records[record], batch, writer)
    } else {
      writer.append(44)
    }
    writer.append(44)
    if let properties = properties(batch.records[record].extras, batch) {
      let object = ByteWriter(capacity: 256)
      writeProperties(properties, batch, object)
      let bytes = object.bytes
      writer.appendQuotedCSV(bytes, 0..<bytes.count)
    }
    writer.append(10)
  }

  /// `,band,jurisdiction`
  private func writeBand(_ band: Int16, jurisdiction: Int16, _ tariff: Tariff, _ writer: ByteWriter) {
    guard band >= 0 || jurisdiction >= 0 else { return writer.append(literal: ",,") }
    writer.append(44)
    if band >= 0 { writer.append(contentsOf: bands[Int(band)]) }
    writer.append(44)
    if jurisdiction >= 0 { writer.appendCSV(tariff.jurisdictions[Int(jurisdiction)]) }
  }

  /// `service,service_type,`
  private func writeService(_ index: Int32, _ kind: UsageKind, _ batch: UsageBatch, _ writer: ByteWriter) {
    guard index >= 0 else {
      if kind == .call { return writer.append(literal: ",call,") }
      writer.append(44)
      writer.append(literal: kind.code)
      return writer.append(44)
    }
    let extras = batch.extras[Int(index)]
    writer.appendCSV(batch.text, extras.service.range)
    writer.append(44)
    if extras.serviceType.isEmpty {
      writer.append(literal: kind.code)
    } else {
      writer.appendCSV(batch.text, extras.serviceType.range)
    }
    writer.append(44)
  }

  /// `source,line,`
  private func writeOrigin(_ index: Int32, line: Int, _ batch: UsageBatch, _ writer: ByteWriter) {
    if index >= 0 {
      let origin = batch.origins[Int(index)]
      writer.appendCSVField(batch.text, origin.source.range)
      writer.appendField(decimal: origin.line)
    } else {
      writer.append(source, 0..<source.count)
      writer.appendField(decimal: line)
    }
  }

  private func writeNumber(_ number: PhoneNumber, _ text: TextRange, _ batch: UsageBatch, _ writer: ByteWriter) {
    if number != .none {
      writer.appendField(packedDigits: number.packed, count: number.count)
    } else {
      writer.appendCSVField(batch.text, text.range)
    }
  }

  private func writeDuration(_ milliseconds: Int64, _ writer: ByteWriter) {
    if milliseconds % 1000 == 0 {
      writer.append(decimal: Int(milliseconds / 1000))
    } else {
      writer.append(decimal: Int(milliseconds / 1000))
      writer.append(46)
      var rest = milliseconds % 1000
      var divisor: Int64 = 100
      while rest > 0 {
        writer.append(48 + UInt8(rest / divisor))
        rest %= divisor
        divisor /= 10
      }
    }
  }

  private func writePrefix(_ called: PhoneNumber, _ digits: UInt8, _ isExact: Bool, _ writer: ByteWriter) {
    guard digits > 0 else { return writer.append(42) }
    writer.append(packedDigits: called.packed, count: Int(digits))
    if isExact { writer.append(36) }
  }

  /// `billed_quantity,unit`
  private func writeQuantity(_ usage: RatedUsage, _ record: UsageRecord, _ batch: UsageBatch, _ writer: ByteWriter) {
    if rater.plan.tariff(.quantity) != nil, record.kind == .metered {
      writer.append(nanos: usage.billedQuantity)
      writer.append(44)
      writer.appendCSV(batch.text, batch.extras[Int(record.extras)].unit.range)
    } else {
      writer.append(decimal: Int(usage.billedQuantity))
      writer.append(literal: ",octets")
    }
  }

  private func properties(_ extras: Int32, _ batch: UsageBatch) -> Range<Int>? {
    guard extras >= 0 else { return nil }
    let range = batch.extras[Int(extras)].properties
    return range.isEmpty ? nil : Int(range.lowerBound)..<Int(range.upperBound)
  }

  private func writeProperties(_ range: Range<Int>, _ batch: UsageBatch, _ writer: ByteWriter) {
    writer.append(123)
    for index in range {
      if index > range.lowerBound { writer.append(44) }
      let property = batch.properties[index]
      writer.appendJSON(batch.text, property.name.range)
      writer.append(58)
      writer.appendJSON(batch.text, property.value.range)
    }
    writer.append(125)
  }

  // MARK: JSON lines

  private func writeJSON(
    _ usage: RatedUsage, _ tariff: Tariff, _ batch: UsageBatch, _ firstLine: Int, _ clock: inout ClockText,
    _ writer: ByteWriter
  ) {
    let record = batch.records[Int(usage.record)]
    let extras = record.extras >= 0 ? batch.extras[Int(record.extras)] : UsageExtras()
    let origin = record.origin >= 0 ? batch.origins[Int(record.origin)] : nil
    writer.append(123)
    text(0, record.recordID, batch, writer)
    key(1, writer)
    if let origin { writer.appendJSON(batch.text, origin.source.range) } else { writer.append(contentsOf: source) }
    key(2, writer)
    writer.append(decimal: origin?.line ?? firstLine + Int(record.line))
    text(3, record.accountCode, batch, writer)
    text(4, extras.service, batch, writer)
    key(5, writer)
    if extras.serviceType.isEmpty { writer.appendJSON("\(record.kind)") } else { writer.appendJSON(batch.text, extras.serviceType.range) }
    for (index, number, raw) in [(6, usage.calling, record.calling), (7, usage.called, record.called)] {
      key(index, writer)
      if number != .none { writer.appendJSON(number.description) } else { writer.appendJSON(batch.text, raw.range) }
    }
    key(8, writer)
    writer.append(34)
    clock.write(record.startMilliseconds, offset: record.startOffset, to: writer)
    writer.append(34)
    key(9, writer)
    writeDuration(record.durationMilliseconds, writer)
    key(10, writer)
    writer.append(decimal: Int(usage.billedSeconds))
    key(11, writer)
    writer.append(contentsOf: plan)
    key(12, writer)
    writer.append(34)
    writePrefix(usage.called, usage.prefixDigits, usage.isExactNumber, writer)
    writer.append(34)
    key(13, writer)
    writer.appendJSON(tariff.text, usage.destination.range)
    key(14, writer)
    if usage.band >= 0 { writer.append(contentsOf: bands[Int(usage.band)]) } else { writer.append(literal: "null") }
    key(15, writer)
    if usage.jurisdiction >= 0 { writer.appendJSON(tariff.jurisdictions[Int(usage.jurisdiction)]) } else { writer.append(literal: "null") }
    key(16, writer)
    writer.append(literal: "null")
    key(17, writer)
    writer.append(contentsOf: currency)
    key(18, writer)
    writer.append(34)
    writer.append(nanos: usage.chargeNanos)
    writer.append(34)
    key(19, writer)
    writer.append(literal: "null")
    key(20, writer)
    if usage.billedQuantity < 0 {
      writer.append(literal: "null")
      key(21, writer)
      writer.append(literal: "null")
    } else if record.kind == .metered {
      writer.append(nanos: usage.billedQuantity)
      text(21, extras.unit, batch, writer)
    } else {
      writer.append(decimal: Int(usage.billedQuantity))
      key(21, writer)
      writer.append(literal: "\"octets\"")
    }
    key(22, writer)
    if let properties = properties(record.extras, batch) { writeProperties(properties, batch, writer) } else { writer.append(literal: "{}") }
    writer.append(literal: "}\n")
  }

  private func key(_ index: Int, _ writer: ByteWriter) {
    if index > 0 { writer.append(44) }
    writer.append(contentsOf: keys[index])
  }

  private func text(_ index: Int, _ range: TextRange, _ batch: UsageBatch, _ writer: ByteWriter) {
    key(index, writer)
    writer.appendJSON(batch.text, range.range)
  }
}

extension UsageKind {
  /// As written where a record names no service type of its own.
  var code: StaticString {
    switch self {
    case .call: "call"
    case .message: "message"
    case .data: "data"
    case .metered: "metered"
    }
  }
}
