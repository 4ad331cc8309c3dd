import RatePlans

/// Dialled digits to E.164 by the rules of `NumberNormaliser`'s comment, with strings.
struct OracleNumbers {
  let rules: DiallingRules

  struct Number: Equatable {
    var digits: String
    var isShort = false
  }

  /// What is called by dialled digits: the first rewrite that fits them, digit by digit, then the other rules.
  func called(_ dialled: String) -> Number? {
    for rewrite in rules.rewrites {
      let open = rewrite.pattern.hasSuffix("*")
      let pattern = open ? String(rewrite.pattern.dropLast()) : rewrite.pattern
      guard open ? dialled.count > pattern.count : dialled.count == pattern.count else { continue }
      let fits = zip(pattern, dialled).allSatisfy { symbol, digit in
        switch symbol {
        case "X": "0123456789".contains(digit)
        case "N": "23456789".contains(digit)
        default: symbol == digit
        }
      }
      if fits { return number(rewrite.replacement + dialled.dropFirst(pattern.count)) }
    }
    return number(dialled)
  }

  func number(_ dialled: String) -> Number? {
    guard !dialled.isEmpty else { return nil }
    if dialled.hasPrefix("+") { return whole(String(dialled.dropFirst())) }
    if rules.isEmpty { return whole(dialled) }
    let international = rules.internationalPrefixes.filter { dialled.hasPrefix($0) && dialled != $0 }
    if let longest = international.max(by: { $0.count < $1.count }) {
      return whole(String(dialled.dropFirst(longest.count)))
    }
    if rules.internationalPrefixes.contains(dialled) {
      guard var number = whole(dialled) else { return nil }
      number.isShort = true
      return number
    }
    let national = rules.nationalPrefix
    if !national.isEmpty, dialled.hasPrefix(national), dialled != national {
      let rest = String(dialled.dropFirst(national.count))
      if rules.nationalLengths.isEmpty || rules.nationalLengths.contains(rest.count) {
        return whole(rules.countryCode + rest)
      }
    }
    if rules.nationalLengths.contains(dialled.count) { return whole(rules.countryCode + dialled) }
    if !rules.areaCode.isEmpty {
      let isLocal = rules.localLengths.isEmpty ? dialled.count > 6 : rules.localLengths.contains(dialled.count)
      if isLocal { return whole(rules.countryCode + rules.areaCode + dialled) }
    }
    guard var number = whole(dialled) else { return nil }
    number.isShort = dialled.count <= 6 || rules.localLengths.contains(dialled.count)
    return number
  }

  private func whole(_ digits: String) -> Number? {
    guard (1...15).contains(digits.count), digits.allSatisfy({ "0123456789".contains($0) }) else { return nil }
    return Number(digits: digits)
  }
}
