/// A promise that is for a usage, and which of its counters the usage counts in.
package struct PromisePlace: Sendable {
  package enum Kind: UInt8, Sendable {
    case allowance, volume, commitment, limit
  }

  package var kind: Kind
  /// Index into the plan's promises of the kind.
  package var index: Int16
  package var key: CounterKey
  /// Where the counter of an allowance was found already; -1 where it was not.
  var counter: Int32 = -1
}
