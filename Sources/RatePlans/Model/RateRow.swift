package import Telecom

/// One row of a deck, ready to price with. What it has in common with other rows reads as its own: `row.unit`.
///
/// That goes through a key path, which other modules look up at run time: where many calls pass, name `terms` itself.
@dynamicMemberLookup
package struct RateRow: Sendable, Hashable {
  /// Price of `unit` seconds (or octets, or billionths of a metered unit), in nanos.
  package var rateNanos: Int64 = 0
  /// Charged once, however long the call.
  package var connectFeeNanos: Int64 = 0
  /// Place in `Tariff.text`.
  package var destination = TextRange.none
  /// Where the row stands in its file, from 1.
  package var line: Int32 = 0
  package var terms = RowTerms()

  package init() {}

  package subscript<Term>(dynamicMember term: WritableKeyPath<RowTerms, Term>) -> Term {
    get { terms[keyPath: term] }
    set { terms[keyPath: term] = newValue }
  }
}
