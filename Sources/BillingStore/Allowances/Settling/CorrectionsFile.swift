internal import Bytes
internal import Rating
internal import RatingPipeline
internal import Telecom

/// The files that a settling writes.
struct CorrectionsFile {
  private let output: OutputFile
  private let events: OutputFile?
  private let rater: AccountRater
  private let writer: CorrectionsWriter

  init(_ output: OutputFile, _ events: OutputFile?, _ rater: AccountRater) {
    (self.output, self.events, self.rater) = (output, events, rater)
    writer = CorrectionsWriter(rater)
  }

  func begin() throws(RatingRun.Failure) {
    let bytes = ByteWriter(capacity: 512)
    CorrectionsWriter.writeHeader(to: bytes)
    try write(bytes, to: output)
  }

  /// - Returns: limits that the usage reached.
  func write(
    _ differences: [(row: Int, nanos: Int64)], of usage: GatheredUsage
  ) throws(RatingRun.Failure) -> [PromiseNotice] {
    let bytes = ByteWriter()
    for (row, nanos) in differences {
      writer.write(row, of: usage, difference: nanos, to: bytes)
      guard bytes.count > 1 << 20 else { continue }
      try write(bytes, to: output)
      bytes.removeAll()
    }
    try write(bytes, to: output)
    let notices = usage.rated.events.map { record, event in
      PromiseNotice(event, by: usage.batch.text[usage.batch.records[Int(record)].recordID.range], rater)
    }
    guard let events else { return notices }
    bytes.removeAll()
    for notice in notices { notice.appendJSON(to: bytes) }
    try write(bytes, to: events)
    return notices
  }

  func write(_ charges: [CycleCharge]) throws(RatingRun.Failure) {
    let bytes = ByteWriter()
    for charge in writer.sorted(charges) { writer.write(charge, to: bytes) }
    try write(bytes, to: output)
  }

  private func write(_ bytes: ByteWriter, to file: OutputFile) throws(RatingRun.Failure) {
    guard bytes.count > 0 else { return }
    do throws(SystemError) { try file.write(bytes) } catch { throw .backOffice(.system(error)) }
  }
}
