package import Dispatch
#if canImport(Glibc)
  internal import Glibc
#endif
internal import Synchronization

/// Asks a running program to end at the next good moment.
package enum Interruption {
  private static let requested = Atomic<Bool>(false)

  /// Whether somebody asked; a read that waits for a pipe then gives up.
  package static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// From now on SIGINT and SIGTERM ask instead of killing, and a closed pipe is an error of the write.
  /// - Parameter action: called when one of them arrives, on a queue of its own.
  /// - Returns: to be kept as long as signals are to be heard.
  package static func listen(_ action: @escaping @Sendable () -> Void) -> [any DispatchSourceSignal] {
    signal(SIGPIPE, SIG_IGN)
    return [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        requested.store(true, ordering: .relaxed)
        action()
      }
      source.resume()
      return source
    }
  }
}
