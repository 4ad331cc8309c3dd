internal import Bytes
internal import Rating
internal import Telecom

/// How values are written in either form.
extension RatedUsageWriter {
  // MARK: Columns of either form

  /// What stands between two values: a comma, or a comma and the key.
  @inline(__always) func begin(_ column: RatedUsageColumn, _ writer: ByteWriter) {
    if format == .jsonl {
      writer.append(contentsOf: keys[column.rawValue])
    } else if column != .recordID {
      writer.append(44)
    }
  }

  func text(_ bytes: [UInt8], _ place: TextRange, _ writer: ByteWriter) { text(bytes, place.range, writer) }

  func text(_ bytes: [UInt8], _ range: Range<Int>, _ writer: ByteWriter) {
    if format == .csv { writer.appendCSV(bytes, range) } else { writer.appendJSON(bytes, range) }
  }

  /// A word that has its quotes where it needs some.
  func label(_ place: TextRange, _ writer: ByteWriter) { writer.append(words, place.range) }

  /// To be set around a text that needs none in CSV.
  @inline(__always) func quotes(_ writer: ByteWriter) { if format == .jsonl { writer.append(34) } }

  /// What is not known, or does not apply.
  @inline(__always) func nothing(_ writer: ByteWriter) { if format == .jsonl { writer.append(literal: "null") } }

  /// In E.164, or as it stood in the record where it is no number.
  func number(_ number: PhoneNumber, _ bytes: [UInt8], _ place: TextRange, _ writer: ByteWriter) {
    guard number != .none else { return text(bytes, place, writer) }
    quotes(writer)
    writer.append(packedDigits: number.packed, count: number.count)
    quotes(writer)
  }

  // MARK: Values

  func writeSeconds(_ milliseconds: Int64, _ writer: ByteWriter) {
    writer.append(decimal: Int(milliseconds / 1000))
    var rest = milliseconds % 1000
    guard rest > 0 else { return }
    writer.append(46)
    var divisor: Int64 = 100
    while rest > 0 {
      writer.append(48 + UInt8(rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }

  func writePrefix(_ matched: PhoneNumber, _ digits: UInt8, _ isExact: Bool, _ writer: ByteWriter) {
    guard digits > 0 else { return writer.append(42) }
    writer.append(packedDigits: matched.packed, count: Int(digits))
    if isExact { writer.append(36) }
  }

  /// The quantity after increments, and its unit.
  func writeQuantity(
    _ quantity: Int64, _ kind: UsageKind, _ extras: Int, _ batch: UsageBatch, _ writer: ByteWriter
  ) {
    begin(.billedQuantity, writer)
    guard quantity >= 0 else {
      nothing(writer)
      begin(.unit, writer)
      return nothing(writer)
    }
    if kind == .data { writer.append(decimal: Int(quantity)) } else { writer.append(nanos: quantity) }
    begin(.unit, writer)
    if kind != .data, kind == .metered || !batch.extras[extras].unit.isEmpty {
      text(batch.text, batch.extras[extras].unit, writer)
    } else {
      quotes(writer)
      writer.append(literal: kind == .data ? "octets" : "parts")
      quotes(writer)
    }
  }

  /// A JSON array, in CSV too.
  func writeComponents(_ index: Int, of rows: RatedRows, _ writer: ByteWriter) {
    if format == .csv { writer.append(34) }
    componentsText.write(index, of: rows, to: writer)
    if format == .csv { writer.append(34) }
  }

  /// A JSON object, in CSV too.
  func writeProperties(_ range: Range<Int32>, _ batch: UsageBatch, _ writer: ByteWriter) {
    guard format == .csv else { return writeObject(range, batch, writer) }
    guard !range.isEmpty else { return }
    let object = ByteWriter(capacity: 256)
    writeObject(range, batch, object)
    let bytes = object.bytes
    writer.appendQuotedCSV(bytes, 0..<bytes.count)
  }

  func writeObject(_ range: Range<Int32>, _ batch: UsageBatch, _ writer: ByteWriter) {
    writer.append(123)
    for index in range {
      if index > range.lowerBound { writer.append(44) }
      let property = batch.properties[Int(index)]
      writer.appendJSON(batch.text, property.name.range)
      writer.append(58)
      writer.appendJSON(batch.text, property.value.range)
    }
    writer.append(125)
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
