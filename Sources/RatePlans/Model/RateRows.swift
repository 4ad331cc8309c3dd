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

  package subscript(index: Int) -> RateRow {
    let own = packed[index]
    return RateRow(own, terms[Int(own.terms)])
  }
}

extension RateRow {
  init(_ own: RateRows.Packed, _ terms: RowTerms) {
    rateNanos = own.rateNanos
    connectFeeNanos = own.connectFeeNanos
    perCallNanos = terms.perCallNanos
    minimumChargeNanos = terms.minimumChargeNanos
    maximumChargeNanos = terms.maximumChargeNanos
    effectiveFrom = terms.effectiveFrom
    effectiveTo = terms.effectiveTo
    unit = terms.unit
    firstInterval = terms.firstInterval
    nextInterval = terms.nextInterval
    fromSeconds = terms.fromSeconds
    graceSeconds = terms.graceSeconds
    connectCoversSeconds = terms.connectCoversSeconds
    band = terms.band
    jurisdiction = terms.jurisdiction
    blocked = terms.blocked
    destination = own.destination
    file = terms.file
    line = own.line
  }

  var terms: RowTerms {
    var terms = RowTerms()
    terms.perCallNanos = perCallNanos
    terms.minimumChargeNanos = minimumChargeNanos
    terms.maximumChargeNanos = maximumChargeNanos
    terms.effectiveFrom = effectiveFrom
    terms.effectiveTo = effectiveTo
    terms.unit = unit
    terms.firstInterval = firstInterval
    terms.nextInterval = nextInterval
    terms.fromSeconds = fromSeconds
    terms.graceSeconds = graceSeconds
    terms.connectCoversSeconds = connectCoversSeconds
    terms.band = band
    terms.jurisdiction = jurisdiction
    terms.file = file
    terms.blocked = blocked
    return terms
  }
}
