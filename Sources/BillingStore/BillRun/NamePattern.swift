/// Which accounts a command is for: names separated by commas, in which `*` stands for anything and `?` for a character.
package struct NamePattern: Hashable, Sendable {
  package let text: String
  private let patterns: [[Character]]

  package init(_ text: String) {
    self.text = text
    patterns = text.split(separator: ",").map { Array($0) }
  }

  package func matches(_ name: String) -> Bool {
    let name = Array(name)
    return patterns.contains { Self.matches(name, $0) }
  }

  /// On a mismatch the last `*` takes one character more.
  private static func matches(_ name: [Character], _ pattern: [Character]) -> Bool {
    var (place, next) = (0, 0)
    var retry: (place: Int, next: Int)?
    while place < name.count {
      if next < pattern.count, pattern[next] == "*" {
        retry = (place, next + 1)
        next += 1
      } else if next < pattern.count, pattern[next] == "?" || pattern[next] == name[place] {
        (place, next) = (place + 1, next + 1)
      } else if let last = retry {
        retry = (last.place + 1, last.next)
        (place, next) = (last.place + 1, last.next)
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == "*" }
  }
}
