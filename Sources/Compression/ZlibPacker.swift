internal import Bytes
internal import CZlib

/// zlib's `deflate` into one gzip member without name or time, so that the same bytes always give the same file.
@safe final class ZlibPacker: Packer {
  private let stream: UnsafeMutablePointer<z_stream>
  private var output = [UInt8](repeating: 0, count: 1 << 17)

  /// - Returns: `nil` when there is no memory for it.
  init?() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let level: Int32 = 3  // Of the fast ones the smallest: about three times as fast as 6, and a sixth larger.
    let gzip = MAX_WBITS + 16
    let code = unsafe deflateInit2_(
      stream, level, Z_DEFLATED, gzip, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else {
      unsafe stream.deallocate()
      return nil
    }
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  func pack(_ input: [UInt8], count: Int, isLast: Bool, to file: RawFile) throws(SystemError) {
    precondition(count <= input.count && input.count <= Int(UInt32.max))
    var consumed = 0
    var produced: Int
    repeat {
      (consumed, produced) = unsafe input.withUnsafeBufferPointer { source in
        unsafe output.withUnsafeMutableBufferPointer { target in
          // SAFETY: `consumed` bytes are behind us and at most `count` are there; deflate only reads its input.
          unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress! + consumed)
          unsafe stream.pointee.avail_in = UInt32(count - consumed)
          unsafe stream.pointee.next_out = target.baseAddress
          unsafe stream.pointee.avail_out = UInt32(target.count)
          _ = unsafe deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
          return unsafe (count - Int(stream.pointee.avail_in), target.count - Int(stream.pointee.avail_out))
        }
      }
      try file.write(output, count: produced)
    } while produced == output.count  // A full buffer may have left something behind.
  }
}
