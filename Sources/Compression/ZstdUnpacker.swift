internal import CZstd

/// libzstd's streaming decompression; the frames that readers pass over are passed over by it.
@safe final class ZstdUnpacker: Unpacker {
  private let context: OpaquePointer
  private(set) var isBetweenMembers = true

  /// - Returns: `nil` when there is no memory for it.
  init?() {
    guard let context = unsafe ZSTD_createDCtx() else { return nil }
    unsafe self.context = context
  }

  deinit { _ = unsafe ZSTD_freeDCtx(context) }

  func unpack(
    _ input: [UInt8], _ inputRange: Range<Int>, into buffer: inout [UInt8], _ range: Range<Int>
  ) throws(UnpackingFailure) -> (consumed: Int, produced: Int) {
    precondition(inputRange.upperBound <= input.count && range.upperBound <= buffer.count)
    let (code, consumed, produced) = unsafe input.withUnsafeBytes { source in
      unsafe buffer.withUnsafeMutableBytes { target in
        // SAFETY: both ranges lie in their arrays, as was checked.
        var source = unsafe ZSTD_inBuffer(
          src: source.baseAddress! + inputRange.lowerBound, size: inputRange.count, pos: 0)
        var target = unsafe ZSTD_outBuffer(
          dst: target.baseAddress! + range.lowerBound, size: range.count, pos: 0)
        let code = unsafe ZSTD_decompressStream(context, &target, &source)
        return unsafe (code, source.pos, target.pos)
      }
    }
    guard ZSTD_isError(code) == 0 else {
      throw UnpackingFailure(reason: unsafe String(cString: ZSTD_getErrorName(code)))
    }
    isBetweenMembers = code == 0
    return (consumed, produced)
  }
}
