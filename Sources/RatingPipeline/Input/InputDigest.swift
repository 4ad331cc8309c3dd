internal import Bytes
package import Compression

/// By what an input is known again, whatever its name: its content, unpacked.
package struct InputDigest: Sendable, Hashable {
  package var byteCount: Int
  /// SHA-256; 32 bytes.
  package var digest: [UInt8]

  /// Reads a file from its beginning to its end.
  /// - Returns: `nil` where the run was cancelled meanwhile.
  package static func read(_ path: String, _ control: RatingRun.Control) throws(InputError) -> InputDigest? {
    let content = SHA256()
    var count = 0
    let file: RawFile
    do throws(SystemError) { file = try RawFile.reading(path) } catch { throw .system(error) }
    let stream = ByteSource(file)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var got = buffer.count
    while got == buffer.count {
      if control.isCancelled { return nil }
      got = try stream.read(into: &buffer, 0..<buffer.count)
      content.update(buffer, 0..<got)
      count += got
    }
    return InputDigest(byteCount: count, digest: content.digest())
  }
}
