/// Unpacks one gzip member or zstd frame after the other; the library's part of `ByteSource`.
protocol Unpacker: AnyObject {
  /// The last member or frame that was begun is complete, and its checksum right.
  var isBetweenMembers: Bool { get }

  /// Unpacks what it can of `input` into `buffer[range]`.
  /// - Returns: how many bytes of either were used; none of both when more input is needed.
  func unpack(
    _ input: [UInt8], _ inputRange: Range<Int>, into buffer: inout [UInt8], _ range: Range<Int>
  ) throws(UnpackingFailure) -> (consumed: Int, produced: Int)
}

/// What the library says is wrong with its input.
struct UnpackingFailure: Error {
  var reason: String
}
