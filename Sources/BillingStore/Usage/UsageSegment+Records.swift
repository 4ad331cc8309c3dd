internal import Bytes
internal import RatingPipeline
internal import Telecom

extension UsageSegment {
  /// Whether two rows with the same id are the same record.
  func hasSameFacts(_ row: Int, _ other: Int) -> Bool {
    let (left, right) = (rows[row], rows[other])
    return left.startMilliseconds == right.startMilliseconds && left.durationMilliseconds == right.durationMilliseconds
      && number(row, \.calling) == number(other, \.calling) && number(row, \.called) == number(other, \.called)
      && facts(row) == facts(other)
  }

  private func number(_ row: Int, _ number: KeyPath<UsageRow, UsageRow.Number>) -> [UInt8] {
    let value = rows[row][keyPath: number]
    guard value.integer < 0 else { return Array(String(value.integer).utf8) }
    return Array(parts[Int(rows[row].part)].text[value.text.range])
  }

  private func facts(_ row: Int) -> ArraySlice<UInt8> { bytes(row, \.extras).prefix(Int(rows[row].factsCount)) }

  /// A row whose id belongs to another record, as it came in.
  func conflict(_ row: Int) -> BookReject {
    let usage = rows[row]
    let part = parts[Int(usage.part)]
    let id = String(decoding: UsageSwitch.ownID(bytes(row, \.recordID)), as: UTF8.self)
    return BookReject(
      reason: .conflictingRecord, field: .recordID,
      source: usage.source.isEmpty ? part.context.source : String(decoding: bytes(row, \.source), as: UTF8.self),
      line: usage.line, byteOffset: usage.byteOffset,
      message: "the book has another record with the id '\(id)'; find out which of the two is right, this one is not billed",
      context: part.context, record: Array(bytes(row, \.raw)))
  }
}
