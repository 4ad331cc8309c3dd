internal import Compression
internal import Foundation

/// Chunks of a stream that nobody has taken yet.
///
/// Any worker may be the one that reads: who finds too few chunks ready and nobody reading cuts several in a row, and
/// the others take what is ready meanwhile. Several, because unpacking copies from the last megabytes it wrote, which
/// each change to other work takes out of the processor's nearest cache, and because waiting for a turn invites others in.
final class ReadAhead: @unchecked Sendable {  // The cutter is the reader's alone; all else is touched under `condition`.
  private struct Piece {
    var chunk: ChunkSource.Chunk
    var text: [UInt8]
    var count: Int
  }

  private let cutter: StreamCutter
  /// How many chunks may be ready before their reader stops, and how few before somebody reads on.
  private let most: Int
  private let fewest: Int
  private let condition = NSCondition()
  private var ready: [Piece] = []
  /// Memory of chunks that were taken.
  private var spare: [[UInt8]] = []
  private var isReading = false
  private var isAtEnd = false

  /// - Parameter most: chunks, at least one.
  init(_ cutter: StreamCutter, most: Int) {
    self.cutter = cutter
    self.most = most
    fewest = max(1, most / 4)
  }

  /// Puts the text of the next chunk in the place of `text`.
  /// - Parameter count: how many bytes of it are the chunk's.
  /// - Returns: `nil` at the end, and after an error, which one worker only gets to see.
  func next(into text: inout [UInt8], count: inout Int) throws(InputError) -> ChunkSource.Chunk? {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if ready.count < fewest, !isReading, !isAtEnd { try read() }
      if !ready.isEmpty {
        var piece = ready.removeFirst()
        swap(&text, &piece.text)
        spare.append(piece.text)
        count = piece.count
        return piece.chunk
      }
      if isAtEnd { return nil }
      condition.wait()
    }
  }

  /// Cuts chunks until there are enough. The lock is held before and after, not meanwhile.
  private func read() throws(InputError) {
    isReading = true
    defer {
      isReading = false
      condition.broadcast()
    }
    while ready.count < most, !isAtEnd {
      var text = spare.popLast() ?? []
      condition.unlock()
      let cut: Result<(chunk: ChunkSource.Chunk, count: Int)?, InputError>
      do throws(InputError) { cut = .success(try cutter.cut(into: &text)) } catch { cut = .failure(error) }
      condition.lock()
      switch cut {
      case .success(let piece?):
        ready.append(Piece(chunk: piece.chunk, text: text, count: piece.count))
        condition.signal()
      case .success(nil):
        isAtEnd = true
      case .failure(let error):
        isAtEnd = true
        ready.removeAll()
        throw error
      }
    }
  }
}
