#if canImport(Glibc)
  internal import Glibc
#endif

/// What a path leads to, whatever links and dots are in it. Paths that lead to one file are equal, even to one that is
/// yet to be made.
package struct FilePlace: Hashable, Sendable {
  package enum Kind: Sendable {
    case missing, regular, folder
    /// A device, a pipe, a socket: can be written to, but not be replaced.
    case other
  }

  package let kind: Kind
  /// The path without symbolic links at its end.
  package let target: String
  /// Bytes of a regular file.
  package let size: Int?
  private let device: UInt64
  private let file: UInt64
  /// Of a file that is missing, in the folder the numbers stand for.
  private let name: String

  private static let longestChain = 40

  package init(_ path: String) {
    let target = Self.followed(path)
    self.target = target
    var status = stat()
    if unsafe stat(target, &status) == 0 {
      kind = switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      default: .other
      }
      size = kind == .regular ? Int(status.st_size) : nil
      name = ""
    } else {
      kind = .missing
      size = nil
      name = String(target[Self.nameStart(target)...])
      if unsafe stat(Self.folder(of: target), &status) != 0 { status = stat() }
    }
    device = UInt64(status.st_dev)
    file = UInt64(status.st_ino)
  }

  /// Refuses a folder, and a file that we may not write to.
  package func checkWritable() throws(SystemError) {
    if kind == .folder { throw SystemError(path: target, code: EISDIR) }
    if kind == .regular, unsafe access(target, W_OK) != 0 { throw SystemError(path: target, code: errno) }
  }

  package static func == (left: FilePlace, right: FilePlace) -> Bool {
    left.device == right.device && left.file == right.file && left.name == right.name
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(device)
    hasher.combine(file)
    hasher.combine(name)
  }

  /// Where a path's last component begins.
  package static func nameStart(_ path: String) -> String.Index {
    path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
  }

  package static func folder(of path: String) -> String {
    let start = nameStart(path)
    return start == path.startIndex ? "." : String(path[..<start])
  }

  /// The path that the symbolic links at its end lead to, whether there is a file or not.
  private static func followed(_ path: String) -> String {
    var path = path
    for _ in 0..<longestChain {
      var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
      // SAFETY: readlink writes no more bytes than the buffer has.
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe readlink(path, $0.baseAddress!, $0.count) }
      guard count > 0 else { return path }
      let link = String(decoding: buffer[..<count], as: UTF8.self)
      path = link.hasPrefix("/") ? link : path[..<nameStart(path)] + link
    }
    return path
  }
}
