internal import CZlib

/// zlib's `inflate` over gzip members. The stream's state stands at an address of its own, as zlib demands.
@safe final class ZlibUnpacker: Unpacker {
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var isBetweenMembers = true

  /// - Returns: `nil` when there is no memory for it.
  init?() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let gzipOnly = MAX_WBITS + 16
    guard unsafe inflateInit2_(stream, gzipOnly, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      unsafe stream.deallocate()
      return nil
    }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  func unpack(
    _ input: [UInt8], _ inputRange: Range<Int>, into buffer: inout [UInt8], _ range: Range<Int>
  ) throws(UnpackingFailure) -> (consumed: Int, produced: Int) {
    precondition(inputRange.upperBound <= input.count && range.upperBound <= buffer.count)
    if isBetweenMembers {
      unsafe inflateReset(stream)
      isBetweenMembers = false
    }
    let (available, room) = (UInt32(clamping: inputRange.count), UInt32(clamping: range.count))
    let code = unsafe input.withUnsafeBufferPointer { source in
      unsafe buffer.withUnsafeMutableBufferPointer { target in
        // SAFETY: both ranges lie in their arrays, as was checked; inflate only reads its input.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress! + inputRange.lowerBound)
        unsafe stream.pointee.avail_in = available
        unsafe stream.pointee.next_out = target.baseAddress! + range.lowerBound
        unsafe stream.pointee.avail_out = room
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
    }
    switch code {
    case Z_OK, Z_BUF_ERROR: break  // The latter: nothing could be done without more input.
    case Z_STREAM_END: isBetweenMembers = true
    default:
      let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
      throw UnpackingFailure(reason: message ?? "zlib error \(code)")
    }
    return unsafe (Int(available - stream.pointee.avail_in), Int(room - stream.pointee.avail_out))
  }
}
