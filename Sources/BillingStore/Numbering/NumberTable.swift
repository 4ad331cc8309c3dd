/// A file that says where numbers are, as the book has it.
package struct NumberTable: Sendable, Hashable {
  package enum Kind: String, CaseIterable, Sendable {
    /// Exchanges and blocks with state, LATA, carrier and rate centre.
    case numbering
    /// Ported numbers with their LRN.
    case lrn
  }

  package var id: Int64
  package var kind: Kind
  /// Its name when it was taken.
  package var file: String
  /// Of its rows.
  package var count: Int64
}
