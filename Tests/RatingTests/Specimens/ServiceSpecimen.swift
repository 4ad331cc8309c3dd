import RatePlans
import Rating

/// What the service that pays adds to a call.
struct ServiceSpecimen {
  /// Empty: the record's own.
  var type = ""
  var legs = RatingRule.Legs.sum
  var usage: RatingRule.Usage?

  /// The legs that count, where the plan has decks for some.
  func counted(of decks: Set<Leg>) -> Set<Leg> {
    let asked = Set(Leg.allCases.filter { legs.contains(RatingRule.Legs($0)) })
    return asked.intersection(decks).isEmpty && decks.contains(.matrix) ? [.matrix] : asked
  }

  /// By the engine.
  var service: UsageRater.Service {
    var service = UsageRater.Service()
    (service.type, service.legs, service.kind) = (Array(type.utf8), legs, usage?.kind)
    return service
  }

  /// Types whose legs each combine in their own way, and one that no rule is for.
  static let all = [
    ServiceSpecimen(type: "toll_free", legs: .origination), ServiceSpecimen(type: "trunk", legs: .termination),
    ServiceSpecimen(type: "calling_card"), ServiceSpecimen(type: "zoned", legs: .matrix),
    ServiceSpecimen(type: "transit", legs: [.termination, .matrix]), ServiceSpecimen(type: "alert", usage: .message),
    ServiceSpecimen(type: "modem", legs: .termination, usage: .session), ServiceSpecimen(type: "dialled", usage: .call),
    ServiceSpecimen(type: "voice"),
  ]

  /// Those of `all` that have one.
  static let rules = RatingRules(
    all.dropLast().map { service in
      var rule = RatingRule(name: service.type)
      (rule.legs, rule.usage) = (service.legs, service.usage)
      return rule
    })

  /// By the name of a type, which may be none of `all`.
  static func named(_ type: String) -> ServiceSpecimen { all.first { $0.type == type } ?? ServiceSpecimen(type: type) }

  /// An entry for each of `all`, whose key is an account code of the type's name, and `own`, which has no type.
  static let directory = PayerDirectory(
    (all.map(\.type) + [""]).map { type in
      var entry = DirectoryEntry(keys: [.accountCode(type.isEmpty ? "own" : type)], account: type, service: type)
      entry.serviceType = type
      return entry
    }, numbers: NumberNormaliser(DiallingRules()), rules: rules)
}
