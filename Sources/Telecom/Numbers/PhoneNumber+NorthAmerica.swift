extension PhoneNumber {
  /// The parts of a number of the North American Numbering Plan by which its place is known.
  package struct NorthAmerican: Hashable, Sendable {
    /// Area code and exchange as a number of six digits: 201555.
    package var exchange: Int
    /// The digit behind the exchange: a block of a thousand numbers.
    package var block: Int

    package var areaCode: Int { exchange / 1000 }
    package var isTollFree: Bool {
      switch areaCode {
      case 800, 833, 844, 855, 866, 877, 888: true
      default: false
      }
    }
  }

  /// - Returns: `nil` for what is not `1` and ten digits, area code and exchange both beginning with 2 to 9.
  package var northAmerican: NorthAmerican? {
    guard count == 11, packed >> 60 == 1, packed >> 56 & 0xF >= 2, packed >> 44 & 0xF >= 2 else { return nil }
    var exchange: UInt64 = 0
    for index in 1...6 as ClosedRange<UInt64> { exchange = exchange * 10 + packed >> (60 - 4 * index) & 0xF }
    return NorthAmerican(exchange: Int(exchange), block: Int(packed >> 32 & 0xF))
  }
}
