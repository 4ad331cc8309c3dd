internal import Foundation

/// The number of the first line of each chunk, known as soon as all chunks before it have counted their lines.
final class LineNumbers: @unchecked Sendable {  // Everything below is read and written under `condition` only.
  private let condition = NSCondition()
  private var counts: [Int: Int] = [:]
  private var next = 0
  private var first = 1
  private var firstLines: [Int: Int] = [:]
  private var isAbandoned = false

  /// - Parameter lineCount: line ends of the chunk.
  func publish(_ sequence: Int, lineCount: Int) {
    condition.lock()
    defer { condition.unlock() }
    counts[sequence] = lineCount
    while let count = counts.removeValue(forKey: next) {
      firstLines[next] = first
      first += count
      next += 1
    }
    condition.broadcast()
  }

  /// - Returns: counted from 1; `nil` when the run was given up. To be asked once a chunk.
  func firstLine(of sequence: Int) -> Int? {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if let line = firstLines.removeValue(forKey: sequence) { return line }
      if isAbandoned { return nil }
      condition.wait()
    }
  }

  func abandon() {
    condition.lock()
    isAbandoned = true
    condition.broadcast()
    condition.unlock()
  }
}
