package import Bytes
internal import Compression

/// A result that appears under its name only when it is complete.
///
/// It grows under a name of its own beside the final one; `commit` makes it durable and renames it, `abandon` removes
/// it. What one input wrote can be taken back while the output is a file; standard output takes nothing back.
package final class OutputFile {
  package let path: String
  package let isStandardOutput: Bool
  private let temporaryPath: String
  private let file: RawFile
  private let compression: Compression
  private var sink: ByteSink
  /// Bytes in the file before the current input.
  private var checkpoint = 0
  private var isDone = false

  /// - Parameter path: `-` for standard output; a name ending in `.zst` or `.gz` is compressed.
  package init(_ path: String) throws(SystemError) {
    self.path = path
    isStandardOutput = path == "-"
    compression = Compression(fileName: path)
    if isStandardOutput {
      temporaryPath = path
      file = .standardOutput
    } else {
      let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
      temporaryPath = path[..<slash] + "." + path[slash...] + ".\(RawFile.processID).partial"
      do throws(SystemError) {
        file = try .writing(temporaryPath)
      } catch {
        throw SystemError(path: path, code: error.code)
      }
    }
    do throws(SystemError) {
      sink = try ByteSink(file, compression: compression)
    } catch {
      throw SystemError(path: path, code: error.code)
    }
  }

  deinit { abandon() }

  package func write(_ writer: ByteWriter) throws(SystemError) {
    do throws(SystemError) { try sink.write(writer) } catch { throw SystemError(path: path, code: error.code) }
  }

  /// Closes the compressed frame, so that everything up to here can be kept whatever comes behind.
  package func endInput() throws(SystemError) {
    do throws(SystemError) {
      try sink.finish()
      checkpoint = try file.position()
      sink = try ByteSink(file, compression: compression)
    } catch {
      throw SystemError(path: path, code: error.code)
    }
  }

  /// Takes back what was written since `endInput`.
  /// - Returns: whether that was possible.
  package func takeBackInput() throws(SystemError) -> Bool {
    guard !isStandardOutput else { return false }
    try file.truncate(to: checkpoint)
    sink = try ByteSink(file, compression: compression)
    return true
  }

  package func commit() throws(SystemError) {
    isDone = true
    guard !isStandardOutput else { return }
    do throws(SystemError) {
      try file.synchronize()
      try RawFile.rename(temporaryPath, to: path)
    } catch {
      RawFile.remove(temporaryPath)
      throw SystemError(path: path, code: error.code)
    }
  }

  package func abandon() {
    guard !isDone, !isStandardOutput else { return }
    isDone = true
    RawFile.remove(temporaryPath)
  }
}
