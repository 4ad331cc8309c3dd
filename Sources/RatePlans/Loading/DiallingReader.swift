internal import Telecom

/// Reads the dialling rules of a plan.
struct DiallingReader {
  private static let keys = [
    "country_code", "international_prefix", "national_prefix", "area_code", "national_length", "national_lengths",
    "local_length", "local_lengths",
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

  private func lengths(_ mapping: YAMLMapping, _ key: String) -> [Int]? {
    mapping.integers(key, in: 1...15) ?? mapping.integers(key + "s", in: 1...15)
  }
}
