internal import RatePlans
package import Telecom

/// Usage that may draw on what plans promise, taken out of many batches and rated by its plan alone: what has to be
/// charged again in the order in which it was made, a part of it at a time.
///
/// A batch and its rated rows like any other, so that the usage goes the same way as when it was streamed.
package struct GatheredUsage: Sendable {
  /// The place of an offered row in what was read.
  package struct Mark: Sendable, Hashable {
    /// The caller's.
    package var input: Int32
    /// Among the rows of the input that are offered, in its order.
    package var row: Int32

    package init(input: Int32, row: Int32) {
      self.input = input
      self.row = row
    }
  }

  package private(set) var batch = UsageBatch()
  package var rated = RatedBatch()
  /// By row of `rated`.
  package private(set) var marks: [Mark] = []
  /// By record of `batch`, where its rows begin.
  private(set) var firstRows: [Int32] = []

  package init() {}

  package var isEmpty: Bool { marks.isEmpty }

  /// Milliseconds since 1970 UTC.
  package func start(ofRow row: Int) -> Int64 { batch.records[Int(rated.rated[row].record)].startMilliseconds }

  /// Copies a row that is offered, with its record where that is not the one whose row was copied last.
  /// - Parameters:
  ///   - row: of `other`, as `AccountRater.rate` left it.
  ///   - source: the file that the record stands in.
  ///   - firstLine: the number of the batch's first line, from 1.
  ///   - byteOffset: where the batch begins in its input.
  ///   - isSameRecord: whether the row before was of the same record.
  package mutating func append(
    _ row: Int, of other: RatedBatch, in batch: UsageBatch, source: ArraySlice<UInt8>, firstLine: Int, byteOffset: Int,
    isSameRecord: Bool, mark: Mark
  ) {
    if !isSameRecord {
      let record = Int(other.rated[row].record)
      self.batch.append(
        record, of: batch, source: source, line: firstLine + Int(batch.records[record].line),
        byteOffset: byteOffset + Int(batch.records[record].raw.offset))
      firstRows.append(Int32(truncatingIfNeeded: marks.count))
    }
    rated.append(row, of: other, record: Int32(truncatingIfNeeded: self.batch.records.count - 1))
    marks.append(mark)
  }

  /// Keeps what starts first, where there is more than so much.
  /// - Parameter count: of records; all that start in one millisecond stay together.
  /// - Returns: the start from which on nothing is kept; `nil` where all is.
  package mutating func keepEarliest(_ count: Int) -> Int64? {
    guard batch.records.count > count else { return nil }
    let starts = batch.records.map(\.startMilliseconds).sorted()
    guard let end = starts[count] > starts[0] ? starts[count] : starts.first(where: { $0 > starts[0] }) else { return nil }
    var kept = GatheredUsage()
    var last: Int32 = -1
    for row in marks.indices where start(ofRow: row) < end {
      let record = rated.rated[row].record
      kept.append(
        row, of: rated, in: batch, source: [], firstLine: 0, byteOffset: 0, isSameRecord: record == last, mark: marks[row])
      last = record
    }
    self = kept
    return end
  }

  // MARK: Order

  /// Records in the order in which they were made: by start and id; where both are the same, by what else they say.
  var inOrder: [Int] {
    batch.records.indices.sorted { left, right in
      let (former, latter) = (batch.records[left], batch.records[right])
      if former.startMilliseconds != latter.startMilliseconds { return former.startMilliseconds < latter.startMilliseconds }
      for field in [\UsageRecord.recordID, \.called, \.calling] {
        let (first, second) = (batch.text[former[keyPath: field].range], batch.text[latter[keyPath: field].range])
        if first != second { return first.lexicographicallyPrecedes(second) }
      }
      if former.durationMilliseconds != latter.durationMilliseconds {
        return former.durationMilliseconds < latter.durationMilliseconds
      }
      return left < right
    }
  }

  /// Indices into `rated.rated`.
  func rows(of record: Int) -> Range<Int> {
    Int(firstRows[record])..<(record + 1 < firstRows.count ? Int(firstRows[record + 1]) : marks.count)
  }
}

extension RatedBatch {
  /// Copies a row that is offered, with all that it points to.
  /// - Parameter record: the index that its record has here.
  mutating func append(_ row: Int, of other: RatedBatch, record: Int32) {
    var copy = other.rated[row]
    copy.record = record
    if copy.detail >= 0 {
      var detail = other.details[Int(copy.detail)]
      let first = Int32(truncatingIfNeeded: components.count)
      for index in detail.components { components.append(other.components[Int(index)]) }
      detail.components = first..<Int32(truncatingIfNeeded: components.count)
      copy.detail = Int32(truncatingIfNeeded: details.count)
      details.append(detail)
    }
    var offer = other.offers[Int(copy.offer)]
    offer.job.record = record
    let (firstRun, firstPlace) = (runs.count, places.count)
    for index in offer.runs { runs.append(other.runs[Int(index)]) }
    for index in offer.places { places.append(other.places[Int(index)]) }
    offer.runs = Int32(truncatingIfNeeded: firstRun)..<Int32(truncatingIfNeeded: runs.count)
    offer.places = Int32(truncatingIfNeeded: firstPlace)..<Int32(truncatingIfNeeded: places.count)
    copy.offer = Int32(truncatingIfNeeded: offers.count)
    offers.append(offer)
    rated.append(copy)
  }

  /// From when to when the usage starts that may draw on something, in milliseconds since 1970 UTC; `nil` where none may.
  package var offeredStarts: ClosedRange<Int64>? {
    guard let first = offers.first else { return nil }
    var (from, to) = (first.facts.start, first.facts.start)
    for index in offers.indices { (from, to) = (min(from, offers[index].facts.start), max(to, offers[index].facts.start)) }
    return from...to
  }

  /// Whether a row may draw on something.
  package func isOffered(_ row: Int) -> Bool { rated[row].offer >= 0 }
}
