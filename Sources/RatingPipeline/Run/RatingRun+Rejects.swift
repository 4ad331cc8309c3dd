internal import Bytes
internal import CDRDecoding
internal import Telecom

extension RatingRun {
  /// Rates the records of a rejects file again, each read as it was read before, each with its first source and line.
  func rateRejects(_ input: OpenedInput) throws(Failure) -> RunSummary {
    let chunks = ChunkSource(
      input, framing: .quotedLines(RejectsReader.layout), chunkSize: options.chunkSize, control: control)
    var reader = RejectsReader(input.path, run: self)
    var summary = RunSummary()
    summary.files = 1
    var chunk = UsageBatch()
    var line = 1
    let workspace = Workspace(office.makePart())
    do {
      while try chunks.next(into: &chunk) != nil {
        digest?.update(chunk.text, 0..<chunk.inputCount)
        let (segments, lines) = try reader.read(chunk, firstLine: line)
        line += lines
        for segment in segments {
          workspace.batch = segment.batch
          workspace.recordsRead = segment.reading.decoder.recordsRead(in: segment.batch)
          if segment.reading.joins { join(workspace, segment.reading) }
          try rate(workspace, in: segment.reading.context)
          workspace.encode(in: segment.reading.context)
          try take(workspace)
          summary.add(workspace.summary)
        }
      }
    } catch let error as Failure {
      throw error
    } catch let error as BackOfficeError {
      throw Failure(error)
    } catch {
      throw .input("\(error)")
    }
    if control.isCancelled { throw .cancelled }
    summary.bytes = chunks.bytesGiven
    return summary
  }
}
