import Bytes
import CDRDecoding
import Telecom

/// All that came of an input, in words that can be compared, however it was cut into chunks.
struct DecodedInput: Equatable {
  /// `line id account calling>called start milliseconds kind`, empty fields as `-`.
  var records: [String] = []
  /// `line reason field value`.
  var rejects: [String] = []
  /// The rejected records as they stood.
  var raws: [String] = []
  var notChargeable: [String: Int] = [:]
  var duplicates = 0
  var lines = 0
  var properties: [[String: String]] = []
  var extras: [String] = []

  var total: Int { records.count + rejects.count + notChargeable.values.reduce(0, +) + duplicates }

  /// - Parameter source: of the batch; only records that stood in another one name theirs.
  mutating func add(_ batch: UsageBatch, firstLine: Int, source: String = "") {
    func text(_ range: TextRange) -> String { range.isEmpty ? "-" : batch.string(range) }
    func line(_ line: UInt32, _ origin: Int32) -> String {
      guard origin >= 0 else { return String(firstLine + Int(line)) }
      let origin = batch.origins[Int(origin)]
      let name = batch.string(origin.source)
      return name == source ? String(origin.line) : "\(name):\(origin.line)"
    }
    for record in batch.records {
      records.append(
        "\(line(record.line, record.origin)) \(text(record.recordID)) \(text(record.accountCode)) "
          + "\(text(record.calling))>\(text(record.called)) \(record.start) \(record.durationMilliseconds) \(record.kind)")
      guard record.extras >= 0 else { continue }
      let extra = batch.extras[Int(record.extras)]
      var found: [String: String] = [:]
      for index in extra.properties {
        let property = batch.properties[Int(index)]
        found[batch.string(property.name)] = batch.string(property.value)
      }
      properties.append(found)
      extras.append(
        "\(text(extra.service)) \(text(extra.userName)) \(text(extra.trunkIn)) \(text(extra.trunkOut)) "
          + "\(extra.octetsIn) \(extra.octetsOut)")
    }
    for reject in batch.rejects {
      rejects.append("\(line(reject.line, reject.origin)) \(reject.reason.code) \(reject.field.rawValue) \(text(reject.value))")
      raws.append(text(reject.raw))
    }
    for reason in NotChargeable.allCases where batch.notChargeable[reason] != 0 {
      notChargeable[reason.code, default: 0] += batch.notChargeable[reason]
    }
    duplicates += batch.duplicates
    lines += batch.lineCount
  }
}

/// Decodes inputs the way the pipeline does: cut at record boundaries, decoded apart, joined in order.
struct InputDecoding {
  let dialect: Dialect
  var joiner: RecordJoiner
  var zone = ZoneRules.utc
  private(set) var result = DecodedInput()

  init(_ dialect: Dialect, zone: ZoneRules = .utc) {
    self.dialect = dialect
    self.zone = zone
    joiner = RecordJoiner(for: dialect)
  }

  mutating func add(_ bytes: [UInt8], source: String = "calls", chunk: Int = 1 << 20) throws {
    let decoder = try dialect.decoder(sample: Array(bytes.prefix(1 << 18)), source: source, zone: zone)
    var scratch = DecodeScratch()
    var start = 0
    var line = 1
    while start < bytes.count {
      var size = chunk
      var end: Int?
      while end == nil {
        let buffer = Array(bytes[start..<min(bytes.count, start + size)])
        end = decoder.framing.endOfLastRecord(
          in: buffer, count: buffer.count, isWhole: start + buffer.count == bytes.count)
        size *= 2
      }
      var batch = UsageBatch()
      batch.text = Array(bytes[start..<start + end!])
      batch.inputCount = batch.text.count
      decoder.decode(&batch, scratch: &scratch, atStart: start == 0)
      if decoder.joins { joiner.join(&batch, source: source, firstLine: line, byteOffset: start) }
      result.add(batch, firstLine: line, source: source)
      line += batch.lineCount
      start += end!
    }
  }

  mutating func finish() -> DecodedInput {
    result.add(joiner.finish(), firstLine: 0)
    return result
  }
}

func decode(
  _ bytes: [UInt8], as dialect: Dialect, zone: ZoneRules = .utc, chunk: Int = 1 << 20
) throws -> DecodedInput {
  var decoding = InputDecoding(dialect, zone: zone)
  try decoding.add(bytes, chunk: chunk)
  return decoding.finish()
}

func decode(_ text: String, as name: String, zone: ZoneRules = .utc, chunk: Int = 1 << 20) throws -> DecodedInput {
  try decode(Array(text.utf8), as: Dialect.builtIn(name)!, zone: zone, chunk: chunk)
}
