internal import RatePlans
internal import Telecom

/// The rating rules of a run, by the name of the service type. Types without a rule of their own are rated as any call.
package struct RatingRules: Sendable {
  package let all: [RatingRule]
  private let indices: [String: Int16]
  /// Of the prefixes by which calls are known to be of a type; the value is an index into `rulesOfPrefix`.
  private let prefixes: PrefixTrie
  private let rulesOfPrefix: [Int16]
  private let ruleOfKey: [UInt64: Int16]

  /// - Parameter rules: of two with one name the later counts.
  package init(_ rules: [RatingRule]) {
    indices = Dictionary(rules.indices.map { (rules[$0].name, Int16($0)) }, uniquingKeysWith: { _, later in later })
    all = rules
    var keys: [UInt64: Int16] = [:]
    for index in Set(indices.values).sorted() {
      for prefix in rules[Int(index)].calledPrefixes { keys[prefix.key] = index }
    }
    ruleOfKey = keys
    let sorted = keys.sorted { $0.key < $1.key }
    prefixes = PrefixTrie(sortedKeys: sorted.map(\.key))
    rulesOfPrefix = sorted.map(\.value)
  }

  package static let none = RatingRules([])

  /// - Returns: -1 for a type without a rule.
  package func index(of name: String) -> Int16 { indices[name] ?? -1 }

  /// The rule of calls to a number; -1 where the number says nothing. A short number must be among the prefixes itself.
  func index(ofCalled number: NumberNormaliser.Result) -> Int16 {
    if number.isShort {
      let keys = [DeckPrefix(number.number, isExact: true).key, DeckPrefix(number.number).key]
      return keys.lazy.compactMap { ruleOfKey[$0] }.first ?? -1
    }
    let found = prefixes.longestMatch(number.number)
    return found < 0 ? -1 : rulesOfPrefix[Int(found)]
  }
}
