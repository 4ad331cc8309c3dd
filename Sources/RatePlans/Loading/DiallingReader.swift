internal import Telecom

/// Reads the dialling rules of a plan.
struct DiallingReader {
  private static let keys = [
    "country_code", "international_prefix", "national_prefix", "area_code", "national_length", "national_lengths",
    "local_length", "local_lengths", "rewrite",
  ]

  let log: ProblemLog

  func dialling(_ top: YAMLMapping) -> DiallingRules {
    var rules = DiallingRules()
    guard let mapping = top.mapping("dialling", keys: Self.keys) else { return rules }
    rules.countryCode = digits(mapping, "country_code").first ?? ""
    rules.internationalPrefixes = digits(mapping, "international_prefix")
    rules.nationalPrefix = digits(mapping, "national_prefix").first ?? ""
    rules.areaCode = digits(mapping, "area_code").first ?? ""
    rules.nationalLengths = lengths(mapping, "national_length") ?? (rules.countryCode == "1" ? [10] : [])
    rules.localLengths = lengths(mapping, "local_length") ?? (rules.countryCode == "1" ? [7] : [])
    rules.rewrites = rewrites(mapping)
    if rules.countryCode.isEmpty, !rules.nationalPrefix.isEmpty || !rules.areaCode.isEmpty {
      log.error(
        mapping.location, "national numbers need the country they belong to",
        remedy: "add country_code to the dialling rules")
    }
    return rules
  }

  private func digits(_ mapping: YAMLMapping, _ key: String) -> [String] {
    mapping.texts(key).compactMap { value in
      if !value.text.isEmpty, value.text.utf8.count <= 15, value.text.utf8.allSatisfy({ 48...57 ~= $0 }) {
        return value.text
      }
      log.error(value.location, "\(key) cannot be \(value.text)", remedy: "write its digits in quotes, such as \"011\"")
      return nil
    }
  }

  private func rewrites(_ mapping: YAMLMapping) -> [DialledRewrite] {
    guard let entries = mapping.mapping("rewrite", keys: nil) else { return [] }
    var rewrites: [DialledRewrite] = []
    for pattern in entries.keys {
      guard let value = entries.text(pattern) else {
        log.error(entries.location, "nothing is dialled for \(pattern)", remedy: "write its number, such as \"15555551212\"")
        continue
      }
      guard let rewrite = DialledRewrite(pattern, replacement: value.text) else {
        log.error(
          value.location, "\(pattern) cannot be rewritten to '\(value.text)'",
          remedy: "write digits, X (any) or N (2 to 9), with a * at the end where digits follow, then the digits in their place")
        continue
      }
      if let earlier = rewrites.first(where: { $0.covers(rewrite) }) {
        log.warning(
          value.location, "no number comes to the rewrite of \(pattern): that of \(earlier.pattern) stands before it",
          remedy: "write the particular before the general")
      }
      rewrites.append(rewrite)
    }
    return rewrites
  }

  private func lengths(_ mapping: YAMLMapping, _ key: String) -> [Int]? {
    mapping.integers(key, in: 1...15) ?? mapping.integers(key + "s", in: 1...15)
  }
}
