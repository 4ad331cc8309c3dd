internal import Bytes
internal import Synchronization

/// The files of a plan: those of the file system, or the same kept somewhere else.
package final class PlanFiles: Sendable {
  /// By path, as plan.yaml names them.
  package typealias Contents = [String: [UInt8]]

  private let kept: Contents?
  private let remembers: Bool
  private let seen = Mutex(Contents())

  /// Those of the file system.
  /// - Parameter remembers: keeps what is read.
  package init(remembers: Bool = false) {
    kept = nil
    self.remembers = remembers
  }

  package init(_ contents: Contents) {
    kept = contents
    remembers = false
  }

  /// What was read so far, where it is remembered.
  package var contents: Contents { seen.withLock { $0 } }

  func read(_ path: String, threads: Int) throws(SystemError) -> [UInt8] {
    guard let kept else {
      let bytes = try RawFile.reading(path).contents(threads: threads)
      if remembers { seen.withLock { $0[path] = bytes } }
      return bytes
    }
    guard let bytes = kept[path] else { throw SystemError.notFound(path) }
    return bytes
  }
}
