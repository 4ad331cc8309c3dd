/// What a usage came to, and what its steps were priced by.
package struct PromisedCharge: Sendable, Hashable {
  package var nanos: Int64
  package var stretches: [CoveredStretch]

  package init(nanos: Int64, stretches: [CoveredStretch]) {
    self.nanos = nanos
    self.stretches = stretches
  }
}
