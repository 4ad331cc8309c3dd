internal import Bytes

/// The packed bytes that were read from a file and not yet unpacked.
struct InputBlock {
  private(set) var bytes: [UInt8]
  /// The first byte not yet unpacked.
  private(set) var position = 0
  private var limit = 0
  /// The file has no more bytes than stand here.
  private(set) var isLast = false
  /// Where in the file `bytes` begins.
  private var fileOffset = 0

  init(capacity: Int) { bytes = [UInt8](repeating: 0, count: capacity) }

  var remaining: Range<Int> { position..<limit }
  var offsetInFile: Int { fileOffset + position }

  mutating func consume(_ count: Int) {
    precondition(count <= remaining.count)
    position += count
  }

  /// Reads on when fewer than `count` bytes are left.
  mutating func fill(atLeast count: Int, from file: RawFile) throws(SystemError) {
    guard remaining.count < count, !isLast else { return }
    let kept = remaining.count
    for offset in 0..<kept { bytes[offset] = bytes[position + offset] }
    fileOffset += position
    position = 0
    let got = try file.read(into: &bytes, kept..<bytes.count)
    limit = kept + got
    isLast = limit < bytes.count
  }
}
