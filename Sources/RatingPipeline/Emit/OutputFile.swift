package import Bytes
internal import Compression

/// A result that appears under its name only when it is complete.
///
/// It grows under a name of its own beside the final one; `commit` renames it, `abandon` removes it. A file that was there
/// before is replaced and keeps its permissions; a symbolic link leads to the file that is replaced. Standard output, pipes
/// and devices are written to directly, and take nothing back.
package final class OutputFile {
  package let path: String
  /// What is written stays written: standard output, a pipe, a device.
  package let isDirect: Bool
  private let finalPath: String
  private let temporaryPath: String
  private let file: RawFile
  private let compression: Compression
  private var sink: ByteSink
  /// Bytes in the file before the current input.
  private var checkpoint = 0
  /// Something was written since then.
  private var isTouched = false
  private var isDone = false

  /// - Parameter path: `-` for standard output; a name ending in `.zst` or `.gz` is compressed.
  package init(_ path: String) throws(SystemError) {
    self.path = path
    compression = Compression(fileName: path)
    do throws(SystemError) {
      if path == "-" {
        (isDirect, finalPath, temporaryPath, file) = (true, path, path, .standardOutput)
      } else {
        let place = FilePlace(path)
        try place.checkWritable()
        finalPath = place.target
        isDirect = place.kind == .other
        (temporaryPath, file) = isDirect ? (path, try .writingInPlace(path)) : try Self.temporaryFile(beside: place)
      }
      sink = try ByteSink(file, compression: compression)
    } catch {
      throw SystemError(path: path, code: error.code)
    }
  }

  deinit { abandon() }

  /// A hidden file in the same folder: `.rated.csv.4711.partial`. One that is there already belongs to another run,
  /// perhaps on another machine or in another container.
  private static func temporaryFile(beside place: FilePlace) throws(SystemError) -> (path: String, file: RawFile) {
    let start = FilePlace.nameStart(place.target)
    let stem = place.target[..<start] + "." + place.target[start...].prefix(longestStem) + ".\(RawFile.processID)"
    var attempt = 0
    while true {
      let path = attempt == 0 ? "\(stem).partial" : "\(stem)-\(attempt).partial"
      do throws(SystemError) {
        let file = try RawFile.creating(path)
        if place.kind == .regular { file.adoptPermissions(of: place.target) }
        return (path, file)
      } catch {
        guard error.isAlreadyThere, attempt < mostAttempts else { throw error }
        attempt += 1
      }
    }
  }

  private static let longestStem = 50
  private static let mostAttempts = 1000

  package func write(_ writer: ByteWriter) throws(SystemError) {
    isTouched = isTouched || writer.count > 0
    do throws(SystemError) { try sink.write(writer) } catch { throw SystemError(path: path, code: error.code) }
  }

  /// Closes the compressed frame, so that everything up to here can be kept whatever comes behind.
  package func endInput() throws(SystemError) {
    do throws(SystemError) {
      try sink.finish()
      checkpoint = try file.position()
      isTouched = false
      sink = try ByteSink(file, compression: compression)
    } catch {
      throw SystemError(path: path, code: error.code)
    }
  }

  /// Takes back what was written since `endInput`.
  /// - Returns: whether nothing of it is left.
  package func takeBackInput() throws(SystemError) -> Bool {
    guard !isDirect else { return !isTouched }
    do throws(SystemError) {
      try file.truncate(to: checkpoint)
      sink = try ByteSink(file, compression: compression)
    } catch {
      throw SystemError(path: path, code: error.code)
    }
    return true
  }

  /// - Parameter durably: on the disk, under its name, when this returns; else when the system comes to it.
  package func commit(durably: Bool = false) throws(SystemError) {
    guard !isDirect else { return }
    do throws(SystemError) {
      if durably { try file.sync() }
      try RawFile.rename(temporaryPath, to: finalPath)
      isDone = true
      if durably { try RawFile.syncFolder(FilePlace.folder(of: finalPath)) }
    } catch {
      abandon()
      throw SystemError(path: path, code: error.code)
    }
  }

  package func abandon() {
    guard !isDone, !isDirect else { return }
    isDone = true
    RawFile.remove(temporaryPath)
  }
}
