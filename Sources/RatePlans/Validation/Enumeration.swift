extension [String] {
  /// `a`, `a and b`, `a, b and c`; of more than three `a, b and 4 more`.
  var enumeration: String {
    guard count > 1 else { return first ?? "" }
    let shown = count > 3 ? 2 : count - 1
    return prefix(shown).joined(separator: ", ") + " and " + (count > 3 ? "\(count - shown) more" : self[shown])
  }
}
