extension Span where Element == UInt8 {
  /// Eight bytes from `offset` on as one word, the first in the lowest bits.
  @inline(__always) package func word(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset &+ 8 <= count)
    // SAFETY: eight bytes are there, as was checked, and a word may have any bits.
    return unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
  }

  /// Whether `byte` stands between `start` and `end`; eight bytes at a time.
  package func contains(_ byte: UInt8, from start: Int, to end: Int) -> Bool {
    precondition(start >= 0 && end <= count)
    let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
    var index = start
    while index &+ 8 <= end {
      let difference = word(at: index) ^ pattern
      // A byte of the difference is zero where the two agree: the classic test of a zero byte in a word.
      if (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080 != 0 { return true }
      index &+= 8
    }
    while index < end {
      if self[index] == byte { return true }
      index &+= 1
    }
    return false
  }
}
