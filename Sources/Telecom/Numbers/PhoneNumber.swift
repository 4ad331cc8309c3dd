/// The digits of a telephone number, one to fifteen of them (ITU-T E.164), in one word.
///
/// ```
/// bits 63…60  59…56  …  7…4   3…0
///      digit1 digit2    d15   count
/// ```
/// Unused digits are zero, so that numbers compare as their digits do, a shorter one before its extensions.
public struct PhoneNumber: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let packed: UInt64

  package static let maximumDigits = 15

  /// No digits: stands for a number that is not known.
  @inlinable public static var none: PhoneNumber { PhoneNumber(packed: 0) }

  @inlinable public init(packed: UInt64) { self.packed = packed }

  /// - Returns: `nil` for no digits, more than fifteen, or any byte but `0`…`9`.
  package init?(digits: Span<UInt8>) {
    guard 1...Self.maximumDigits ~= digits.count else { return nil }
    var packed: UInt64 = 0
    for index in digits.indices {
      let digit = digits[index] &- 48
      guard digit < 10 else { return nil }
      packed = packed << 4 | UInt64(digit)
    }
    self.packed = packed << UInt64(64 - 4 * digits.count) | UInt64(digits.count)
  }

  package init?(_ digits: some StringProtocol) {
    let bytes = Array(digits.utf8)
    self.init(digits: bytes.span)
  }

  @inlinable public var count: Int { Int(packed & 0xF) }

  /// The digit at `index`, 0 being the first; zero behind the last.
  package func digit(_ index: Int) -> Int { Int(packed >> UInt64(60 - 4 * index) & 0xF) }

  /// The first `count` digits.
  package func prefix(_ count: Int) -> PhoneNumber {
    guard count < self.count else { return self }
    let kept = count == 0 ? 0 : packed & ~(UInt64.max >> UInt64(4 * count))
    return PhoneNumber(packed: kept | UInt64(count))
  }

  @inlinable public static func == (left: PhoneNumber, right: PhoneNumber) -> Bool { left.packed == right.packed }

  public static func < (left: PhoneNumber, right: PhoneNumber) -> Bool { left.packed < right.packed }

  public var description: String { String((0..<count).map { Character(String(digit($0))) }) }
}
