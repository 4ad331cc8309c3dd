/// How dialled digits become E.164. Numbers pass through unchanged, but for a leading `+`, where no rule is given.
package struct DiallingRules: Sendable, Hashable {
  /// Digits of the country numbers without an international prefix belong to: `1`, `49`.
  package var countryCode = ""
  /// What stands before a number with its country code: `011`, `00`; several where the trade has several.
  package var internationalPrefixes: [String] = []
  /// What stands before a national number: `1`, `0`.
  package var nationalPrefix = ""
  /// Put before a local number.
  package var areaCode = ""
  /// Digits of a national number without its prefix, where numbers are dialled without one: 10 in North America.
  package var nationalLengths: [Int] = []
  /// Digits of a local number: 7 in North America.
  package var localLengths: [Int] = []
  /// What is dialled for something else, by called numbers alone; the first that fits, before the other rules.
  package var rewrites: [DialledRewrite] = []

  /// Digits of a number that is not completed by any rule, and that no prefix stands for.
  package static let longestShortNumber = 6

  package init() {}

  /// Nothing is said but what is rewritten.
  package var isEmpty: Bool {
    var others = self
    others.rewrites = []
    return others == DiallingRules()
  }
}
