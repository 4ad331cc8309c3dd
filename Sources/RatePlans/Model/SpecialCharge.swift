package import Telecom

/// A charge beside those of the decks: what a call must be like, and what it then costs.
package struct SpecialCharge: Sendable {
  /// Facts of a record, all of which must hold. What is empty or `nil` does not matter.
  package struct Condition: Sendable {
    package var iiDigits: Set<Int16> = []
    package var serviceTypes: Set<String> = []
    /// One of them is a prefix of the called number, as it was dialled once made E.164.
    package var called: [DeckPrefix] = []
    package var calling: [DeckPrefix] = []
    package var jurisdictions: Set<Jurisdiction> = []
    /// Bands in which the call begins, by their index in the plan.
    package var bands: Set<Int16> = []
    /// Whole seconds before increments.
    package var seconds: ClosedRange<Int64>?
    package var isPorted: Bool?
    /// Whether the record came with a price.
    package var hasPrice: Bool?
    /// The texts that a property may have, by its name.
    package var properties: [String: Set<String>] = [:]

    package init() {}
  }

  package enum Amount: Sendable, Hashable {
    /// Nanos for the call.
    case perCall(Int64)
    /// Nanos for 60 s; the seconds are those of the increments.
    case perMinute(Int64, first: Int64, next: Int64)
    /// Billionths of a percent of what the decks' rates come to.
    case percentOfRates(Int64)
    /// Billionths of a percent of the price the record came with.
    case percentOfPrice(Int64)
  }

  package var name: String
  package var condition = Condition()
  package var amount: Amount
  /// The decks price nothing where this charge applies.
  package var replacesRates = false

  package init(name: String, amount: Amount) {
    self.name = name
    self.amount = amount
  }
}
