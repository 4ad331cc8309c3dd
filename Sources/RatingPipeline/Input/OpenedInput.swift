package import Bytes
package import Compression

/// An input with its beginning looked at: enough to recognise its dialect by.
package struct OpenedInput {
  /// As the user named it; `-` for standard input.
  package let path: String
  /// What it is called wherever usage says where it stood: the path but where somebody gives another.
  package var name: String
  package let file: RawFile
  /// Stands behind the sample.
  package let stream: ByteSource
  /// The first bytes of the decompressed input.
  package let sample: [UInt8]
  /// The sample is all there is.
  package let isWhole: Bool

  /// There is nothing in it but line ends, blanks and a byte order mark. A file of NULs is not blank: it was not written.
  package var isBlank: Bool {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = sample.starts(with: mark) ? sample.dropFirst(mark.count) : sample[...]
    return isWhole && text.allSatisfy { [9, 10, 13, 32].contains($0) }
  }

  package static let sampleSize = 256 << 10

  package init(_ path: String) throws(InputError) {
    let file: RawFile
    do throws(SystemError) {
      file = path == "-" ? .standardInput : try .reading(path)
    } catch {
      throw .system(error)
    }
    try self.init(file)
  }

  /// - Parameter file: an open file, at its beginning.
  package init(_ file: RawFile) throws(InputError) {
    path = file.path
    name = file.path
    self.file = file
    stream = ByteSource(file)
    var sample = [UInt8](repeating: 0, count: Self.sampleSize)
    let count = try stream.read(into: &sample, 0..<sample.count)
    isWhole = count < sample.count
    sample.removeLast(sample.count - count)
    self.sample = sample
  }
}
