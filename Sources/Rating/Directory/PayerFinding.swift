internal import Telecom

/// What a directory knows of the payer of a record.
package struct PayerFinding: Hashable, Sendable {
  package enum Verdict: UInt8, Sendable {
    /// Nothing the record is known by is in the directory.
    case unknown
    /// No entry is valid at the start of the record; the key's first begins later.
    case notYetActive
    /// No entry is valid at the start of the record; one of the key was before.
    case ended
    case suspended
    /// Two entries claim the key at the start of the record.
    case ambiguous
    case found
  }

  package var verdict = Verdict.unknown
  /// Of the key that decided.
  package var kind = KeyKind.accountCode
  /// Index into the directory's entries; -1 for none.
  package var entry: Int32 = -1
  /// The other entry of an ambiguous key; -1 for none.
  package var other: Int32 = -1

  /// Whether keys of later kinds need not be asked.
  var isFinal: Bool { verdict.rawValue >= Verdict.suspended.rawValue }
}

/// The keys of a record that are looked for in tables, and where their claims begin.
struct PayerFacts: Sendable {
  /// A hash; 0 for none.
  var accountCode: UInt64 = 0
  var calling: PhoneNumber = .none
  var called: PhoneNumber = .none
  /// -1 for none.
  var accountClaim: Int32 = -1
  var callingClaim: Int32 = -1
  var calledClaim: Int32 = -1
  /// Index into the rating rules, of calls to the called number; -1 for none.
  var calledRule: Int16 = -1
}
