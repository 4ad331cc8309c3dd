/// How a time is written.
struct TimeForm: Sendable {
  enum Kind: UInt8, Sendable {
    /// `yyyy-MM-dd HH:mm:ss`, for which there is a short way.
    case plain
    case epochSeconds
    case epochMilliseconds
    case epochMicroseconds
    case pattern
  }

  var kind: Kind
  var tokens: [TimeToken]

  static let named: [String: String] = [
    "ctime": "E MMM d HH:mm:ss yyyy",
    "h323": "~HH:mm:ss[.S] Z E MMM d yyyy",
    "rfc3339": "yyyy-MM-dd|HH:mm:ss[.S]Z",
    "broadworks": "yyyyMMddHHmmss[.S]",
    "go": "yyyy-MM-dd HH:mm:ss[.S] Z E",
  ]

  /// - Parameter text: `epoch_s`, `epoch_ms`, `epoch_us`, one of `named`, or a pattern of letters.
  /// - Throws: the remark what is wrong with it.
  init(_ text: String) throws(DefinitionError) {
    switch text {
    case "epoch_s": self.init(kind: .epochSeconds, tokens: [])
    case "epoch_ms": self.init(kind: .epochMilliseconds, tokens: [])
    case "epoch_us": self.init(kind: .epochMicroseconds, tokens: [])
    case "yyyy-MM-dd HH:mm:ss": self.init(kind: .plain, tokens: [])
    default: self.init(kind: .pattern, tokens: try Self.tokens(Self.named[text] ?? text))
    }
  }

  private init(kind: Kind, tokens: [TimeToken]) {
    self.kind = kind
    self.tokens = tokens
  }

  private static func tokens(_ pattern: String) throws(DefinitionError) -> [TimeToken] {
    var tokens: [TimeToken] = []
    let characters = Array(pattern.utf8)
    var index = 0
    while index < characters.count {
      let letter = characters[index]
      var count = 1
      while index + count < characters.count, characters[index + count] == letter { count += 1 }
      let single: UInt8 = count == 1 ? 1 : 0
      switch letter {
      case UInt8(ascii: "y"): tokens.append(TimeToken(count > 2 ? .year4 : .year2))
      case UInt8(ascii: "M"): tokens.append(count > 2 ? TimeToken(.monthName) : TimeToken(.month, single))
      case UInt8(ascii: "d"): tokens.append(TimeToken(.day, single))
      case UInt8(ascii: "H"): tokens.append(TimeToken(.hour, single))
      case UInt8(ascii: "h"): tokens.append(TimeToken(.hour12, single))
      case UInt8(ascii: "m"): tokens.append(TimeToken(.minute, single))
      case UInt8(ascii: "s"): tokens.append(TimeToken(.second, single))
      case UInt8(ascii: "S"): tokens.append(TimeToken(.fraction))
      case UInt8(ascii: "a"): tokens.append(TimeToken(.dayHalf))
      case UInt8(ascii: "E"): tokens.append(TimeToken(.letters))
      case UInt8(ascii: "Z"): tokens.append(TimeToken(.zone))
      case UInt8(ascii: "~"): tokens.append(TimeToken(.clockMark))
      case UInt8(ascii: "|"): tokens.append(TimeToken(.dateTimeSeparator))
      case UInt8(ascii: " "): tokens.append(TimeToken(.blanks))
      case UInt8(ascii: "["):
        guard characters[index...].starts(with: Array("[.S]".utf8)) else {
          throw DefinitionError("'[' in a time pattern must begin '[.S]'")
        }
        tokens.append(TimeToken(.optionalFraction))
        count = 4
      case UInt8(ascii: "'"):
        guard let end = characters[(index + 1)...].firstIndex(of: letter) else {
          throw DefinitionError("the quote in the time pattern is not closed")
        }
        for literal in characters[(index + 1)..<end] { tokens.append(TimeToken(.literal, literal)) }
        count = end + 1 - index
      case 65...90, 97...122:
        throw DefinitionError("'\(Character(UnicodeScalar(letter)))' means nothing in a time pattern")
      default:
        for _ in 0..<count { tokens.append(TimeToken(.literal, letter)) }
      }
      index += count
    }
    let kinds = tokens.map(\.kind)
    guard kinds.contains(.day), kinds.contains(.month) || kinds.contains(.monthName),
      kinds.contains(.year4) || kinds.contains(.year2)
    else { throw DefinitionError("a time pattern needs year, month and day, such as 'dd/MM/yyyy HH:mm:ss'") }
    return tokens
  }
}
