#if canImport(Glibc)
  internal import Glibc
#endif

/// What the operating system said when it refused: `No space left on device`.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  package let path: String
  package let code: Int32

  package var description: String { "\(path): \(reason)" }
  /// Without the path.
  package var reason: String { unsafe String(cString: strerror(code)) }
  package var isClosedPipe: Bool { code == EPIPE }
  package var isNotFound: Bool { code == ENOENT }
  package var isAlreadyThere: Bool { code == EEXIST }
  /// A wait that ended because the program was asked to end.
  package var isInterruption: Bool { code == EINTR }
  /// A wait that took longer than allowed.
  package var isTimeout: Bool { code == ETIMEDOUT }
  package var isFolder: Bool { code == EISDIR }

  package static func notFound(_ path: String) -> SystemError { SystemError(path: path, code: ENOENT) }
  /// What a wait is given up with when the program is asked to end.
  package static func interruption(_ path: String) -> SystemError { SystemError(path: path, code: EINTR) }

  package init(path: String, code: Int32) {
    self.path = path
    self.code = code
  }
}
