internal import Bytes

/// Packs bytes into one gzip member or zstd frame; the library's part of `ByteSink`.
protocol Packer: AnyObject {
  /// Packs `input` and writes to `file` what comes of it.
  /// - Parameter isLast: the member or frame is to be ended.
  func pack(_ input: [UInt8], count: Int, isLast: Bool, to file: RawFile) throws(SystemError)
}
