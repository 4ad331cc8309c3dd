#if canImport(Glibc)
  internal import Glibc
#endif

extension [UInt8] {
  /// Appends zeros up to `count` bytes.
  package mutating func grow(to count: Int) {
    if self.count < count { append(contentsOf: repeatElement(0, count: count - self.count)) }
  }

  /// Appends a stretch of the array itself. A slice of it would hold on to the whole, and make the append copy all of it.
  package mutating func append(copyOf range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    let start = count
    append(contentsOf: repeatElement(0, count: range.count))
    guard !range.isEmpty else { return }
    unsafe withUnsafeMutableBytes { bytes in
      // SAFETY: the range was checked, and its length was appended.
      _ = unsafe memcpy(bytes.baseAddress! + start, bytes.baseAddress! + range.lowerBound, range.count)
    }
  }

  /// The first `byte` in `range`, found by the C library's `memchr`.
  package func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    guard !range.isEmpty else { return nil }
    return unsafe withUnsafeBytes { bytes in
      // SAFETY: the range was checked.
      let base = bytes.baseAddress!
      let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
      return unsafe found.map { unsafe UnsafeRawPointer($0) - base }
    }
  }

  /// Overwrites the beginning. `other` is no longer than the array.
  package mutating func replaceFront(with other: [UInt8]) {
    precondition(other.count <= count)
    guard !other.isEmpty else { return }
    unsafe withUnsafeMutableBytes { bytes in
      // SAFETY: the lengths were compared.
      _ = unsafe memcpy(bytes.baseAddress!, other, other.count)
    }
  }
}
