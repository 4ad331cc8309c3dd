package import RatePlans
package import Telecom

/// How usage of a type of service is rated: which party pays, and which ends of a call count.
package struct RatingRule: Sendable, Hashable {
  package enum Payer: String, Sendable, CaseIterable {
    /// Who uses the service: its number, line, trunk, card or account is where the record comes from.
    case user
    /// Who owns the called number.
    case called
  }

  /// What usage of a type is, in the words of a definition.
  package enum Usage: String, Sendable, CaseIterable {
    case call, message, session, quantity

    package var kind: UsageKind {
      switch self {
      case .call: .call
      case .message: .message
      case .session: .data
      case .quantity: .metered
      }
    }
  }

  /// Which of a plan's decks add up to the charge.
  package struct Legs: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package init(_ leg: Leg) {
      self = switch leg {
      case .termination: .termination
      case .origination: .origination
      case .matrix: .matrix
      }
    }

    package init(_ legs: [Leg]) { self = legs.reduce(into: []) { $0.formUnion(Legs($1)) } }

    package static let termination = Legs(rawValue: 1)
    package static let origination = Legs(rawValue: 2)
    package static let matrix = Legs(rawValue: 4)
    /// Every one that the plan has.
    package static let sum: Legs = [.termination, .origination, .matrix]
  }

  /// As service types are named in subscribers files, records and books.
  package var name: String
  package var payer = Payer.user
  package var legs = Legs.sum
  /// `nil`: whatever each record looks like.
  package var usage: Usage?
  /// Calls whose called number begins so are of this type, whoever has the number.
  package var calledPrefixes: [DeckPrefix] = []
  /// Where the owner of the called number pays, the caller does not.
  package var isFreeForCaller = false

  package init(name: String) { self.name = name }

  /// Usage of the type is rated as any call: by its user, for every end that the plan has a deck for.
  var isOrdinary: Bool { payer == .user && legs == .sum && usage == nil }
}
