/// How the bytes of a file are packed.
package enum Compression: String, Sendable, CaseIterable {
  case none, gzip, zstd

  /// What the name of a file to be written asks for: `.gz`, `.zst`, and nothing else.
  package init(fileName: String) {
    self = fileName.hasSuffix(".zst") ? .zstd : fileName.hasSuffix(".gz") ? .gzip : .none
  }

  /// What a file is by the bytes it begins with: those that open a gzip member (RFC 1952), a zstd frame or a frame that
  /// zstd readers pass over (RFC 8878).
  /// - Parameter isWhole: there are no bytes behind these; two or three that only a zstd frame begins with are then the
  ///   rest of one that was cut off.
  init(magic bytes: ArraySlice<UInt8>, isWhole: Bool) {
    let start = Array(bytes.prefix(4))
    if start.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if start == Self.zstdMagic || start.dropFirst() == [0x2A, 0x4D, 0x18] && start[0] & 0xF0 == 0x50 {
      self = .zstd
    } else if isWhole, 2...3 ~= start.count, Self.zstdMagic.starts(with: start) {
      self = .zstd
    } else {
      self = .none
    }
  }

  private static let zstdMagic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
}
