internal import Bytes
package import RatePlans
package import Telecom

/// Reads how service types are rated, from a YAML file.
///
/// ```yaml
/// service_types:
///   - {name: toll_free, payer: called, legs: origination, free_for_caller: true, called: ["1800", "1888", "44800"]}
/// ```
package struct RatingRuleReader {
  package static let keys = ["payer", "legs", "usage", "called", "free_for_caller"]

  private let log: ProblemLog

  package init(log: ProblemLog) { self.log = log }

  /// Those that every run knows.
  package static let builtIns: [RatingRule] = {
    let log = ProblemLog()
    let rules = RatingRuleReader(log: log).rules(PackageResources.service_types_yaml, file: "service-types.yaml")
    precondition(!log.hasErrors, "\(log.sorted)")
    return rules
  }()

  /// - Throws: every problem of the file, when at least one of them is an error.
  package static func load(_ path: String) throws(ProblemReport) -> (rules: [RatingRule], warnings: [Problem]) {
    let log = ProblemLog()
    var rules: [RatingRule] = []
    do throws(SystemError) {
      rules = RatingRuleReader(log: log).rules(try RawFile.reading(path).contents(), file: path)
    } catch {
      log.error(InputLocation(path), error.reason, remedy: error.isNotFound ? "name a file that exists" : "make it readable")
    }
    guard !log.hasErrors else { throw ProblemReport(log.sorted) }
    return (rules, log.sorted)
  }

  private func rules(_ bytes: [UInt8], file: String) -> [RatingRule] {
    guard let top = YAMLMapping(bytes, file: file, what: "a file of service types", keys: ["service_types"], log: log)
    else { return [] }
    var names: Set<String> = []
    return top.mappings("service_types", what: "a service type", keys: ["name"] + Self.keys).compactMap { mapping in
      guard let name = mapping.text("name"), !name.text.isEmpty else {
        log.error(mapping.location, "the service type has no name", remedy: "add `name: toll_free`")
        return nil
      }
      if !names.insert(name.text).inserted {
        log.error(name.location, "the service type \(name.text) stands twice", remedy: "keep one of them")
      }
      return rule(mapping, name: name.text)
    }
  }

  /// `sum`, one leg, or a list of them.
  private func legs(_ mapping: YAMLMapping) -> RatingRule.Legs {
    guard mapping.keys.contains("legs") else { return .sum }
    var legs: RatingRule.Legs = []
    let words = mapping.texts("legs")
    if words.isEmpty {
      log.error(mapping.location, "the service type has no legs", remedy: "write `legs: sum`, or leave them out")
    }
    for word in words {
      if word.text == "sum" {
        legs = .sum
      } else if let leg = Leg(rawValue: word.text) {
        legs.formUnion(RatingRule.Legs(leg))
      } else {
        let known = ["sum"] + Leg.allCases.map(\.rawValue)
        log.error(word.location, "legs cannot be \(word.text)", remedy: Spelling.hint(for: word.text, among: known))
      }
    }
    return legs
  }

  /// - Parameter mapping: of which only `keys` are read.
  package func rule(_ mapping: YAMLMapping, name: String) -> RatingRule {
    var rule = RatingRule(name: name)
    rule.payer = mapping.choice("payer") ?? .user
    rule.legs = legs(mapping)
    rule.usage = mapping.choice("usage")
    rule.isFreeForCaller = mapping.bool("free_for_caller") ?? false
    for value in mapping.texts("called") {
      if let prefix = DeckPrefix(digits: value.text) {
        rule.calledPrefixes.append(prefix)
      } else {
        log.error(value.location, "\(value.text) is no prefix", remedy: "write digits, or digits$ for exactly that number")
      }
    }
    if rule.payer == .user, rule.isFreeForCaller || !rule.calledPrefixes.isEmpty {
      log.error(
        mapping.location, "called and free_for_caller are for types that the called number's owner pays",
        remedy: "add `payer: called`, or leave them out")
    }
    return rule
  }
}
