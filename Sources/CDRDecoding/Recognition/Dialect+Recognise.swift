internal import Telecom

extension Dialect {
  /// As much of an input decides.
  private static let examined = 1 << 16

  /// Finds the built-in dialect of an input by trying them all on its beginning: most of the records must look as the
  /// dialect says, and no more than half may be rejected.
  /// - Parameters:
  ///   - sample: the beginning of the input, decompressed, up to 256 KiB.
  ///   - isWhole: whether that is all there is.
  /// - Returns: `csv` for an input without any text, in which there is nothing to mistake.
  package static func recognise(_ sample: [UInt8], isWhole: Bool) throws(UnrecognisedInput) -> Dialect {
    let dialects = builtIns
    if isWhole, sample.allSatisfy({ $0 <= 32 }), let csv = builtIn("csv") { return csv }
    let fitting = dialects.filter { $0.fits(sample, isWhole: isWhole) }
    if fitting.count == 1 { return fitting[0] }
    if fitting.isEmpty { throw UnrecognisedInput(candidates: dialects.map(\.name), description: unknown(sample, dialects)) }
    let names = fitting.map(\.name)
    throw UnrecognisedInput(
      candidates: names,
      description: "the input fits more than one dialect: \(names.joined(separator: ", ")); choose one with --format")
  }

  func fits(_ sample: [UInt8], isWhole: Bool) -> Bool {
    let decoder: RecordDecoder
    do throws(ProblemReport) {
      decoder = try Binder(definition, sample: sample, source: "-", zone: .utc, isRecognising: true).bind()
    } catch {
      return false
    }
    let isShort = isWhole && sample.count <= Self.examined
    let limit = min(sample.count, Self.examined)
    let count =
      decoder.framing.endOfLastRecord(in: sample, count: limit, isWhole: isShort)
      ?? decoder.framing.endOfLastRecord(in: sample, count: sample.count, isWhole: isWhole)
    guard let count else { return false }
    var batch = UsageBatch()
    batch.text = Array(sample[..<count])
    batch.inputCount = count
    var scratch = DecodeScratch()
    scratch.isRecognising = true
    decoder.decode(&batch, scratch: &scratch, atStart: true)
    let good = batch.records.count + batch.notChargeable.total + batch.parts.count { $0.record < 0 }
    let total = batch.rejects.count + good
    if total == 0 { return !decoder.header.isEmpty }
    let looksRight = scratch.recognised * 2 >= total
    return looksRight && (!decoder.header.isEmpty || batch.rejects.count * 2 <= total)
  }

  private static func unknown(_ sample: [UInt8], _ dialects: [Dialect]) -> String {
    let start = String(decoding: sample.prefix(4096), as: UTF8.self)
    if start.contains("<broadWorksCDR") {
      return "the input is BroadWorks' XML form, which is not read; let the server write its CSV form"
    }
    if sample.starts(with: [0xFF, 0xFE]) || sample.starts(with: [0xFE, 0xFF]) {
      return "the input is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8"
    }
    if sample.starts(with: [0xD4, 0xC3, 0xB2, 0xA1]) || sample.starts(with: [0x0A, 0x0D, 0x0D, 0x0A]) {
      return "the input is a packet capture; rate the accounting server's detail file instead"
    }
    let names = dialects.map(\.name).joined(separator: ", ")
    return "the input fits none of the built-in dialects (\(names)); "
      + "choose one with --format, or describe the layout in a file of your own (see 'tollbook formats csv')"
  }
}
