internal import Bytes
internal import CDRDecoding
internal import Telecom

/// Reads a rejects file: takes each row's record and reads it the way the row says it was read before.
struct RejectsReader {
  private struct Key: Hashable {
    var format: [UInt8]
    var zone: [UInt8]
    var header: [UInt8]
  }

  /// Records that stood behind one another and are read the same way.
  struct Segment {
    var reading: Reading
    var batch: UsageBatch
    var origins: [Origin] = []
    /// Where each record begins in the batch's text.
    var starts: [Int] = []

    mutating func append(_ record: [UInt8], _ origin: Origin) {
      origins.append(origin)
      starts.append(batch.text.count)
      batch.text.append(contentsOf: record)
      batch.text.append(contentsOf: reading.framing.separator)
    }
  }

  struct Origin {
    var source: [UInt8]
    var line: Int
    var byteOffset: Int
  }

  static let layout = FieldIndex.Layout(delimiter: UInt8(ascii: ","), multiline: true)

  private let run: RatingRun
  private let path: String
  private var readings: [Key: Reading] = [:]
  private var index = FieldIndex()
  private var scratch = DecodeScratch()

  init(_ path: String, run: RatingRun) {
    self.path = path
    self.run = run
  }

  /// - Parameters:
  ///   - chunk: whole rows of the file.
  ///   - firstLine: the number of its first line; 1 is the header, which is passed over.
  /// - Throws: for a row that is no row of a rejects file.
  mutating func read(_ chunk: UsageBatch, firstLine: Int) throws(RatingRun.Failure) -> (segments: [Segment], lines: Int) {
    index.scan(chunk.text, count: chunk.inputCount, as: Self.layout)
    if let last = index.entries.last, chunk.text[chunk.inputCount - 1] != 10 || isOpen(last, chunk) {
      throw .input(
        "\(path):\(firstLine + Int(last.line)): the last row does not end; get the whole file, or add the line end "
          + "where an editor left it out")
    }
    var segments: [Segment] = []
    var lastKey: Key?
    for entry in index.entries where firstLine + Int(entry.line) > 1 {
      let line = firstLine + Int(entry.line)
      guard Int(entry.fieldCount) == RejectsWriter.columns.count else {
        throw .input("\(path):\(line): a rejects file has \(RejectsWriter.columns.count) columns, this row has \(entry.fieldCount)")
      }
      let fields = self.fields(entry, chunk.text)
      let key = Key(format: fields[6], zone: fields[7], header: fields[8])
      if key != lastKey {
        segments.append(Segment(reading: try reading(key, record: fields[9], line: line), batch: UsageBatch()))
        lastKey = key
      }
      guard let originLine = Int(String(decoding: fields[3], as: UTF8.self)),
        let byteOffset = Int(String(decoding: fields[4], as: UTF8.self))
      else { throw .input("\(path):\(line): line and byte_offset must be whole numbers") }
      let origin = Origin(source: fields[2], line: originLine, byteOffset: byteOffset)
      segments[segments.count - 1].append(fields[9], origin)
    }
    for position in segments.indices { try decode(&segments[position]) }
    return (segments, index.lineCount)
  }

  /// Whether the last value has an opening quote and no closing one.
  private func isOpen(_ entry: FieldIndex.Entry, _ chunk: UsageBatch) -> Bool {
    chunk.text[Int(entry.start)..<chunk.inputCount].reduce(into: 0) { $0 += $1 == 34 ? 1 : 0 } % 2 == 1
  }

  private func fields(_ entry: FieldIndex.Entry, _ text: [UInt8]) -> [[UInt8]] {
    var start = Int(entry.start)
    return (0..<Int(entry.fieldCount)).map { offset in
      let end = Int(index.fieldEnds[Int(entry.firstField) + offset])
      defer { start = end + 1 }
      var field = text[start..<end]
      if offset + 1 == entry.fieldCount, field.last == 13 { field = field.dropLast() }
      guard field.count >= 2, field.first == 34, field.last == 34 else { return Array(field) }
      var value: [UInt8] = []
      var isSecondQuote = false
      for byte in field.dropFirst().dropLast() {
        if byte == 34, !isSecondQuote {
          isSecondQuote = true
          continue
        }
        isSecondQuote = false
        value.append(byte)
      }
      return value
    }
  }

  private mutating func reading(_ key: Key, record: [UInt8], line: Int) throws(RatingRun.Failure) -> Reading {
    if let known = readings[key] { return known }
    let name = run.options.dialectName ?? String(decoding: key.format, as: UTF8.self)
    let zoneName = String(decoding: key.zone, as: UTF8.self)
    guard let zone = run.options.zone ?? (zoneName.isEmpty ? run.zone : ZoneRules(named: zoneName)) else {
      throw .input("\(path):\(line): there is no time zone '\(zoneName)'")
    }
    let dialect: Dialect
    if let chosen = run.options.dialect ?? Dialect.builtIn(name) {
      dialect = chosen
    } else {
      do throws(ProblemReport) {
        dialect = try Dialect.load(path: name)
      } catch {
        throw .input("\(path):\(line): its format '\(name)' cannot be had: \(error)")
      }
    }
    let sample = key.header.isEmpty ? record + [10] : key.header + [10] + record + [10]
    let reading = try Reading(
      dialect, name: name, sample: sample, source: path, zone: zone, isZoneNamed: run.options.zone != nil || !zoneName.isEmpty, run: run)
    readings[key] = reading
    return reading
  }

  /// Reads the segment's records and gives each the place it first stood at.
  private mutating func decode(_ segment: inout Segment) throws(RatingRun.Failure) {
    segment.batch.inputCount = segment.batch.text.count
    segment.reading.decoder.decode(&segment.batch, scratch: &scratch, atStart: false)
    // A call that was joined from two records stands in one row.
    let count = segment.reading.decoder.recordsRead(in: segment.batch)
    guard count >= segment.starts.count else {
      throw .input(
        "\(path): of \(segment.starts.count) records \(segment.reading.dialect.name) reads \(count); name the right --format")
    }
    for origin in segment.origins {
      let offset = segment.batch.text.count
      segment.batch.text += origin.source
      segment.batch.origins.append(
        UsageOrigin(
          source: TextRange(offset: UInt32(offset), count: UInt32(origin.source.count)), line: origin.line,
          byteOffset: origin.byteOffset))
    }
    for position in segment.batch.records.indices {
      segment.batch.records[position].origin = place(segment.batch.records[position].raw, segment.starts)
    }
    for position in segment.batch.parts.indices {
      segment.batch.parts[position].origin = place(segment.batch.parts[position].raw, segment.starts)
    }
    for position in segment.batch.rejects.indices {
      segment.batch.rejects[position].origin = place(segment.batch.rejects[position].raw, segment.starts)
    }
  }

  /// Which of the rows a record stood in.
  private func place(_ raw: TextRange, _ starts: [Int]) -> Int32 {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= Int(raw.offset) { low = middle + 1 } else { high = middle }
    }
    return Int32(low - 1)
  }
}
