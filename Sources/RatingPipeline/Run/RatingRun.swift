package import Bytes
package import CDRDecoding
internal import Compression
internal import Dispatch
internal import RatePlans
package import Rating
internal import Synchronization
package import Telecom

/// Rates files one after the other, each on all threads, into one output and one rejects file.
///
/// Workers take chunks in order, decode and rate them on their own and hand the rows to the ordered step, which writes
/// them in the order of the input. What one file wrote is kept only when the whole file could be read.
///
/// What changes in it is touched by the ordered step alone, and between two files by the thread that calls.
package final class RatingRun: @unchecked Sendable {
  package struct Options: Sendable {
    /// `nil` recognises the dialect of each input from its content.
    package var dialect: Dialect?
    /// What the dialect was asked for by; goes into rejects so that they can be read again.
    package var dialectName: String?
    /// For times without an offset of their own; `nil` takes the plan's.
    package var zone: ZoneRules?
    package var threads: Int
    package var format: RatedUsageWriter.Format
    /// Bytes a chunk has, more or less.
    package var chunkSize = 1 << 18

    package init(threads: Int, format: RatedUsageWriter.Format) {
      self.threads = threads
      self.format = format
    }
  }

  /// Lets a signal end the run between two chunks, and others see how far it is.
  package final class Control: Sendable {
    private let cancelled = Atomic<Bool>(false)
    private let bytes = Atomic<Int>(0)
    private let records = Atomic<Int>(0)

    package init() {}

    package var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
    package func cancel() { cancelled.store(true, ordering: .relaxed) }
    /// Bytes of decompressed input taken in so far, and records of it that were rated or set aside.
    package var progress: (bytes: Int, records: Int) {
      (bytes.load(ordering: .relaxed), records.load(ordering: .relaxed))
    }

    func advance(bytes: Int, records: Int) {
      self.bytes.add(bytes, ordering: .relaxed)
      self.records.add(records, ordering: .relaxed)
    }
  }

  let rater: UsageRater

  package var currency: Currency { rater.plan.currency }

  let options: Options
  let control: Control
  private let output: OutputFile
  private let rejects: OutputFile?
  private let warn: (String) -> Void
  /// Some time of the current input was read by the plan's zone, which nobody had named.
  private var hasAssumedZone = false
  private var joiners: [String: Joining] = [:]
  /// Records of files that were read to their end.
  package private(set) var summary = RunSummary()

  /// - Parameter warn: told what the user should know but nobody has to stop for.
  package init(
    rater: UsageRater, options: Options, output: OutputFile, rejects: OutputFile?, control: Control,
    warn: @escaping (String) -> Void
  ) throws(SystemError) {
    self.rater = rater
    self.options = options
    self.output = output
    self.rejects = rejects
    self.control = control
    self.warn = warn
    let header = ByteWriter()
    RatedUsageWriter(options.format, rater: rater, source: "").writeHeader(to: header)
    try output.write(header)
    try output.endInput()
    if let rejects {
      let header = ByteWriter()
      header.append(contentsOf: RejectsWriter.header)
      try rejects.write(header)
      try rejects.endInput()
    }
  }

  /// Calls whose records are joined, and how those that stay alone are written.
  private struct Joining {
    var joiner: RecordJoiner
    let writers: Writers
  }

  /// Why a file has no part in the output.
  package enum Failure: Error, CustomStringConvertible {
    /// The file, or what it says it is; the next one may be better.
    case input(String)
    /// The output; nothing more can be done.
    case output(SystemError)
    case cancelled

    package var description: String {
      switch self {
      case .input(let message): message
      case .output(let error): "\(error)"
      case .cancelled: "interrupted"
      }
    }
  }

  // MARK: One file

  /// Rates one input. On an input's failure what it wrote is taken back and the run can go on.
  package func rate(_ path: String) throws(Failure) {
    let savedJoiners = joiners
    do throws(Failure) {
      let fileSummary = try rateWhole(path)
      try endInput()
      summary.add(fileSummary)
    } catch {
      joiners = savedJoiners
      if control.isCancelled { throw .cancelled }
      summary.failedFiles.append(path)
      guard case .input(let message) = error else { throw error }
      if try takeBackInput() { throw error }
      throw .input("\(message); rows of it that were complete are in the output already")
    }
  }

  /// - Returns: whether nothing of the input is left in the output.
  private func takeBackInput() throws(Failure) -> Bool {
    do throws(SystemError) {
      let isClean = try output.takeBackInput()
      _ = try rejects?.takeBackInput()
      return isClean
    } catch {
      throw .output(error)
    }
  }

  private func endInput() throws(Failure) {
    do throws(SystemError) {
      try output.endInput()
      try rejects?.endInput()
    } catch {
      throw .output(error)
    }
  }

  private func rateWhole(_ path: String) throws(Failure) -> RunSummary {
    let input: OpenedInput
    do throws(InputError) { input = try OpenedInput(path) } catch { throw .input("\(error)") }
    guard !input.isBlank else {
      var empty = RunSummary()
      empty.files = 1
      empty.bytes = input.sample.count
      return empty
    }
    if input.sample.starts(with: RejectsWriter.header) { return try rateRejects(input) }
    let reading = try Reading(input, run: self)
    hasAssumedZone = false
    defer {
      if hasAssumedZone {
        warn("\(path): its times have no zone; read as \(zone.name), the plan's own; --time-zone says otherwise")
      }
    }
    return try rateRecords(input, reading)
  }

  private func rateRecords(_ input: OpenedInput, _ reading: Reading) throws(Failure) -> RunSummary {
    let chunks = ChunkSource(input, framing: reading.framing, chunkSize: options.chunkSize, control: control)
    let crew = Crew(window: options.threads * 4) { [self] workspace in try finish(workspace, reading) }
    DispatchQueue.concurrentPerform(iterations: options.threads) { [self] _ in
      do {
        while true {
          let workspace = crew.workspace()
          guard let chunk = try chunks.next(into: &workspace.batch) else { return }
          workspace.byteOffset = chunk.byteOffset
          reading.decode(workspace, atStart: chunk.sequence == 0)
          crew.lines.publish(chunk.sequence, lineCount: workspace.batch.lineCount)
          if !reading.joins { workspace.rate(by: rater) }
          guard let line = crew.lines.firstLine(of: chunk.sequence) else { return }
          workspace.firstLine = line
          if !reading.joins { workspace.write(by: reading.writers) }
          try crew.submit(chunk.sequence, workspace)
        }
      } catch {
        crew.abandon(error)
      }
    }
    var summary = try crew.result()
    if control.isCancelled { throw .cancelled }
    summary.files = 1
    summary.bytes = chunks.bytesGiven
    return summary
  }

  /// The ordered step: joins what has to be joined, and writes.
  private func finish(_ workspace: Workspace, _ reading: Reading) throws {
    if options.zone == nil, workspace.scratch.usedGivenZone { hasAssumedZone = true }
    if reading.joins {
      join(workspace, reading)
      workspace.rate(by: rater)
      workspace.write(by: reading.writers)
    }
    try emit(workspace)
  }

  func join(_ workspace: Workspace, _ reading: Reading) {
    let fresh = { Joining(joiner: RecordJoiner(for: reading.dialect), writers: reading.writers) }
    joiners[reading.kind, default: fresh()].joiner.join(
      &workspace.batch, source: reading.source, firstLine: workspace.firstLine, byteOffset: workspace.byteOffset)
  }

  func emit(_ workspace: Workspace) throws(SystemError) {
    try output.write(workspace.output)
    try rejects?.write(workspace.rejects)
    control.advance(bytes: workspace.batch.inputCount, records: workspace.summary.read)
  }

  // MARK: The end

  /// Sets aside what still waits for its other half, and makes the result appear under its name.
  /// - Returns: sessions that began but never ended.
  package func commit() throws(Failure) -> [OpenSession] {
    var open: [OpenSession] = []
    for kind in joiners.keys.sorted() {
      guard var joining = joiners[kind] else { continue }
      open += joining.joiner.openSessions
      let workspace = Workspace()
      workspace.batch = joining.joiner.finish()
      workspace.recordsRead = 0
      workspace.rate(by: rater)
      workspace.write(by: joining.writers)
      do throws(SystemError) { try emit(workspace) } catch { throw .output(error) }
      summary.add(workspace.summary)
    }
    try endInput()
    guard summary.addsUp else { throw .input("the counts of this run do not add up: please report it as a defect") }
    // The last moment: from here on the result is there.
    if control.isCancelled { throw .cancelled }
    do throws(SystemError) {
      try rejects?.commit()
      try output.commit()
    } catch {
      throw .output(error)
    }
    return open
  }

  /// For times without an offset of their own.
  var zone: ZoneRules { options.zone ?? rater.plan.zone }

  /// What turns batches of one input into text.
  struct Writers: Sendable {
    let rated: RatedUsageWriter
    let rejects: RejectsWriter

    init(_ run: RatingRun, source: String, format: String, zone: String, header: [UInt8]) {
      rated = RatedUsageWriter(run.options.format, rater: run.rater, source: source)
      rejects = RejectsWriter(
        source: source, format: format, timeZone: zone, header: header, planName: run.rater.plan.name)
    }
  }
}
