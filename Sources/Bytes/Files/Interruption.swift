package import Dispatch
#if canImport(Glibc)
  internal import Glibc
#endif
internal import Synchronization

/// Asks a running program to end at the next good moment.
package enum Interruption {
  private static let requested = Atomic<Bool>(false)
  /// Of its own, so that a signal is heard while all threads of the pool wait for something.
  private static let queue = DispatchQueue(label: "interruption")

  /// Whether somebody asked; a read or write that waits for a pipe then gives up.
  package static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// From now on SIGINT, SIGTERM and SIGHUP ask instead of killing; a closed pipe, and a file that grows past the limit
  /// set for files, are errors of the write. A second request kills.
  /// - Parameter action: called when one of them arrives, on a queue of its own.
  /// - Returns: to be kept as long as signals are to be heard.
  package static func listen(_ action: @escaping @Sendable () -> Void) -> [any DispatchSourceSignal] {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    return [SIGINT, SIGTERM, SIGHUP].compactMap { number in
      let former = signal(number, SIG_IGN)
      // Under nohup a hang-up is nothing to heed.
      if number == SIGHUP, unsafe unsafeBitCast(former, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { return nil }
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        action()
        if requested.exchange(true, ordering: .relaxed) {
          signal(number, SIG_DFL)
          raise(number)
        }
      }
      source.resume()
      return source
    }
  }
}
