/// A part of a charge. The parts of a charge add up to it.
package struct ChargeComponent: Sendable, Hashable {
  package enum Source: Sendable, Hashable {
    /// Rows of a deck: index into the plan's tariffs; the key of their prefix, and the place in the tariff's text of the
    /// destination that the row has which priced the first step. Both stand here, since the deck's memory is far.
    case tariff(Int16, prefix: UInt64, destination: TextRange)
    /// Index into the plan's special charges.
    case special(Int16)
    /// What a minimum or maximum charge adds or takes off.
    case limit
  }

  package var source: Source
  /// In the plan's currency.
  package var nanos: Int64

  package init(_ source: Source, nanos: Int64) {
    self.source = source
    self.nanos = nanos
  }
}
