/// Under whose rules a call falls, by where its two ends are: the words of the North American trade.
package enum Jurisdiction: UInt8, Sendable, CaseIterable {
  /// Nobody asked: the run has no numbering data.
  case unknown
  /// Both ends in one rate centre.
  case local
  /// One state and one LATA.
  case intralata
  /// One state, across LATAs or of unknown ones.
  case intrastate
  /// Two states of one country.
  case interstate
  /// Two countries.
  case international
  /// The place of one end cannot be known: no or an invalid calling number, or a toll-free one.
  case indeterminate

  /// As written in rated usage, and in decks of our own form.
  package var code: String {
    switch self {
    case .unknown: ""
    case .local: "local"
    case .intralata: "intralata"
    case .intrastate: "intrastate"
    case .interstate: "interstate"
    case .international: "international"
    case .indeterminate: "indeterminate"
    }
  }

  /// The words that decks have.
  private static let words: [String: Jurisdiction] = [
    "local": .local, "intralata": .intralata, "intrastate": .intrastate, "interstate": .interstate,
    "international": .international, "indeterminate": .indeterminate,
    "inter": .interstate, "intra": .intrastate, "intra_lata": .intralata, "intra-lata": .intralata,
    "intl": .international, "indet": .indeterminate, "ij": .indeterminate, "unknown": .indeterminate,
  ]

  /// - Parameter word: of a deck, in any case.
  package init?(word: String) {
    guard let known = Self.words[word] ?? Self.words[word.lowercased()] else { return nil }
    self = known
  }

  /// Whose row prices a call where a deck has none for the call's own: a local call is one within the LATA, that is one
  /// within the state.
  package var wider: Jurisdiction? {
    switch self {
    case .local: .intralata
    case .intralata: .intrastate
    case .unknown, .intrastate, .interstate, .international, .indeterminate: nil
    }
  }
}
