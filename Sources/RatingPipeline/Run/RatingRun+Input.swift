package import Bytes
internal import CDRDecoding
internal import Compression
internal import Dispatch
internal import Telecom

extension RatingRun {
  /// How an input is read.
  private enum Content {
    case blank
    case rejects
    case records(Reading)
  }

  /// Rates one input and has it committed. When the input fails, what was taken of it is taken back and the run can go
  /// on.
  package func rate(_ path: String) throws(Failure) {
    try rate(path) { () throws(InputError) in try OpenedInput(path) }
  }

  /// Rates one input under another name: it is called so wherever usage says where it stood.
  package func rate(_ path: String, as name: String) throws(Failure) {
    try rate(path) { () throws(InputError) in
      var input = try OpenedInput(path)
      input.name = name
      return input
    }
  }

  /// Rates an open file, which has its name for messages alone: it is not opened by it again.
  package func rate(_ file: RawFile) throws(Failure) {
    precondition(office.contentDigest != .atBegin, "an open file is read once")
    try rate(file.path) { () throws(InputError) in try OpenedInput(file) }
  }

  private func rate(_ path: String, open: () throws(InputError) -> OpenedInput) throws(Failure) {
    let (savedJoiners, savedSessions) = (joiners, openSessions)
    var hasBegun = false
    var isCommitted = false
    defer {
      if !isCommitted {
        (joiners, openSessions) = (savedJoiners, savedSessions)
        promises?.takeBack()
      }
    }
    do throws(Failure) {
      let input: OpenedInput
      do throws(InputError) { input = try open() } catch { throw .input("\(error)") }
      let content = try content(of: input)
      var batch = try identify(input)
      let decision = try asking { () throws(BackOfficeError) in try office.begin(batch) }
      if case .committedBefore(let remark, let records) = decision { return noteCommittedBefore(path, remark, records) }
      hasBegun = true
      hasJoined = false
      var batchSummary = try rateWhole(input, content)
      if office.commitsEachBatch {
        batchSummary.add(try takeLeftovers())
        batchSummary.correct(by: try asking { () throws(BackOfficeError) in try office.settle() })
        try checkConservation(of: batchSummary)
      }
      try complete(&batch, byteCount: batchSummary.bytes)
      let end = try asking { () throws(BackOfficeError) in try office.commit(batch, batchSummary) }
      if case .committedBefore(let remark, let records) = end { return noteCommittedBefore(path, remark, records) }
      isCommitted = true
      promises?.keep()
      summary.add(batchSummary)
    } catch {
      try fail(path, error, hasBegun: hasBegun)
    }
  }

  private func fail(_ path: String, _ failure: Failure, hasBegun: Bool) throws(Failure) {
    guard !control.isCancelled, case .input(let message) = failure else {
      // The run is over, and so is the back office: that it cannot take back either is no news.
      if hasBegun { _ = try? office.abandon() }
      isGivenUp = control.isCancelled
      if control.isCancelled { throw .cancelled }
      summary.failedFiles.append(path)
      throw failure
    }
    summary.failedFiles.append(path)
    guard hasBegun, try !asking({ () throws(BackOfficeError) in try office.abandon() }) else { throw failure }
    throw .input("\(message); rows of it that were complete are in the output already")
  }

  private func noteCommittedBefore(_ path: String, _ remark: String, _ records: Int) {
    summary.committedBefore.append(path)
    summary.read += records
    summary.duplicates += records
    warn("\(path): its content was committed before\(remark.isEmpty ? "" : ", \(remark)"); nothing of it is taken again")
  }

  // MARK: Which batch it is

  /// - Returns: with the digest where the back office wants it now and the input can be read twice.
  private func identify(_ input: OpenedInput) throws(Failure) -> BatchIdentity {
    var batch = BatchIdentity(source: input.path)
    digest = office.contentDigest == .never ? nil : SHA256()
    guard office.contentDigest == .atBegin, input.path != "-", input.file.regularSize != nil else { return batch }
    let content: InputDigest?
    do throws(InputError) { content = try InputDigest.read(input.path, control) } catch { throw .input("\(error)") }
    guard let content else { throw .cancelled }
    (batch.byteCount, batch.digest) = (content.byteCount, content.digest)
    return batch
  }

  /// Adds what is known now that everything was read.
  private func complete(_ batch: inout BatchIdentity, byteCount: Int) throws(Failure) {
    batch.joins = hasJoined
    guard let digest = digest?.digest() else { return }
    if let before = batch.digest, before != digest {
      throw .input("\(batch.source): it changed while it was read; rate it again when it is complete")
    }
    batch.byteCount = byteCount
    batch.digest = digest
  }

  // MARK: Its records

  private func content(of input: OpenedInput) throws(Failure) -> Content {
    if input.isBlank { return .blank }
    if input.sample.starts(with: RejectsWriter.header) { return .rejects }
    return .records(try Reading(input, run: self))
  }

  private func rateWhole(_ input: OpenedInput, _ content: Content) throws(Failure) -> RunSummary {
    switch content {
    case .blank:
      digest?.update(input.sample)
      var empty = RunSummary()
      empty.files = 1
      empty.bytes = input.sample.count
      return empty
    case .rejects:
      return try rateRejects(input)
    case .records(let reading):
      hasAssumedZone = false
      defer {
        if hasAssumedZone {
          warn(
            "\(input.path): its times have no zone; read as \(zone.name), the plan's own; --time-zone says otherwise")
        }
      }
      return try rateRecords(input, reading)
    }
  }

  private func rateRecords(_ input: OpenedInput, _ reading: Reading) throws(Failure) -> RunSummary {
    let chunks = ChunkSource(input, framing: reading.framing, chunkSize: options.chunkSize, control: control)
    let crew = Crew(window: options.threads * 4, office: office) { [self] workspace in try settle(workspace, reading) }
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
          if !reading.joins, let promises {
            guard try crew.turns.take(chunk.sequence, { try workspace.draw(on: promises, in: reading.context) })
            else { return }
          }
          if !reading.joins { workspace.encode(in: reading.context) }
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

  /// The ordered step: joins what has to be joined, and has it taken.
  private func settle(_ workspace: Workspace, _ reading: Reading) throws {
    digest?.update(workspace.batch.text, 0..<workspace.batch.inputCount)
    if options.zone == nil, workspace.scratch.usedGivenZone { hasAssumedZone = true }
    if reading.joins {
      join(workspace, reading)
      try rate(workspace, in: reading.context)
      workspace.encode(in: reading.context)
    }
    try take(workspace)
  }

  func join(_ workspace: Workspace, _ reading: Reading) {
    hasJoined = true
    let fresh = { Joining(joiner: RecordJoiner(for: reading.dialect), context: reading.context) }
    joiners[reading.kind, default: fresh()].joiner.join(
      &workspace.batch, source: reading.source, firstLine: workspace.firstLine, byteOffset: workspace.byteOffset)
  }
}
