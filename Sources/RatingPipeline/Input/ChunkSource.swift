internal import Bytes
package import CDRDecoding
package import Compression
internal import Foundation
internal import Synchronization
package import Telecom

/// Cuts one input into chunks of whole records and gives them out in order, to whichever worker asks next.
///
/// Where records end at a line end and the file can be read at any place, the workers read for themselves: chunk *k*
/// holds the records that begin in bytes *k*·size ..< (*k*+1)·size, so nobody has to wait for the chunk before. Streams,
/// compressed files and records that span lines are read in turn, one worker at a time, and cut at the last record end.
package final class ChunkSource: Sendable {
  package struct Chunk: Sendable {
    /// Counted from 0 in each input.
    package var sequence: Int
    /// Where the chunk begins in the decompressed input.
    package var byteOffset: Int
  }

  /// A record longer than this is taken for a sign that the input is not what its dialect says.
  package static let longestRecord = 64 << 20

  package let source: String
  private let file: RawFile
  private let framing: RecordFraming
  private let chunkSize: Int
  private let regularSize: Int?
  private let state = Mutex(State())
  private let stream: ReadAhead
  private let control: RatingRun.Control

  private struct State {
    /// Of a regular file: the chunk that is given out next.
    var sequence = 0
    var hasFailed = false
    var bytesGiven = 0
  }

  /// Bytes that are read at first to find a record's end.
  private static let look = 1024

  /// Unpacked chunks that are kept ready at most.
  private static let unpackedAhead = 8

  /// - Parameters:
  ///   - input: the opened input; its sample is the beginning of the stream.
  ///   - chunkSize: bytes a chunk has, more or less.
  package init(_ input: OpenedInput, framing: RecordFraming, chunkSize: Int, control: RatingRun.Control) {
    source = input.path
    file = input.file
    self.framing = framing
    self.chunkSize = chunkSize
    self.control = control
    var anywhere = false
    if case .line = framing { anywhere = true }
    regularSize = anywhere && input.stream.compression == .none ? input.file.regularSize : nil
    stream = ReadAhead(
      StreamCutter(input, framing: framing, chunkSize: chunkSize),
      most: input.stream.compression == .none ? 1 : Self.unpackedAhead)
  }

  /// Bytes of the decompressed input that were given out so far.
  package var bytesGiven: Int { state.withLock { $0.bytesGiven } }

  /// Fills an emptied batch with the text of the next chunk.
  /// - Returns: `nil` at the end, and when the run was cancelled or another worker met an error.
  package func next(into batch: inout UsageBatch) throws(InputError) -> Chunk? {
    if control.isCancelled { return nil }
    batch.removeAllRecords()
    if let size = regularSize { return try nextAnywhere(into: &batch.text, count: &batch.inputCount, size: size) }
    guard let chunk = try stream.next(into: &batch.text, count: &batch.inputCount) else { return nil }
    state.withLock { $0.bytesGiven += batch.inputCount }
    return chunk
  }

  // MARK: Regular files

  private func nextAnywhere(into text: inout [UInt8], count: inout Int, size: Int) throws(InputError) -> Chunk? {
    guard case .line(let lineEnd) = framing else { return nil }
    let sequence = state.withLock { state in
      if state.hasFailed { return -1 }
      defer { state.sequence += 1 }
      return state.sequence
    }
    let begin = sequence * chunkSize
    guard sequence >= 0, begin < size else { return nil }
    do throws(InputError) {
      // The byte before tells whether a record begins right here. The first record end is looked for in a small part, so
      // that the chunk itself is read to where it has to be.
      var start = begin
      if begin > 0 {
        let from = begin - 1
        var have = try read(&text, at: from, wanted: min(Self.look, size - from), had: 0)
        start = try from + end(of: lineEnd, in: &text, from: 0, base: from, have: &have, size: size)
      }
      let until = min(begin + chunkSize, size)
      count = 0
      if start < until {
        var have = try read(&text, at: start, wanted: min(until + Self.look, size) - start, had: 0)
        count = try end(of: lineEnd, in: &text, from: until - start - 1, base: start, have: &have, size: size)
      }
      let given = count
      state.withLock { $0.bytesGiven += given }
      return Chunk(sequence: sequence, byteOffset: start)
    } catch {
      state.withLock { $0.hasFailed = true }
      throw error
    }
  }

  /// Reads on until `text` holds `wanted` bytes from `offset`, of which it has some already.
  private func read(_ text: inout [UInt8], at offset: Int, wanted: Int, had: Int) throws(InputError) -> Int {
    text.grow(to: wanted)
    let got: Int
    do throws(SystemError) {
      got = try file.read(into: &text, had..<wanted, at: offset + had)
    } catch {
      throw .system(error)
    }
    guard got == wanted - had else { throw .truncated(path: source, .none, atOutputByte: offset + had + got) }
    return wanted
  }

  /// The place behind the first line end at or after `from`, reading on where there is none yet.
  private func end(
    of lineEnd: UInt8, in text: inout [UInt8], from: Int, base: Int, have: inout Int, size: Int
  ) throws(InputError) -> Int {
    var searched = from
    while true {
      if let found = text.firstIndex(of: lineEnd, in: searched..<have) { return found + 1 }
      if base + have >= size { return have }
      guard have - from < Self.longestRecord else { throw .recordTooLong(path: source, atByte: base + from) }
      searched = have
      have = try read(&text, at: base, wanted: min(have * 2, size - base), had: have)
    }
  }
}
