internal import Rating

extension RatingRule {
  /// The YAML of a service type that is rated so.
  var definition: String {
    var lines = ["name: \(name)", "payer: \(payer.rawValue)", "legs: \(legs.rawValue)"]
    if isFreeForCaller { lines.append("free_for_caller: true") }
    if !calledPrefixes.isEmpty {
      lines.append("called: [\(calledPrefixes.map { "\"\($0)\"" }.joined(separator: ", "))]")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
