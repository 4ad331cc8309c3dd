internal import RatePlans
internal import Rating

extension RatingRule {
  /// The YAML of a service type that is rated so.
  var definition: String {
    var lines = ["name: \(name)", "payer: \(payer.rawValue)", "legs: \(legs.words.count == 1 ? legs.words[0] : "[\(legs.words.joined(separator: ", "))]")"]
    if let usage { lines.append("usage: \(usage.rawValue)") }
    if isFreeForCaller { lines.append("free_for_caller: true") }
    if !calledPrefixes.isEmpty {
      lines.append("called: [\(calledPrefixes.map { "\"\($0)\"" }.joined(separator: ", "))]")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension RatingRule.Legs {
  /// As a definition names them.
  var words: [String] {
    self == .sum ? ["sum"] : Leg.allCases.filter { contains(RatingRule.Legs($0)) }.map(\.rawValue)
  }
}
