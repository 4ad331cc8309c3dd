internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#endif

/// An open file descriptor. Reading at an offset and writing may be done from any thread.
package final class RawFile: Sendable {
  package let path: String
  private let descriptor: Int32
  private let closes: Bool
  private let isRegular: Bool
  /// Seconds that a write may wait for somebody to read; `nil` waits on.
  private let patience: Int?

  init(path: String, descriptor: Int32, closes: Bool, patience: Int? = nil) {
    self.patience = patience
    self.path = path
    self.descriptor = descriptor
    self.closes = closes
    isRegular = Self.status(of: descriptor).st_mode & S_IFMT == S_IFREG
  }

  deinit { if closes { close(descriptor) } }

  package static let standardInput = RawFile(path: "-", descriptor: 0, closes: false)
  package static let standardOutput = reopenedOutput ?? RawFile(path: "-", descriptor: 1, closes: false)
  package static let standardError = RawFile(path: "-", descriptor: 2, closes: false)

  /// Standard output opened once more, where it is a pipe: its writes may then refuse to wait, so that a run that nobody
  /// reads from can be interrupted, and yet others that share the pipe notice nothing.
  private static var reopenedOutput: RawFile? {
    guard status(of: 1).st_mode & S_IFMT == S_IFIFO else { return nil }
    let descriptor = unsafe open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK | O_CLOEXEC)
    return descriptor >= 0 ? RawFile(path: "-", descriptor: descriptor, closes: true) : nil
  }

  /// - Throws: also for a folder, which Linux would open.
  package static func reading(_ path: String) throws(SystemError) -> RawFile {
    // Not to block: a named pipe nobody writes to yet could not be given up, but here every read waits by itself.
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(path: path, code: errno) }
    let file = RawFile(path: path, descriptor: descriptor, closes: true)
    guard Self.status(of: descriptor).st_mode & S_IFMT != S_IFDIR else { throw SystemError(path: path, code: EISDIR) }
    return file
  }

  /// Creates or empties the file.
  package static func writing(_ path: String) throws(SystemError) -> RawFile {
    try opened(path, O_WRONLY | O_CREAT | O_TRUNC)
  }

  /// Creates a file that must not be there yet; `EEXIST` tells that it is.
  package static func creating(_ path: String) throws(SystemError) -> RawFile {
    try opened(path, O_WRONLY | O_CREAT | O_EXCL)
  }

  /// Creates a file without a name, which nobody else can read and which is gone with the last reference to it.
  /// - Parameter path: what it is called in messages.
  package static func unnamed(in folder: String, as path: String) throws(SystemError) -> RawFile {
    let name = "\(folder)/.tollbook-\(processID)-\(UInt64.random(in: 0 ... .max))"
    let descriptor = unsafe open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw SystemError(path: name, code: errno) }
    remove(name)
    return RawFile(path: path, descriptor: descriptor, closes: true)
  }

  /// Locks a folder against others who do the same, until the last reference is gone, or the program.
  /// - Returns: `nil` when another program has it.
  package static func lockingFolder(_ path: String) throws(SystemError) -> RawFile? {
    let folder = try folder(path)
    guard flock(folder.descriptor, LOCK_EX | LOCK_NB) != 0 else { return folder }
    if errno == EWOULDBLOCK { return nil }
    throw SystemError(path: path, code: errno)
  }

  private static func folder(_ path: String) throws(SystemError) -> RawFile {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(path: path, code: errno) }
    return RawFile(path: path, descriptor: descriptor, closes: true)
  }

  /// Linux's `F_SETLEASE`, which C's headers keep from Swift.
  private static let setLease: Int32 = 1024

  /// Whether another program has the file open for writing. Of files that belong to another user, and on network drives,
  /// nobody can say: `false`.
  package static func isBeingWritten(_ path: String) -> Bool {
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // Linux lends a file for reading only while nobody has it open for writing. Who opens it then waits until we close it,
    // and we are sent a signal.
    signal(SIGIO, SIG_IGN)
    return fcntl(descriptor, Self.setLease, F_RDLCK) != 0 && errno == EAGAIN
  }

  /// Opens a device or a named pipe to write to, and waits for somebody to read from it.
  /// - Throws: `EINTR` when the program is asked to end meanwhile.
  package static func writingInPlace(_ path: String) throws(SystemError) -> RawFile {
    while true {
      do throws(SystemError) {
        return try opened(path, O_WRONLY | O_NONBLOCK)
      } catch {
        guard error.code == ENXIO else { throw error }
        usleep(50_000)
        if Interruption.isRequested { throw SystemError(path: path, code: EINTR) }
      }
    }
  }

  private static func opened(_ path: String, _ flags: Int32) throws(SystemError) -> RawFile {
    let descriptor = unsafe open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError(path: path, code: errno) }
    return RawFile(path: path, descriptor: descriptor, closes: true)
  }

  private static func status(of descriptor: Int32) -> stat {
    var status = stat()
    _ = unsafe fstat(descriptor, &status)
    return status
  }

  /// The size of a regular file; `nil` for a pipe, a terminal or a device.
  package var regularSize: Int? { isRegular ? Int(Self.status(of: descriptor).st_size) : nil }

  package var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Fills `buffer[range]` from the file's current position, or from `offset`.
  /// - Returns: how many bytes came; fewer than asked for only at the end.
  package func read(
    into buffer: inout [UInt8], _ range: Range<Int>, at offset: Int? = nil
  ) throws(SystemError) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= buffer.count)
    var done = 0
    while done < range.count {
      if !isRegular { try waitForInput() }
      // SAFETY: the range lies in the buffer, as was checked.
      let got = unsafe buffer.withUnsafeMutableBytes { bytes in
        let target = unsafe bytes.baseAddress! + range.lowerBound + done
        return if let offset {
          unsafe pread(descriptor, target, range.count - done, offset + done)
        } else {
          unsafe Glibc.read(descriptor, target, range.count - done)
        }
      }
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        throw SystemError(path: path, code: errno)
      }
      done += got
    }
    return done
  }

  /// Waits for input, and takes what there is.
  /// - Returns: how many bytes came, at the beginning of the buffer; 0 at the end.
  package func readAvailable(into buffer: inout [UInt8]) throws(SystemError) -> Int {
    while true {
      try waitForInput()
      // SAFETY: no more bytes are read than the buffer has.
      let got = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if got >= 0 { return got }
      guard errno == EINTR || errno == EAGAIN else { throw SystemError(path: path, code: errno) }
    }
  }

  /// The whole of a file. A regular one is read in several places at once where more threads are allowed; anything
  /// else to its end.
  package func contents(threads: Int = 1) throws(SystemError) -> [UInt8] {
    guard let size = regularSize, size > 0 else { return try remainder() }
    let parts = max(1, min(threads, size >> 20))
    let failure = Mutex<Int32>(0)
    // SAFETY: each part reads into a stretch of its own; the array is used only if all parts came complete.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      unsafe adviseHugePages(buffer.baseAddress, size)
      let address = UInt(bitPattern: buffer.baseAddress)
      DispatchQueue.concurrentPerform(iterations: parts) { part in
        let (low, high) = (size / parts * part, part == parts - 1 ? size : size / parts * (part + 1))
        var done = low
        while done < high {
          let got = unsafe pread(descriptor, UnsafeMutableRawPointer(bitPattern: address + UInt(done)), high - done, done)
          if got > 0 {
            done += got
          } else if got == 0 || errno != EINTR {
            let code = got == 0 ? EIO : errno
            return failure.withLock { $0 = code }
          }
        }
      }
      count = failure.withLock { $0 } == 0 ? size : 0
    }
    let code = failure.withLock { $0 }
    guard code == 0 else { throw SystemError(path: path, code: code) }
    return bytes
  }

  private func remainder() throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let start = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: max(1 << 16, start)))
      let got = try read(into: &bytes, start..<bytes.count)
      let complete = start + got == bytes.count
      bytes.removeLast(bytes.count - start - got)
      if !complete { return bytes }
    }
  }

  /// Waits until a pipe has something to read, or has ended.
  /// - Throws: `EINTR` when the program is asked to end.
  private func waitForInput() throws(SystemError) {
    while true {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if unsafe poll(&request, 1, 200) != 0 { return }
      if Interruption.isRequested { throw SystemError(path: path, code: EINTR) }
    }
  }

  /// Waits until somebody took something out of a full pipe.
  /// - Throws: `EINTR` when the program is asked to end, `ETIMEDOUT` when patience is.
  private func waitForRoom() throws(SystemError) {
    var waits = 0
    while true {
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      if unsafe poll(&request, 1, 200) != 0 { return }
      waits += 1
      if let patience, waits >= patience * 5 { throw SystemError(path: path, code: ETIMEDOUT) }
      if Interruption.isRequested { throw SystemError(path: path, code: EINTR) }
    }
  }

  /// Writes everything, at the file's current position.
  package func write(_ writer: ByteWriter) throws(SystemError) {
    try unsafe writer.withBytes { (bytes) throws(SystemError) in try unsafe write(bytes) }
  }

  package func write(_ bytes: [UInt8]) throws(SystemError) { try write(bytes, count: bytes.count) }

  /// Writes the first `count` bytes.
  package func write(_ bytes: [UInt8], count: Int) throws(SystemError) {
    precondition(0...bytes.count ~= count)
    let failure: SystemError? = unsafe bytes.withUnsafeBytes { bytes in
      do throws(SystemError) {
        try unsafe write(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  private func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let put = unsafe Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
      if put < 0 {
        if errno == EINTR { continue }
        guard errno == EAGAIN else { throw SystemError(path: path, code: errno) }
        try waitForRoom()
        continue
      }
      done += put
    }
  }

  /// Bytes from the beginning to where the next write goes; 0 for a pipe.
  package func position() throws(SystemError) -> Int {
    let position = lseek(descriptor, 0, SEEK_CUR)
    guard position >= 0 || errno == ESPIPE else { throw SystemError(path: path, code: errno) }
    return max(position, 0)
  }

  /// Cuts the file off, and writes on from there.
  package func truncate(to size: Int) throws(SystemError) {
    guard ftruncate(descriptor, size) == 0, lseek(descriptor, size, SEEK_SET) == size else {
      throw SystemError(path: path, code: errno)
    }
  }

  /// Reads and writes on from the beginning.
  package func rewind() throws(SystemError) {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw SystemError(path: path, code: errno) }
  }

  /// Returns when everything that was written is on the disk.
  package func sync() throws(SystemError) {
    guard fsync(descriptor) == 0 else { throw SystemError(path: path, code: errno) }
  }

  /// Returns when names that were given or taken in a folder are on the disk.
  package static func syncFolder(_ path: String) throws(SystemError) { try folder(path).sync() }

  /// Takes over what another file allows to whom; its owner too, where that is allowed to us.
  package func adoptPermissions(of path: String) {
    var other = stat()
    guard unsafe stat(path, &other) == 0 else { return }
    _ = fchown(descriptor, other.st_uid, other.st_gid)
    _ = fchmod(descriptor, other.st_mode & 0o777)
  }

  package static func rename(_ path: String, to final: String) throws(SystemError) {
    guard unsafe Glibc.rename(path, final) == 0 else { throw SystemError(path: final, code: errno) }
  }

  /// Removes a file if it is there.
  package static func remove(_ path: String) { _ = unsafe unlink(path) }

  package static var processID: Int32 { getpid() }
}
