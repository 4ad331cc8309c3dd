/// Reads what the styles of a workbook make of numbers.
final class CellFormats: PartReader {
  enum Kind: Hashable, Sendable {
    case number
    case date
    /// A time of day or a length of time.
    case time
    /// Whole numbers with at least so many digits: `000` shows 7 as 007.
    case digits(Int)
  }

  private var codes: [Int: String] = [:]
  private var kinds: [Kind] = []
  private var isInCells = false
  var failure: WorkbookError? { nil }

  /// - Parameter style: the number a cell has for its style.
  func kind(_ style: Int) -> Kind { kinds.indices.contains(style) ? kinds[style] : .number }

  func begin(_ element: String, _ attributes: [String: String]) {
    switch element {
    case "numFmt":
      if let id = attributes["numFmtId"].flatMap({ Int($0) }) { codes[id] = attributes["formatCode"] }
    case "cellXfs": isInCells = true
    case "xf" where isInCells:
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      kinds.append(codes[id].map(Self.kind(ofCode:)) ?? Self.kind(ofBuiltIn: id))
    default: break
    }
  }

  func text(_ text: String) {}

  func end(_ element: String) { if element == "cellXfs" { isInCells = false } }

  /// Those that every workbook knows (ECMA-376, 18.8.30), the ones of East Asia among them.
  private static func kind(ofBuiltIn id: Int) -> Kind {
    switch id {
    case 14...17, 22, 27...31, 36, 50...54, 57, 58: .date
    case 18...21, 32...35, 45...47, 55, 56: .time
    default: .number
    }
  }

  /// What the first section of a code is for: `yyyy-mm-dd`, `[h]:mm`, `0.00 "days"`.
  static func kind(ofCode code: String) -> Kind {
    var letters: [Character] = []
    var rest = Array(code.lowercased())[...]
    while let letter = rest.popFirst(), letter != ";" {
      switch letter {
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "\\", "_", "*": rest = rest.dropFirst()
      case "[":
        let inside = rest.prefix { $0 != "]" }
        rest = rest.dropFirst(inside.count + 1)
        if let first = inside.first, "hms".contains(first), inside.allSatisfy({ $0 == first }) { letters.append(first) }
      default: letters.append(letter)
      }
    }
    if letters.count > 1, letters.allSatisfy({ $0 == "0" }) { return .digits(letters.count) }
    if letters == Array("general") { return .number }
    let hasTime = letters.contains { "hs".contains($0) }
    if letters.contains(where: { "yd".contains($0) }) || letters.contains("m") && !hasTime { return .date }
    return hasTime ? .time : .number
  }
}
