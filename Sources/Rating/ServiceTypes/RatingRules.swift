internal import RatePlans
package import Telecom

/// The rating rules of a run, by the name of the service type. Types without a rule of their own are rated as any call.
package struct RatingRules: Sendable {
  package let all: [RatingRule]
  /// By the name of the type; the claim is the index.
  private let names: TextKeys
  /// Of the prefixes by which calls are known to be of a type; the value is an index into `rulesOfPrefix`.
  private let prefixes: PrefixTrie
  private let rulesOfPrefix: [Int16]
  private let ruleOfKey: [UInt64: Int16]

  /// - Parameter rules: of two with one name the later counts.
  package init(_ rules: [RatingRule]) {
    var names = TextKeys(capacity: rules.count)
    for index in rules.indices { names.withClaim(of: rules[index].name) { $0 = Int32(index) } }
    self.names = names
    all = rules
    let counted = Set(rules.map { Self.index(of: Array($0.name.utf8).span, names) })
    var keys: [UInt64: Int16] = [:]
    for index in counted.sorted() {
      for prefix in rules[Int(index)].calledPrefixes { keys[prefix.key] = index }
    }
    ruleOfKey = keys
    let sorted = keys.sorted { $0.key < $1.key }
    prefixes = PrefixTrie(sortedKeys: sorted.map(\.key))
    rulesOfPrefix = sorted.map(\.value)
  }

  package static let none = RatingRules([])

  /// What usage of each type is that says so.
  package var kinds: [String: UsageKind] {
    Dictionary(all.compactMap { rule in rule.usage.map { (rule.name, $0.kind) } }, uniquingKeysWith: { _, later in later })
  }

  /// - Returns: -1 for a type without a rule.
  package func index(of name: String) -> Int16 { Self.index(of: Array(name.utf8).span, names) }

  private static func index(of name: Span<UInt8>, _ names: TextKeys) -> Int16 {
    Int16(truncatingIfNeeded: names.claim(of: name, hash: TextKeys.hash(name)))
  }

  /// The rule of a record's own service type; -1 where it has none, or one that is rated as any call.
  func index(ofRecord index: Int, _ batch: UsageBatch) -> Int16 {
    let extras = Int(batch.records[index].extras)
    guard extras >= 0, !batch.extras[extras].serviceType.isEmpty else { return -1 }
    let rule = Self.index(of: batch.text.span.extracting(batch.extras[extras].serviceType.range), names)
    return rule >= 0 && !all[Int(rule)].isOrdinary ? rule : -1
  }

  /// The rules of all records' own service types; nothing where none has one, as in most batches.
  func ofRecords(_ batch: UsageBatch, into rules: inout [Int16]) {
    rules.removeAll(keepingCapacity: true)
    guard !all.isEmpty, batch.extras.indices.contains(where: { !batch.extras[$0].serviceType.isEmpty }) else { return }
    var hasAny = false
    for index in batch.records.indices {
      let rule = self.index(ofRecord: index, batch)
      if rule >= 0 { hasAny = true }
      rules.append(rule)
    }
    if !hasAny { rules.removeAll(keepingCapacity: true) }
  }

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
