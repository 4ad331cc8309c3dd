internal import Bytes
internal import Compression

/// Two files as the back office: rated usage and rejects. They appear under their names when the run is finished.
package final class FileOffice: BackOffice, @unchecked Sendable {  // One thread at a time, as the protocol says.
  private let format: RatedUsageWriter.Format
  private let output: OutputFile
  private let rejects: OutputFile?
  private let isDurable: Bool

  package let contentDigest = DigestMoment.never
  package let commitsEachBatch = false

  /// - Parameter isDurable: whether the files are on the disk, under their names, once the run is finished; else when the
  ///   system comes to it.
  package init(
    _ output: OutputFile, rejects: OutputFile?, format: RatedUsageWriter.Format, isDurable: Bool = false
  ) throws(BackOfficeError) {
    self.isDurable = isDurable
    self.format = format
    self.output = output
    self.rejects = rejects
    let header = ByteWriter()
    RatedUsageWriter.writeHeader(format, to: header)
    do throws(SystemError) {
      try output.write(header)
      if let rejects {
        header.removeAll()
        header.append(contentsOf: RejectsWriter.header)
        try rejects.write(header)
      }
    } catch {
      throw .system(error)
    }
    try keep()
  }

  /// Whether inputs can be taken back: nothing goes to standard output, a pipe or a device.
  package var takesBack: Bool { !output.isDirect && !(rejects?.isDirect ?? false) }

  package func makePart() -> any UsagePart { RowsPart(format) }

  package func begin(_ batch: BatchIdentity) -> BatchDecision { .take }

  package func take(_ part: any UsagePart) throws(BackOfficeError) -> PartOutcome {
    guard let part = part as? RowsPart else { preconditionFailure("a part of another back office") }
    do throws(SystemError) {
      try output.write(part.rows)
      try rejects?.write(part.rejects)
    } catch {
      throw .system(error)
    }
    return .allTaken
  }

  package func settle() -> PartOutcome { .allTaken }

  package func commit(_ batch: BatchIdentity, _ summary: RunSummary) throws(BackOfficeError) -> BatchDecision {
    try keep()
    return .take
  }

  private func keep() throws(BackOfficeError) {
    do throws(SystemError) {
      try output.endInput()
      try rejects?.endInput()
    } catch {
      throw .system(error)
    }
  }

  package func abandon() throws(BackOfficeError) -> Bool {
    do throws(SystemError) {
      let isClean = try output.takeBackInput()
      _ = try rejects?.takeBackInput()
      return isClean
    } catch {
      throw .system(error)
    }
  }

  package func finish() throws(BackOfficeError) {
    do throws(SystemError) {
      try rejects?.commit(durably: isDurable)
      try output.commit(durably: isDurable)
    } catch {
      throw .system(error)
    }
  }
}
