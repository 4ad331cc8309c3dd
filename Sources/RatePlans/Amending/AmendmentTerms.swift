/// What a notice does not say itself about how it is to be laid onto a deck.
package struct AmendmentTerms: Sendable {
  /// Which codes a notice lists.
  package enum Scope: Hashable, Sendable {
    /// Those it changes; all others stay as they are.
    case partial
    /// All that there will be: the deck's other codes end at this instant, milliseconds since 1970 UTC; `nil` while
    /// nobody said when.
    case full(closedFrom: Int64?)
  }

  package var scope: Scope
  /// When the notice was issued, milliseconds since 1970 UTC: what it says without a date holds from then on.
  package var issued: Int64
  /// Days before which a higher price has to be announced.
  package var noticeDays: Int

  package init(scope: Scope, issued: Int64, noticeDays: Int = 0) {
    self.scope = scope
    self.issued = issued
    self.noticeDays = noticeDays
  }

  /// Whether a notice calls itself the whole price list or a list of changes; `nil` where it says neither, or both.
  package static func isFull(_ banner: String) -> Bool? {
    let text = " " + banner.lowercased().map { $0.isLetter || $0 == "-" ? String($0) : " " }.joined() + " "
    let words = " " + text.split(separator: " ").joined(separator: " ") + " "
    let full = ["a-z", "a to z", "full", "complete"].contains { words.contains(" \($0) ") }
    let partial = ["partial", "amendment", "changes only"].contains { words.contains(" \($0) ") }
    return full == partial ? nil : full
  }
}
