package import Telecom

/// The rows of a tariff, 32 bytes each, with the terms they share beside them; read as whole `RateRow`s.
package struct RateRows: RandomAccessCollection, Sendable {
  /// What a row has for itself.
  package struct Packed: Sendable {
    package var rateNanos: Int64
    package var connectFeeNanos: Int64
    package var destination: TextRange
    /// Index into `terms`.
    package var terms: Int32
    package var line: Int32

    package init(rateNanos: Int64, connectFeeNanos: Int64, destination: TextRange, terms: Int32, line: Int32) {
      self.rateNanos = rateNanos
      self.connectFeeNanos = connectFeeNanos
      self.destination = destination
      self.terms = terms
      self.line = line
    }
  }

  package var packed: [Packed]
  package var terms: [RowTerms]

  package var startIndex: Int { 0 }
  package var endIndex: Int { packed.count }

  package func terms(at index: Int) -> RowTerms { terms[Int(packed[index].terms)] }

  /// Whether the jurisdiction of a call alone chooses among the rows of a group.
  func isByJurisdiction(_ group: PrefixGroup) -> Bool {
    let first = Int(packed[Int(group.firstRow)].terms)
    var seen: UInt64 = 0
    for index in Int(group.firstRow)..<Int(group.firstRow + group.rowCount) {
      let own = Int(packed[index].terms)
      let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: terms[own].jurisdiction &+ 1)
      guard terms[own].band < 0, terms[own].fromSeconds == 0, terms[own].jurisdiction < 63, seen & bit == 0,
        terms[own].effectiveFrom == terms[first].effectiveFrom, terms[own].effectiveTo == terms[first].effectiveTo
      else { return false }
      seen |= bit
    }
    return true
  }

  package subscript(index: Int) -> RateRow {
    let own = packed[index]
    var row = RateRow()
    row.rateNanos = own.rateNanos
    row.connectFeeNanos = own.connectFeeNanos
    row.destination = own.destination
    row.line = own.line
    row.terms = terms[Int(own.terms)]
    return row
  }
}
