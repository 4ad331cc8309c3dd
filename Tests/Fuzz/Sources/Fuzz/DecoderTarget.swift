import Bytes
import CDRDecoding
import Telecom

/// Decodes a file whole, then cut in two behind a record: nothing may be lost, and the cut may change nothing.
struct DecoderTarget: FuzzTarget {
  private let dialect: Dialect

  init(_ dialect: Dialect) { self.dialect = dialect }

  func run(_ bytes: [UInt8]) {
    guard let decoder = try? dialect.decoder(sample: bytes, source: "fuzz", zone: .utc) else { return }
    let whole = count([bytes], decoder)
    let half = Array(bytes[..<(bytes.count / 2)])
    guard let end = decoder.framing.endOfLastRecord(in: half, count: half.count, isWhole: false), end > 0 else { return }
    // A header stands in the first chunk, which is never smaller than the sample it was found in.
    let header = decoder.header
    let marked = [0xEF, 0xBB, 0xBF] + header
    let lines = half[..<end].split(omittingEmptySubsequences: false) { $0 == 10 || $0 == 13 }
    guard header.isEmpty || lines.contains(where: { $0.elementsEqual(header) || $0.elementsEqual(marked) }) else { return }
    let cut = count([Array(bytes[..<end]), Array(bytes[end...])], decoder)
    require(cut == whole, "cut at \(end): \(cut), whole: \(whole)")
  }

  struct Counts: Equatable {
    var records = 0
    var rejects = 0
    var notChargeable = 0
    var duplicates = 0
    var lines = 0
  }

  private func count(_ chunks: [[UInt8]], _ decoder: RecordDecoder) -> Counts {
    var joiner = RecordJoiner(for: dialect)
    var scratch = DecodeScratch()
    var counts = Counts()
    var offset = 0
    for (index, chunk) in chunks.enumerated() {
      var batch = UsageBatch()
      batch.text = chunk
      batch.inputCount = chunk.count
      decoder.decode(&batch, scratch: &scratch, atStart: index == 0)
      check(batch)
      let lines = batch.lineCount
      if decoder.joins { joiner.join(&batch, source: "fuzz", firstLine: counts.lines + 1, byteOffset: offset) }
      check(batch)
      counts.add(batch)
      counts.lines += lines
      offset += chunk.count
    }
    if decoder.joins {
      let rest = joiner.finish()
      check(rest)
      counts.add(rest)
    }
    return counts
  }

  /// Every place that a record names lies in the batch's text.
  private func check(_ batch: UsageBatch) {
    func lies(_ range: TextRange) -> Bool { range.range.upperBound <= batch.text.count }
    for record in batch.records {
      require(
        lies(record.recordID) && lies(record.accountCode) && lies(record.calling) && lies(record.called) && lies(record.raw),
        "a field outside the text: \(record)")
      require(record.durationMilliseconds >= 0 && Int(record.extras) < batch.extras.count, "\(record)")
    }
    for reject in batch.rejects { require(lies(reject.value) && lies(reject.raw), "\(reject)") }
    for property in batch.properties { require(lies(property.name) && lies(property.value), "\(property)") }
  }
}

extension DecoderTarget.Counts {
  mutating func add(_ batch: UsageBatch) {
    records += batch.records.count
    rejects += batch.rejects.count
    notChargeable += batch.notChargeable.total
    duplicates += batch.duplicates
  }
}

/// Recognises a file by its content.
struct RecognitionTarget: FuzzTarget {
  func run(_ bytes: [UInt8]) {
    _ = try? Dialect.recognise(bytes, isWhole: true)
    _ = try? Dialect.recognise(bytes, isWhole: false)
  }
}
