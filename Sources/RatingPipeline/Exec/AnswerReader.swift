internal import Bytes
internal import Foundation

/// Reads a program's standard output on a thread of its own for as long as it runs, so that it never waits for us while
/// we wait for it.
final class AnswerReader: @unchecked Sendable {  // Everything below is read and written under `condition` only.
  private let condition = NSCondition()
  private var lines: [[UInt8]] = []
  private var isAtEnd = false

  /// More is neither kept of a line nor of lines that nobody asked for.
  private static let longestLine = 1 << 16
  private static let mostLines = 16

  init(_ output: RawFile) {
    Thread { [self] in read(output) }.start()
  }

  private func read(_ output: RawFile) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var line: [UInt8] = []
    while let count = try? output.readAvailable(into: &buffer), count > 0 {
      for byte in buffer[..<count] {
        if byte == 10 {
          keep(line)
          line.removeAll(keepingCapacity: true)
        } else if line.count < Self.longestLine {
          line.append(byte)
        }
      }
    }
    condition.lock()
    isAtEnd = true
    condition.broadcast()
    condition.unlock()
  }

  private func keep(_ line: [UInt8]) {
    condition.lock()
    if lines.count < Self.mostLines { lines.append(line) }
    condition.broadcast()
    condition.unlock()
  }

  /// A line that is there already; nobody has asked for it.
  func unasked() -> [UInt8]? {
    condition.lock()
    defer { condition.unlock() }
    return lines.first
  }

  enum Reading {
    case line([UInt8])
    case ended
    case timeout
    case interrupted
  }

  /// Waits for the next line.
  func next(within seconds: Int) -> Reading {
    let deadline = ContinuousClock.now + .seconds(seconds)
    condition.lock()
    defer { condition.unlock() }
    while lines.isEmpty {
      if isAtEnd { return Interruption.isRequested ? .interrupted : .ended }
      if Interruption.isRequested { return .interrupted }
      if ContinuousClock.now >= deadline { return .timeout }
      _ = condition.wait(until: Date(timeIntervalSinceNow: 0.2))
    }
    return .line(lines.removeFirst())
  }
}
