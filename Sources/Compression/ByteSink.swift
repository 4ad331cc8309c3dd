package import Bytes

#if canImport(Glibc)
  internal import Glibc
#endif

/// Writes to a file what byte writers hold: as it is, or packed into one gzip member or zstd frame.
///
/// The same bytes give the same file, in however many pieces they come: the packers see blocks of one size only.
/// A sink that threw is of no more use, and a file whose sink was not finished is cut off in the middle.
package final class ByteSink {
  private let file: RawFile
  private let packer: (any Packer)?
  private var block: [UInt8]
  private var filled = 0

  private static let blockSize = 1 << 18

  /// - Throws: when there is no memory for the packer.
  package init(_ file: RawFile, compression: Compression) throws(SystemError) {
    self.file = file
    switch compression {
    case .none: packer = nil
    case .gzip: packer = ZlibPacker()
    case .zstd: packer = ZstdPacker()
    }
    block = compression == .none ? [] : [UInt8](repeating: 0, count: Self.blockSize)
    guard compression == .none || packer != nil else { throw SystemError(path: file.path, code: ENOMEM) }
  }

  package func write(_ writer: ByteWriter) throws(SystemError) {
    guard let packer else { return try file.write(writer) }
    var taken = 0
    while taken < writer.count {
      let count = min(block.count - filled, writer.count - taken)
      writer.copy(taken..<taken + count, to: &block, at: filled)
      filled += count
      taken += count
      if filled == block.count {
        try packer.pack(block, count: filled, isLast: false, to: file)
        filled = 0
      }
    }
  }

  /// Writes what is still held back and ends the member or frame. The file stays open.
  package func finish() throws(SystemError) {
    try packer?.pack(block, count: filled, isLast: true, to: file)
    filled = 0
  }
}
