internal import Foundation

/// Brings finished chunks back into the order of the input: whoever finishes the chunk that is due also takes those
/// behind it that were finished earlier. Nobody waits, but for one who runs further ahead than the window allows.
final class OrderedStep<Payload: Sendable>: @unchecked Sendable {  // The state is read and written under `condition` only.
  private let condition = NSCondition()
  private var waiting: [Int: Payload] = [:]
  private var next = 0
  private var isBusy = false
  private var isAbandoned = false
  private let window: Int
  private let body: (Payload) throws -> Void

  /// - Parameter body: called for one payload at a time, in order; from whichever thread.
  init(window: Int, _ body: @escaping (Payload) throws -> Void) {
    self.window = window
    self.body = body
  }

  /// - Parameter done: called with each payload when it went through.
  /// - Throws: what `body` threw; everything behind is then dropped.
  func submit(_ sequence: Int, _ payload: Payload, done: (Payload) -> Void) throws {
    condition.lock()
    defer { condition.unlock() }
    while !isAbandoned, sequence >= next + window { condition.wait() }
    guard !isAbandoned else { return }
    waiting[sequence] = payload
    guard !isBusy else { return }
    isBusy = true
    defer { isBusy = false }
    while !isAbandoned, let due = waiting.removeValue(forKey: next) {
      condition.unlock()
      do {
        try body(due)
        done(due)
        condition.lock()
      } catch {
        condition.lock()
        isAbandoned = true
        waiting.removeAll()
        condition.broadcast()
        throw error
      }
      next += 1
      condition.broadcast()
    }
  }

  func abandon() {
    condition.lock()
    isAbandoned = true
    waiting.removeAll()
    condition.broadcast()
    condition.unlock()
  }
}
