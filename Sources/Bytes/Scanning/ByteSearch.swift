internal import CByteMasks

extension Span where Element == UInt8 {
  /// Eight bytes from `offset` on as one word, the first in the lowest bits.
  @inline(__always) package func word(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset &+ 8 <= count)
    // SAFETY: eight bytes are there, as was checked, and a word may have any bits.
    return unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  /// Whether `byte` stands between `start` and `end`; 32 bytes at a time.
  package func contains(_ byte: UInt8, from start: Int, to end: Int) -> Bool {
    precondition(start >= 0 && end <= count)
    var index = start
    while index < end, index &+ 32 <= count {
      let left = end &- index
      // SAFETY: 32 bytes are there from `index` on, as was checked.
      let found = unsafe withUnsafeBufferPointer { unsafe byte_mask_32($0.baseAddress! + index, byte) }
      if found & (left < 32 ? 1 << UInt32(left) &- 1 : .max) != 0 { return true }
      index &+= 32
    }
    while index < end {
      if self[index] == byte { return true }
      index &+= 1
    }
    return false
  }
}
