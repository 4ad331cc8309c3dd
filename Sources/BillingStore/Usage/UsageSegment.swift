internal import RatingPipeline
internal import Telecom

/// Rated records in input order that are stored together: as many as are sorted in memory at once.
struct UsageSegment {
  /// What the rows of a chunk point into, and how it was read.
  struct Part {
    var text: [UInt8]
    var context: BatchContext
  }

  /// More records than these are not sorted together.
  static let mostRecords = 250_000
  /// Bytes of input, where records are long.
  static let mostBytes = 96 << 20
  private static let indexBits: UInt64 = 20

  private(set) var rows: [UsageRow] = []
  private(set) var parts: [Part] = []
  private(set) var byteCount = 0
  /// Memory of parts that were stored.
  private var spare: [[UInt8]] = []

  var isEmpty: Bool { rows.isEmpty }

  /// Whether a part of this size is to go into the next segment.
  func isFull(before part: BookPart) -> Bool {
    !rows.isEmpty && (rows.count + part.rows.count > Self.mostRecords || byteCount + part.text.count > Self.mostBytes)
  }

  mutating func append(_ part: BookPart) {
    guard let context = part.context, !part.rows.isEmpty else { return }
    var text = spare.popLast() ?? []
    part.exchangeText(with: &text)
    let index = Int32(parts.count)
    byteCount += text.count
    parts.append(Part(text: text, context: context))
    let first = rows.count
    rows.append(contentsOf: part.rows)
    for position in first..<rows.count { rows[position].part = index }
  }

  /// The places of the rows by account, day and input order.
  /// - Precondition: at most 2^20 rows, 2^24 accounts.
  func sorted() -> [Int] {
    precondition(rows.count <= 1 << Self.indexBits)
    var keys = rows.indices.map { rows[$0].order << Self.indexBits | UInt64($0) }
    keys.sort()
    return keys.map { Int($0 & (1 << Self.indexBits - 1)) }
  }

  mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    for part in parts { spare.append(part.text) }
    parts.removeAll(keepingCapacity: true)
    byteCount = 0
  }

  func bytes(_ row: Int, _ range: KeyPath<UsageRow, TextRange>) -> ArraySlice<UInt8> {
    parts[Int(rows[row].part)].text[rows[row][keyPath: range].range]
  }

  /// For each row the first of the segment that has its record's id, where that is another one; -1 elsewhere.
  ///
  /// A hash table with open addressing, a quarter to half full.
  func repetitions() -> [Int32] {
    var result = [Int32](repeating: -1, count: rows.count)
    let bits = max(4, Int.bitWidth - (rows.count * 2).leadingZeroBitCount)
    var slots = [Int32](repeating: -1, count: 1 << bits)
    for row in rows.indices {
      var slot = Int(rows[row].identity >> UInt64(64 - bits))
      while slots[slot] >= 0 {
        let other = Int(slots[slot])
        if rows[other].identity == rows[row].identity, bytes(other, \.recordID) == bytes(row, \.recordID) {
          result[row] = Int32(other)
          break
        }
        slot = (slot + 1) & (slots.count - 1)
      }
      if slots[slot] < 0 { slots[slot] = Int32(row) }
    }
    return result
  }
}
