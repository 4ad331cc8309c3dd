internal import CByteMasks
#if canImport(Glibc)
  internal import Glibc
#endif

/// Bytes on their way out: grows as needed, and is emptied without giving its memory back.
///
/// Contract: `count <= capacity`, `base` points to `capacity` bytes, and every store is preceded by `reserve`. The state
/// lies behind a pointer of its own, since every access to a class's variable would be checked for overlaps.
@safe public final class ByteWriter: @unchecked Sendable {  // Handed from thread to thread, never shared.
  @safe @usableFromInline struct State {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    @usableFromInline var count: Int
  }

  @usableFromInline let state: UnsafeMutablePointer<State>

  package init(capacity: Int = 1 << 16) {
    let capacity = max(capacity, 64)
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(to: State(base: .allocate(capacity: capacity), capacity: capacity, count: 0))
  }

  deinit {
    unsafe state.pointee.base.deallocate()
    unsafe state.deallocate()
  }

  package private(set) var count: Int {
    get { unsafe state.pointee.count }
    set { unsafe state.pointee.count = newValue }
  }

  private var base: UnsafeMutablePointer<UInt8> { unsafe state.pointee.base }

  package func removeAll() { count = 0 }

  package var bytes: [UInt8] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

  /// Copies a stretch of what was written to `target`, from its byte `offset` on.
  package func copy(_ range: Range<Int>, to target: inout [UInt8], at offset: Int) {
    precondition(0 <= range.lowerBound && range.upperBound <= count)
    precondition(0 <= offset && range.count <= target.count - offset)
    guard !range.isEmpty else { return }
    // SAFETY: both ends lie in what was written and in the target, as was checked.
    _ = unsafe target.withUnsafeMutableBytes { unsafe memcpy($0.baseAddress! + offset, base + range.lowerBound, range.count) }
  }

  /// For the one who writes the bytes out, in this module.
  func withBytes<R, E>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    unsafe try body(UnsafeRawBufferPointer(start: base, count: count))
  }

  @inlinable @inline(__always) func reserve(_ more: Int) {
    if unsafe state.pointee.count &+ more > state.pointee.capacity { grow(more) }
  }

  @usableFromInline @inline(never) func grow(_ more: Int) {
    let larger = unsafe max(state.pointee.capacity * 2, count + more)
    let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    unsafe fresh.update(from: base, count: count)
    unsafe base.deallocate()
    unsafe state.pointee.base = fresh
    unsafe state.pointee.capacity = larger
  }

  @inlinable @inline(__always) public func append(_ byte: UInt8) {
    reserve(1)
    unsafe state.pointee.base[state.pointee.count] = byte  // SAFETY: reserved.
    unsafe state.pointee.count &+= 1
  }

  /// - Precondition: something was written.
  package func replaceLast(with byte: UInt8) {
    precondition(count > 0)
    unsafe base[count &- 1] = byte  // SAFETY: there is one, as was checked.
  }

  package func append(literal text: StaticString) {
    reserve(text.utf8CodeUnitCount)
    // SAFETY: reserved, and a static string holds as many bytes as it says.
    unsafe memcpy(base + count, text.utf8Start, text.utf8CodeUnitCount)
    count &+= text.utf8CodeUnitCount
  }

  package func append(_ text: String) { append(contentsOf: Array(text.utf8)) }

  package func append(contentsOf bytes: [UInt8]) { append(bytes, 0..<bytes.count) }

  /// - Precondition: `range` lies in `bytes`.
  package func append(_ bytes: [UInt8], _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    reserve(range.count &+ 32)
    unsafe bytes.withUnsafeBufferPointer { source in
      // SAFETY: the range was checked, and its length and 32 more bytes are reserved.
      unsafe copyShort(source.baseAddress, range.lowerBound, range.count, available: bytes.count)
    }
    count &+= range.count
  }

  /// Writes once more what was written.
  package func repeatWritten(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    reserve(range.count)
    unsafe memcpy(base + count, base + range.lowerBound, range.count)  // SAFETY: checked and reserved; they do not meet.
    count &+= range.count
  }

  /// Copies `length` bytes; short ones in one go of 32 where the source has that many, the excess being written over.
  private func copyShort(_ source: UnsafePointer<UInt8>?, _ offset: Int, _ length: Int, available: Int) {
    guard let source = unsafe source, length > 0 else { return }
    if length <= 32, offset &+ 32 <= available {
      unsafe memcpy(base + count, source + offset, 32)
    } else {
      unsafe memcpy(base + count, source + offset, length)
    }
  }

  /// A CSV value: as it is, or in quotes with inner quotes doubled when it holds a comma, a quote or a line end.
  package func appendCSV(_ bytes: [UInt8], _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    guard !range.isEmpty else { return }
    if range.count <= 32, range.lowerBound &+ 32 <= bytes.count {
      reserve(32)
      let special = unsafe bytes.withUnsafeBufferPointer { source in
        // SAFETY: 32 bytes are there from the range's beginning, and 32 are reserved.
        let begin = unsafe source.baseAddress! + range.lowerBound
        unsafe memcpy(base + count, begin, 32)
        return unsafe csv_special_mask_32(begin)
      }
      if UInt64(special) & (1 << UInt64(range.count) &- 1) == 0 {
        count &+= range.count
        return
      }
    } else if !range.contains(where: { Self.isSpecial(bytes[$0]) }) {
      return append(bytes, range)
    }
    appendQuotedCSV(bytes, range)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool { byte == 34 || byte == 44 || byte == 10 || byte == 13 }

  /// The value in quotes, inner quotes doubled.
  package func appendQuotedCSV(_ bytes: [UInt8], _ range: Range<Int>) {
    append(34)
    appendDoublingQuotes(bytes, range)
    append(34)
  }

  /// What stands inside of a quoted value of CSV.
  package func appendDoublingQuotes(_ bytes: [UInt8], _ range: Range<Int>) {
    reserve(2 * range.count)
    for index in range {
      if bytes[index] == 34 { append(34) }
      append(bytes[index])
    }
  }

  package func appendCSV(_ text: String) {
    let bytes = Array(text.utf8)
    appendCSV(bytes, 0..<bytes.count)
  }

  /// A JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD.
  package func appendJSON(_ bytes: [UInt8], _ range: Range<Int>) {
    if Self.isPlainJSON(bytes, range) {
      append(34)
      append(bytes, range)
      return append(34)
    }
    var text = bytes[range]
    if String(validating: text, as: UTF8.self) == nil { text = ArraySlice(String(decoding: text, as: UTF8.self).utf8) }
    append(34)
    for byte in text {
      switch byte {
      case 34: append(literal: "\\\"")
      case 92: append(literal: "\\\\")
      case 10: append(literal: "\\n")
      case 13: append(literal: "\\r")
      case 9: append(literal: "\\t")
      case 0..<32:
        append(literal: "\\u00")
        append(Self.hexadecimal[Int(byte >> 4)])
        append(Self.hexadecimal[Int(byte & 15)])
      default: append(byte)
      }
    }
    append(34)
  }

  /// Whether a text goes into a JSON string as it is: ASCII without quotes, backslashes and control characters.
  package static func isPlainJSON(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    for index in range where bytes[index] < 32 || bytes[index] >= 0x80 || bytes[index] == 34 || bytes[index] == 92 {
      return false
    }
    return true
  }

  package func appendJSON(_ text: String) {
    let bytes = Array(text.utf8)
    appendJSON(bytes, 0..<bytes.count)
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)

  /// Decimal digits without leading zeros, with a `-` where negative.
  package func append(decimal number: Int) {
    reserve(20)
    if number < 0 { append(45) }
    var rest = number.magnitude
    let digits = Self.digitCount(rest)
    var position = count &+ digits
    count = position
    // SAFETY: 20 reserved, at most 20 digits; pairs have 200 bytes.
    while rest >= 100 {
      let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
      position &-= 2
      put(pair: UInt32(truncatingIfNeeded: pair), at: position)
      rest = quotient
    }
    if rest >= 10 {
      put(pair: UInt32(truncatingIfNeeded: rest), at: position &- 2)
    } else {
      unsafe base[position &- 1] = 48 &+ UInt8(truncatingIfNeeded: rest)
    }
  }

  private static func digitCount(_ number: UInt) -> Int {
    if number < 10 { return 1 }
    if number < 100 { return 2 }
    if number < 1000 { return 3 }
    if number < 10_000 { return 4 }
    var count = 4
    var rest = number / 10_000
    while rest != 0 {
      count &+= 1
      rest /= 10
    }
    return count
  }

  /// 00, 01, … 99.
  private static let pairs: StaticString = """
    00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354\
    555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
    """

  /// Two decimal digits of a number from 0 to 99.
  package func append(twoDigits number: Int) {
    precondition(0...99 ~= number)
    reserve(2)
    put(pair: UInt32(truncatingIfNeeded: number), at: count)
    count &+= 2
  }

  private func put(pair: UInt32, at position: Int) {
    // SAFETY: the caller reserved two bytes, and the pair is below 100.
    unsafe base[position] = Self.pairs.utf8Start[Int(truncatingIfNeeded: pair &* 2)]
    unsafe base[position &+ 1] = Self.pairs.utf8Start[Int(truncatingIfNeeded: pair &* 2 &+ 1)]
  }

  /// An amount in billionths as a plain decimal number without superfluous zeros: `0.0125`, `-3`, `0`.
  package func append(nanos: Int64) {
    if nanos < 0 { append(45) }
    let (whole, fraction) = nanos.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
    append(decimal: Int(truncatingIfNeeded: whole))
    guard fraction != 0 else { return }
    reserve(11)
    // Nine digits as a point, four pairs and a last one; then the zeros at the end go.
    var rest = UInt32(truncatingIfNeeded: fraction)
    unsafe base[count] = 46
    unsafe base[count &+ 9] = 48 &+ UInt8(truncatingIfNeeded: rest % 10)
    rest /= 10
    put(pair: rest % 100, at: count &+ 7)
    rest /= 100
    put(pair: rest % 100, at: count &+ 5)
    rest /= 100
    put(pair: rest % 100, at: count &+ 3)
    put(pair: rest / 100, at: count &+ 1)
    var end = count &+ 10
    while unsafe base[end &- 1] == 48 { end &-= 1 }  // SAFETY: some digit behind the point is none.
    count = end
  }

  /// The digits of a number packed four bits each, the first in the highest bits.
  package func append(packedDigits packed: UInt64, count digits: Int) {
    precondition(0...16 ~= digits)
    reserve(16)
    // Each half of the word becomes eight bytes: the digits are spread apart, first by words, then by bytes, then by
    // halves of bytes. SAFETY: 16 reserved.
    put(spread(UInt32(truncatingIfNeeded: packed >> 32)), at: 0)
    if digits > 8 { put(spread(UInt32(truncatingIfNeeded: packed)), at: 8) }
    count &+= digits
  }

  /// Eight digits of four bits as the bytes of their characters, in the order they are read.
  private func spread(_ digits: UInt32) -> UInt64 {
    var bytes = UInt64(digits)
    bytes = (bytes | bytes << 16) & 0x0000_FFFF_0000_FFFF
    bytes = (bytes | bytes << 8) & 0x00FF_00FF_00FF_00FF
    bytes = (bytes | bytes << 4) & 0x0F0F_0F0F_0F0F_0F0F
    return (bytes | 0x3030_3030_3030_3030).bigEndian
  }

  private func put(_ bytes: UInt64, at offset: Int) {
    unsafe UnsafeMutableRawPointer(base + (count &+ offset)).storeBytes(of: bytes, as: UInt64.self)
  }
}
