/// What a carrier's notice says of a code, in its own words.
enum NoticeWord: String, Sendable, CaseIterable {
  case added, raised, lowered, unchanged, closed, blocked

  private static let words: [(NoticeWord, [String])] = [
    (.closed, [
      "closed", "close", "code closed", "deleted", "delete", "code deleted", "destination deleted", "removed", "code removed",
      "withdrawn", "discontinued", "terminated", "destination closed", "closure",
    ]),
    (.blocked, ["blocked", "block", "barred", "destination blocked", "code blocked"]),
    (.unchanged, ["unchanged", "no change", "same", "current", "not changed", "no changes"]),
    (.raised, ["increase", "rate increase", "increased", "price increase", "raised", "raise", "up"]),
    (.lowered, ["decrease", "rate decrease", "decreased", "price decrease", "lowered", "reduction", "down"]),
    (.added, [
      "new", "added", "new code", "code added", "new destination", "destination added", "new breakout", "addition", "new rate", "add",
    ]),
  ]

  /// Words that take a code out of service.
  static let withdrawing = words.prefix(2).flatMap(\.1)

  /// - Parameter text: lower case, blanks at no end.
  init?(_ text: String) {
    guard let word = Self.words.first(where: { $0.1.contains(text) })?.0 else { return nil }
    self = word
  }
}
