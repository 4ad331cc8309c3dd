internal import CChildProcess
#if canImport(Glibc)
  internal import Glibc
#endif

/// A command that runs beside us: we write to its standard input and read from its standard output; its standard error
/// is ours.
///
/// It has a process group of its own: Ctrl-C at the terminal reaches us alone, and we decide what becomes of it.
package final class ChildProcess: @unchecked Sendable {  // Used by one thread at a time, but for `output`.
  /// `nil` once it was closed.
  package private(set) var input: RawFile?
  package let output: RawFile
  private let process: Int32
  /// How it ended.
  private var ending: Ending?

  package enum Ending: Hashable, Sendable, CustomStringConvertible {
    case status(Int32)
    case signal(Int32)

    package var description: String {
      switch self {
      case .status(let status): "status \(status)"
      case .signal(let number): "signal \(number)"
      }
    }
  }

  /// - Parameters:
  ///   - command: for `/bin/sh -c`.
  ///   - patience: seconds that a write may wait for the command to read.
  package init(shell command: String, patience: Int) throws(SystemError) {
    signal(SIGPIPE, SIG_IGN)  // That it reads no more is an error of the write.
    var (process, input, output) = (pid_t(0), Int32(-1), Int32(-1))
    let error = unsafe start_shell(command, &process, &input, &output)
    guard error == 0 else { throw SystemError(path: command, code: error) }
    self.process = process
    self.input = RawFile(path: command, descriptor: input, closes: true, patience: patience)
    self.output = RawFile(path: command, descriptor: output, closes: true)
  }

  deinit {
    input = nil
    if end(within: 2) == nil { kill() }
  }

  /// Tells it that nothing more comes.
  package func closeInput() { input = nil }

  /// Waits for its end.
  /// - Returns: `nil` when it is still running after that many seconds.
  package func end(within seconds: Int) -> Ending? {
    for attempt in 0... {
      if let ending { return ending }
      if collect(WNOHANG) { continue }
      if attempt >= seconds * 100 || Interruption.isRequested && attempt >= 100 { return nil }
      usleep(10_000)
    }
    return nil
  }

  /// Ends it and whatever it started at once.
  package func kill() {
    guard ending == nil else { return }
    _ = Glibc.kill(-process, SIGKILL)
    while !collect(0) {}
  }

  private func collect(_ options: Int32) -> Bool {
    var status: Int32 = 0
    let got = unsafe waitpid(process, &status, options)
    if got < 0, errno == EINTR { return false }
    guard got != 0 else { return false }
    let signal = status & 0x7F
    ending = signal == 0 ? .status(status >> 8 & 0xFF) : .signal(signal)
    return true
  }
}
