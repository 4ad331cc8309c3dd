internal import Telecom

/// How many digits the numbers of a country have, its calling code among them.
struct NumberLengths {
  /// Calling code, fewest and most digits. Where a country is not here, it has 11 or 12.
  private static let known: [(code: Int, least: Int, most: Int)] = [
    (1, 11, 11), (7, 11, 11), (20, 11, 12), (27, 11, 11), (30, 12, 12), (31, 11, 11), (32, 10, 11), (33, 11, 11),
    (34, 11, 11), (36, 10, 11), (39, 11, 12), (40, 11, 11), (41, 11, 11), (43, 11, 12), (44, 12, 12), (45, 10, 10),
    (46, 11, 11), (47, 10, 10), (48, 11, 11), (49, 11, 13), (51, 11, 11), (52, 12, 12), (53, 10, 10), (54, 12, 13),
    (55, 12, 13), (56, 11, 11), (57, 12, 12), (58, 12, 12), (60, 11, 12), (61, 11, 11), (62, 11, 13), (63, 12, 12),
    (64, 10, 11), (65, 10, 10), (66, 11, 11), (81, 11, 12), (82, 11, 12), (84, 11, 12), (86, 12, 13), (90, 12, 12),
    (91, 12, 12), (92, 12, 12), (93, 11, 11), (94, 11, 11), (95, 10, 11), (98, 12, 12),
  ]

  /// By the first two digits of a number.
  private var lengths: [(least: Int, most: Int)]

  init() {
    lengths = [(Int, Int)](repeating: (11, 12), count: 100)
    for country in Self.known {
      let codes = country.code < 10 ? country.code * 10..<country.code * 10 + 10 : country.code..<country.code + 1
      for code in codes { lengths[code] = (country.least, country.most) }
    }
  }

  /// The calling codes to choose from where a plan prices every number alike.
  static var callingCodes: [PhoneNumber] { known.compactMap { PhoneNumber(String($0.code)) } }

  /// The prefix with as many digits behind it as make a number of its country; a North American area code and office
  /// code begin with 2…9.
  func number(under prefix: PhoneNumber, _ random: inout SplitMix64) -> PhoneNumber {
    let isNorthAmerican = prefix.digit(0) == 1
    let (least, most) = lengths[prefix.digit(0) * 10 + prefix.digit(1)]
    let wanted = least + random.below(most - least + 1)
    let count = prefix.count < wanted ? wanted : min(prefix.count + 1, PhoneNumber.maximumDigits)
    var packed = prefix.packed & ~0xF
    var noise = random.next()
    for index in prefix.count..<count {
      let isFirstOfCode = isNorthAmerican && (index == 1 || index == 4)
      let digit = isFirstOfCode ? noise & 7 + 2 : ((noise & 0xFFFF) * 10) >> 16
      packed |= digit << UInt64(60 - 4 * index)
      noise = noise >> 4 | noise << 60
    }
    return PhoneNumber(packed: packed | UInt64(count))
  }
}
