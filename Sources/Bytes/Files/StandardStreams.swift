#if canImport(Glibc)
  @unsafe @preconcurrency internal import Glibc  // SAFETY: `stdout` is set before the program begins, and never again.
#endif

/// The three descriptors every program is born with.
package enum StandardStreams {
  /// Opens those that the caller closed (`2>&-`), lest a file that is opened next takes their number, and messages end
  /// in its middle. What was closed for reading or writing still cannot be read or written.
  package static func reserve() {
    for (descriptor, flags) in [(Int32(0), O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)] where fcntl(descriptor, F_GETFD) < 0 {
      _ = unsafe open("/dev/null", flags)
    }
  }

  /// Writes what `print` still holds back.
  /// - Throws: when something that was printed, now or before, could not be written.
  package static func flush() throws(SystemError) {
    errno = 0
    guard unsafe fflush(stdout) != 0 || ferror(stdout) != 0 else { return }
    throw SystemError(path: "standard output", code: errno == 0 ? EIO : errno)
  }
}
