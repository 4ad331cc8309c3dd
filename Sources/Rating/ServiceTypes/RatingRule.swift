package import RatePlans

/// How usage of a type of service is rated: which party pays, and which ends of a call count.
package struct RatingRule: Sendable, Hashable {
  package enum Payer: String, Sendable, CaseIterable {
    /// Who uses the service: its number, line, trunk, card or account is where the record comes from.
    case user
    /// Who owns the called number.
    case called
  }

  /// How a plan's decks combine.
  package enum Legs: String, Sendable, CaseIterable {
    /// Every end that the plan has a deck for.
    case sum
    case termination
    case origination

    func includes(_ leg: Leg) -> Bool {
      switch self {
      case .sum: true
      case .termination: leg == .termination
      case .origination: leg == .origination
      }
    }
  }

  /// As service types are named in subscribers files, records and books.
  package var name: String
  package var payer = Payer.user
  package var legs = Legs.sum
  /// Calls whose called number begins so are of this type, whoever has the number.
  package var calledPrefixes: [DeckPrefix] = []
  /// Where the owner of the called number pays, the caller does not.
  package var isFreeForCaller = false

  package init(name: String) { self.name = name }
}
