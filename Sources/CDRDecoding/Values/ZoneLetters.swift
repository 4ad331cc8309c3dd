internal import Telecom

/// Time zones by their letters, as gateways write them: `EST`, `CET`, `IST`.
///
/// Letters are not unique. Where several places claim the same ones, those of the larger telephone network are meant:
/// `IST` is India, `CST` and `EST` are North America, `BST` is British summer. A dialect overrules them by `zones:`.
struct ZoneLetters: Sendable {
  private var names: [UInt64] = []
  private var offsets: [Int32] = []

  /// Letters and hours east of Greenwich, in the form `ZoneRules` reads.
  static let standard: [(String, String)] = [
    ("UTC", "+0"), ("GMT", "+0"), ("UT", "+0"), ("Z", "+0"), ("WET", "+0"), ("WEST", "+1"), ("BST", "+1"),
    ("CET", "+1"), ("CEST", "+2"), ("MET", "+1"), ("MEST", "+2"), ("EET", "+2"), ("EEST", "+3"), ("SAST", "+2"),
    ("CAT", "+2"), ("WAT", "+1"), ("EAT", "+3"), ("MSK", "+3"), ("MSD", "+4"), ("TRT", "+3"), ("IRST", "+0330"),
    ("GST", "+4"), ("PKT", "+5"), ("IST", "+0530"), ("NPT", "+0545"), ("BDT", "+6"), ("ICT", "+7"), ("WIB", "+7"),
    ("HKT", "+8"), ("SGT", "+8"), ("PHT", "+8"), ("MYT", "+8"), ("AWST", "+8"), ("JST", "+9"), ("KST", "+9"),
    ("ACST", "+0930"), ("ACDT", "+1030"), ("AEST", "+10"), ("AEDT", "+11"), ("NZST", "+12"), ("NZDT", "+13"),
    ("NST", "-0330"), ("NDT", "-0230"), ("AST", "-4"), ("ADT", "-3"), ("EST", "-5"), ("EDT", "-4"), ("CST", "-6"),
    ("CDT", "-5"), ("MST", "-7"), ("MDT", "-6"), ("PST", "-8"), ("PDT", "-7"), ("AKST", "-9"), ("AKDT", "-8"),
    ("HST", "-10"), ("BRT", "-3"), ("BRST", "-2"), ("ART", "-3"), ("CLT", "-4"), ("CLST", "-3"), ("COT", "-5"),
    ("PET", "-5"), ("VET", "-4"),
  ]

  /// - Parameter overrules: letters, and a fixed offset for each.
  init(overrules: [String: Int32] = [:]) {
    for (letters, offset) in overrules { add(letters, offset) }
    for (letters, zone) in Self.standard {
      guard overrules[letters] == nil, let rules = ZoneRules(named: zone) else { continue }
      add(letters, rules.offsets[0])
    }
  }

  private mutating func add(_ letters: String, _ offset: Int32) {
    names.append(letters.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1 & 0xDF) })
    offsets.append(offset)
  }

  /// Reads `EST`, `GMT+4`, `+02:00`, `-0800` or `Z` from `index` on, and moves it behind.
  func offset(_ text: Span<UInt8>, _ index: inout Int, _ end: Int) -> Int32? {
    let first = index
    var name: UInt64 = 0
    while index < end, TimeReading.isLetter(text[index]) {
      guard index - first < 8 else { return nil }
      name = name << 8 | UInt64(text[index] & 0xDF)
      index += 1
    }
    var base: Int32 = 0
    if index > first {
      guard let found = names.firstIndex(of: name) else { return nil }
      base = offsets[found]
    }
    guard index < end, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") else {
      return index > first ? base : nil
    }
    let sign: Int32 = text[index] == UInt8(ascii: "-") ? -1 : 1
    index += 1
    var number: Int32 = 0
    var digits = 0
    var hasColon = false
    while index < end, digits < 4 {
      if text[index] == UInt8(ascii: ":"), digits == 2, !hasColon {
        hasColon = true
      } else if text[index] &- 48 < 10 {
        number = number * 10 + Int32(text[index] &- 48)
        digits += 1
      } else {
        break
      }
      index += 1
    }
    guard digits > 0, digits != 3 else { return nil }
    let (hours, minutes) = digits <= 2 ? (number, 0) : (number / 100, number % 100)
    guard hours <= 23, minutes < 60 else { return nil }
    let offset = base + sign * (hours * 3600 + minutes * 60)
    return abs(offset) < 86_400 ? offset : nil
  }
}
