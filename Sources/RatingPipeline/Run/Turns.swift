internal import Foundation

/// Lets workers do something in the order of their chunks: each waits until all before it have done it.
final class Turns: @unchecked Sendable {  // Everything below is read and written under `condition` only.
  private let condition = NSCondition()
  private var next = 0
  private var isAbandoned = false

  /// - Parameter body: done by one at a time. The next one follows once it returns.
  /// - Returns: false when the run was given up.
  func take(_ sequence: Int, _ body: () throws -> Void) throws -> Bool {
    condition.lock()
    while !isAbandoned, next < sequence { condition.wait() }
    let isMine = !isAbandoned
    condition.unlock()
    guard isMine else { return false }
    try body()
    condition.lock()
    next = sequence + 1
    condition.broadcast()
    condition.unlock()
    return true
  }

  func abandon() {
    condition.lock()
    isAbandoned = true
    condition.broadcast()
    condition.unlock()
  }
}
