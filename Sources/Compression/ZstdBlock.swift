internal import CZstd

/// A whole text packed into one zstd frame, and back: for what is kept in a database.
package enum ZstdBlock {
  /// At the level at which decks and documents are a third smaller than at the fastest, in milliseconds still.
  private static let level: Int32 = 9

  package static func pack(_ bytes: [UInt8]) -> [UInt8] {
    // SAFETY, here and below: both pointers are used inside the call only, with their arrays' own counts.
    let packed = unsafe [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { target, count in
      let result = unsafe bytes.withUnsafeBytes {
        unsafe ZSTD_compress(target.baseAddress, target.count, $0.baseAddress, $0.count, level)
      }
      precondition(ZSTD_isError(result) == 0, "the bound is enough for any content")
      count = result
    }
    return packed
  }

  /// - Parameter limit: bytes the content may have at most.
  /// - Returns: `nil` when this is no whole frame made by `pack`.
  package static func unpack(_ packed: [UInt8], limit: Int = 1 << 31) -> [UInt8]? {
    let size = unsafe packed.withUnsafeBytes { unsafe ZSTD_getFrameContentSize($0.baseAddress, $0.count) }
    guard size <= UInt64(limit) else { return nil }  // The two codes for errors are the largest numbers.
    var result = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Int(size)) { target, count in
      result = unsafe packed.withUnsafeBytes {
        unsafe ZSTD_decompress(target.baseAddress, target.count, $0.baseAddress, $0.count)
      }
      count = ZSTD_isError(result) == 0 ? result : 0
    }
    return ZSTD_isError(result) == 0 && result == Int(size) ? bytes : nil
  }
}
