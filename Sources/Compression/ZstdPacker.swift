internal import Bytes
internal import CZstd

#if canImport(Glibc)
  internal import Glibc
#endif

/// libzstd's streaming compression into one frame with a checksum, on the calling thread.
@safe final class ZstdPacker: Packer {
  private let context: OpaquePointer
  private var output = [UInt8](repeating: 0, count: ZSTD_CStreamOutSize())

  /// - Returns: `nil` when there is no memory for it.
  init?() {
    guard let context = unsafe ZSTD_createCCtx() else { return nil }
    unsafe self.context = context
    // Level 1: rated usage is so regular that higher ones cost time and gain nothing.
    _ = unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 1)
    _ = unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
  }

  deinit { _ = unsafe ZSTD_freeCCtx(context) }

  func pack(_ input: [UInt8], count: Int, isLast: Bool, to file: RawFile) throws(SystemError) {
    precondition(count <= input.count)
    var consumed = 0
    var left: Int
    repeat {
      let produced: Int
      (left, consumed, produced) = unsafe input.withUnsafeBytes { source in
        unsafe output.withUnsafeMutableBytes { target in
          // SAFETY: `count` bytes are in the array, as was checked.
          var source = unsafe ZSTD_inBuffer(src: source.baseAddress, size: count, pos: consumed)
          var target = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
          let left = unsafe ZSTD_compressStream2(context, &target, &source, isLast ? ZSTD_e_end : ZSTD_e_continue)
          return unsafe (left, source.pos, target.pos)
        }
      }
      // The only thing that can be wrong on this side is want of memory.
      guard ZSTD_isError(left) == 0 else { throw SystemError(path: file.path, code: ENOMEM) }
      try file.write(output, count: produced)
    } while isLast ? left > 0 : consumed < count
  }
}
