internal import Rating
internal import RatingPipeline
internal import Telecom

/// Charges the usage of inputs in the order in which it was made.
///
/// The slow algorithm: hold all of it, sort it, and charge it. Here the inputs are read as often as it takes to hold only a
/// part of it at a time: each reading keeps what starts first, and the next one goes on behind it. An input of which
/// nothing starts in a part is passed over, so that inputs that came in the order of time are read about twice.
final class SortedReading {
  /// Records of a part; while it is gathered, twice as many and a half.
  static let partSize = 1 << 18
  /// Stands for the charge of a row whose record was set aside.
  static let setAside = Int64.min

  private let inputs: SettledInputs
  private let from: Int64?
  private let rater: AccountRater
  private let options: RatingRun.Options
  private let control: RatingRun.Control
  private let partSize: Int
  /// By input, then by offered row, what was charged; of inputs before the last settling usage behind it alone counts.
  private var charges: [[Int64]]
  private var work = PromiseWork()

  /// What a reading gathers.
  private final class Part {
    var usage = GatheredUsage()
    var starts: Range<Int64>
    /// By input, how many of its offered rows have come.
    var rows: [Int32]

    init(_ starts: Range<Int64>, inputs: Int) { (self.starts, rows) = (starts, Array(repeating: 0, count: inputs)) }
  }

  /// - Parameter from: up to when usage was settled before; `nil` where none was.
  init(
    _ inputs: SettledInputs, from: Int64?, by rater: AccountRater, _ options: RatingRun.Options, _ control: RatingRun.Control,
    partSize: Int = SortedReading.partSize
  ) {
    (self.inputs, self.from, self.rater, self.options, self.control) = (inputs, from, rater, options, control)
    self.partSize = partSize
    charges = Array(repeating: [], count: inputs.inputs.count)
  }

  // MARK: What was charged

  func charged(_ mark: GatheredUsage.Mark) -> Int64 { charges[Int(mark.input)][Int(mark.row)] }

  /// Notes what the next offered row of an input was charged.
  func append(_ nanos: Int64, to input: Int) { charges[input].append(nanos) }

  /// Charges what starts behind the last settling of the inputs before it, as that did, and notes it.
  func chargeFormer(_ state: inout AllowanceState) throws(RatingRun.Failure) {
    guard let from, inputs.oldCount > 0 else { return }
    try charge(from..<Int64.max, &state, ofFirst: inputs.oldCount) { usage, _ in
      for (mark, rated) in zip(usage.marks, usage.rated.rated) {
        let missing = Int(mark.row) + 1 - charges[Int(mark.input)].count
        if missing > 0 { charges[Int(mark.input)] += repeatElement(0, count: missing) }
        charges[Int(mark.input)][Int(mark.row)] = rated.chargeNanos
      }
    }
  }

  /// Reads the inputs since the last settling as they came.
  /// - Parameters:
  ///   - body: gets each batch, with the input's index.
  ///   - ended: told of each input that was read.
  func readNew(
    _ body: @escaping RepeatedReading.Body, ended: (Int) throws(RatingRun.Failure) -> Void
  ) throws(RatingRun.Failure) {
    let first = inputs.oldCount
    let reading = RepeatedReading(Array(inputs.inputs[first...]), by: rater, options, control)
    try reading.read(
      { input, batch, rated, place throws(BackOfficeError) in try body(first + input, batch, &rated, place) },
      ended: { input throws(RatingRun.Failure) in try ended(first + input) })
  }

  // MARK: In order

  /// - Parameters:
  ///   - starts: of the usage, milliseconds since 1970.
  ///   - count: of inputs, from the first; of all where it is `nil`.
  ///   - body: gets each part when it was charged, and its rows in that order.
  func charge(
    _ starts: Range<Int64>, _ state: inout AllowanceState, ofFirst count: Int? = nil,
    _ body: (GatheredUsage, [Int]) throws(RatingRun.Failure) -> Void
  ) throws(RatingRun.Failure) {
    var next = starts.lowerBound
    while next < starts.upperBound {
      let part = try gather(next..<starts.upperBound, ofFirst: count ?? inputs.inputs.count)
      let order: [Int]
      do throws(UncountableUsage) {
        order = try rater.settle(&part.usage, &state, &work)
      } catch {
        throw .backOffice(
          .unusable("record \(error.recordID): with it counts pass what can be kept, in the order in which usage was made"))
      }
      try body(part.usage, order)
      next = part.starts.upperBound
    }
  }

  private func gather(_ starts: Range<Int64>, ofFirst count: Int) throws(RatingRun.Failure) -> Part {
    let part = Part(starts, inputs: count)
    let reading = RepeatedReading(Array(inputs.inputs[..<count]), by: rater, options, control)
    try reading.read(where: { self.has($0, usageIn: part.starts) }) { input, batch, rated, place throws(BackOfficeError) in
      self.gather(input, batch, rated, place, part)
      // Nothing is drawn yet, and the run's counts add up all the same.
      var nobody = AllowanceState()
      self.rater.keepPromises(of: batch, &rated, &nobody, &self.work) { _ throws(Never) in true }
    }
    return part
  }

  private func has(_ input: Int, usageIn starts: Range<Int64>) -> Bool {
    guard let own = inputs.batches[input].batch.starts else { return false }
    return own.lowerBound < starts.upperBound && own.upperBound >= starts.lowerBound
  }

  private func gather(_ input: Int, _ batch: UsageBatch, _ rated: RatedBatch, _ place: BatchPlace, _ part: Part) {
    let first = input < inputs.oldCount ? from ?? .min : .min
    let source = Array(place.context.source.utf8)
    var last: Int32 = -1
    for row in rated.rated.indices where rated.isOffered(row) {
      let record = rated.rated[row].record
      let start = batch.records[Int(record)].startMilliseconds
      guard start >= first else { continue }
      let mark = GatheredUsage.Mark(input: Int32(truncatingIfNeeded: input), row: part.rows[input])
      part.rows[input] += 1
      guard part.starts.contains(start), !isSetAside(mark) else { continue }
      part.usage.append(
        row, of: rated, in: batch, source: source[...], firstLine: place.firstLine, byteOffset: place.byteOffset,
        isSameRecord: record == last, mark: mark)
      last = record
    }
    guard part.usage.batch.records.count > partSize * 2, let end = part.usage.keepEarliest(partSize) else { return }
    part.starts = part.starts.lowerBound..<end
  }

  private func isSetAside(_ mark: GatheredUsage.Mark) -> Bool {
    charges[Int(mark.input)].count > Int(mark.row) && charged(mark) == Self.setAside
  }
}
