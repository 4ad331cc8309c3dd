internal import RatePlans
internal import Telecom

/// The special charges of a plan, compiled: which of them a record has to pay, and how much.
struct SpecialCharges: Sendable {
  private let charges: [SpecialCharge]
  private let called: [PrefixTrie?]
  private let calling: [PrefixTrie?]
  private let properties: [[(name: [UInt8], values: Set<[UInt8]>)]]
  private let serviceTypes: [Set<[UInt8]>]

  init(_ charges: [SpecialCharge]) {
    self.charges = charges
    func trie(_ prefixes: [DeckPrefix]) -> PrefixTrie? {
      prefixes.isEmpty ? nil : PrefixTrie(sortedKeys: Set(prefixes.map(\.key)).sorted())
    }
    called = charges.map { trie($0.condition.called) }
    calling = charges.map { trie($0.condition.calling) }
    properties = charges.map { charge in
      charge.condition.properties.sorted { $0.key < $1.key }.map { (Array($0.key.utf8), Set($0.value.map { Array($0.utf8) })) }
    }
    serviceTypes = charges.map { Set($0.condition.serviceTypes.map { Array($0.utf8) }) }
  }

  var isEmpty: Bool { charges.isEmpty }
  var askForServiceType: Bool { serviceTypes.contains { !$0.isEmpty } }
  var indices: Range<Int> { charges.indices }
  func replacesRates(_ index: Int) -> Bool { charges[index].replacesRates }
  func name(_ index: Int) -> String { charges[index].name }

  /// Why a charge that applies cannot be told: it is a share of a price that is negative, or instead of the rates one of
  /// a price that is missing.
  /// - Returns: `nil` where it can.
  func refusal(_ index: Int, price: Int64?) -> RejectReason? {
    guard case .percentOfPrice = charges[index].amount else { return nil }
    guard let price else { return charges[index].replacesRates ? .missingField : nil }
    return price < 0 ? .invalidField : nil
  }

  /// What is asked of a record.
  struct Facts {
    var called: NumberNormaliser.Result?
    var calling: NumberNormaliser.Result?
    var jurisdiction = Jurisdiction.unknown
    var band: Int16 = -1
    /// Whole seconds before increments.
    var seconds: Int64 = 0
    var isPorted = false
    var serviceType: ArraySlice<UInt8> = []
    var extras = UsageExtras()
  }

  func applies(_ index: Int, to facts: Facts, of batch: UsageBatch) -> Bool {
    let condition = charges[index].condition
    if !condition.iiDigits.isEmpty, !condition.iiDigits.contains(facts.extras.iiDigits) { return false }
    if !serviceTypes[index].isEmpty, !serviceTypes[index].contains(Array(facts.serviceType)) { return false }
    if let trie = called[index], !Self.holds(condition.called, trie, facts.called) { return false }
    if let trie = calling[index], !Self.holds(condition.calling, trie, facts.calling) { return false }
    if !condition.jurisdictions.isEmpty, !condition.jurisdictions.contains(facts.jurisdiction) { return false }
    if !condition.bands.isEmpty, !condition.bands.contains(facts.band) { return false }
    if let seconds = condition.seconds, !seconds.contains(facts.seconds) { return false }
    if let isPorted = condition.isPorted, isPorted != facts.isPorted { return false }
    if let hasPrice = condition.hasPrice, hasPrice != (facts.extras.priceNanos != nil) { return false }
    return properties[index].allSatisfy { name, values in
      facts.extras.properties.contains { place in
        let property = batch.properties[Int(place)]
        return batch.text[property.name.range].elementsEqual(name) && values.contains(Array(batch.text[property.value.range]))
      }
    }
  }

  /// A short number is none of those that begin so: it must be there itself.
  private static func holds(_ prefixes: [DeckPrefix], _ trie: PrefixTrie, _ number: NumberNormaliser.Result?) -> Bool {
    guard let number else { return false }
    return number.isShort ? prefixes.contains { $0.isWhole(number.number) } : trie.longestMatch(number.number) >= 0
  }

  /// - Parameters:
  ///   - rates: what the decks' rates come to.
  ///   - price: the price that the record came with, in nanos; not negative.
  ///   - rule: how the plan counts increments.
  /// - Returns: `nil` past 128 bits. A percentage of a price that the record lacks is nothing.
  func amount(
    _ index: Int, seconds: Int64, rates: ExactAmount, price: Int64?, _ rule: IncrementRule
  ) -> ExactAmount? {
    switch charges[index].amount {
    case .perCall(let nanos): return ExactAmount(numerator: Int128(nanos))
    case .perMinute(let nanos, let first, let next):
      let billed = Pricer.billed(seconds, first: first, next: next, rule)
      return billed < 0 ? nil : ExactAmount(numerator: Int128(nanos) * Int128(billed), denominator: 60)
    case .percentOfRates(let percent): return Self.share(percent, of: rates)
    case .percentOfPrice(let percent): return Self.share(percent, of: ExactAmount(numerator: Int128(price ?? 0)))
    }
  }

  /// - Parameter percent: in billionths of a percent.
  private static func share(_ percent: Int64, of amount: ExactAmount) -> ExactAmount? {
    let (numerator, overflow) = amount.numerator.multipliedReportingOverflow(by: Int128(percent))
    let (denominator, overflow2) = amount.denominator.multipliedReportingOverflow(by: 100 * Int128(Decimal9.scale))
    return overflow || overflow2 ? nil : ExactAmount(numerator: numerator, denominator: denominator)
  }
}
