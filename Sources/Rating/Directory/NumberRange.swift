package import Telecom

/// All numbers that begin with some digits, or all of one length from one to another.
package struct NumberRange: Hashable, Sendable {
  /// The packed digits of the first and last number, without their count.
  let first: UInt64
  let last: UInt64
  /// How many digits a number must have; 0 for any.
  let digits: Int
  /// How many numbers of fifteen digits begin as those of the range do: the less, the narrower.
  let width: Int64

  package init(prefix: PhoneNumber) {
    first = prefix.packed & ~0xF
    last = first | (~0xF & UInt64.max >> UInt64(4 * prefix.count))
    digits = 0
    width = Self.power(PhoneNumber.maximumDigits - prefix.count)
  }

  /// - Returns: `nil` for numbers of different length, and for a last one before the first.
  package init?(from: PhoneNumber, to: PhoneNumber) {
    guard from.count == to.count, from <= to else { return nil }
    first = from.packed & ~0xF
    last = to.packed & ~0xF
    digits = from.count
    width = (Self.value(to) - Self.value(from) + 1) * Self.power(PhoneNumber.maximumDigits - from.count)
  }

  private static func power(_ exponent: Int) -> Int64 { (0..<exponent).reduce(1) { power, _ in power * 10 } }

  private static func value(_ number: PhoneNumber) -> Int64 {
    (0..<number.count).reduce(0) { $0 * 10 + Int64(number.digit($1)) }
  }

  package func contains(_ number: PhoneNumber) -> Bool {
    first <= number.packed & ~0xF && number.packed & ~0xF <= last && (digits == 0 || digits == number.count)
  }
}
