/// The rated usage of a chunk, in input order, and what its charges are made of.
package struct RatedRows: Sendable {
  package var usage: [RatedUsage]
  /// Where `RatedUsage.components` points.
  package var components: [ChargeComponent]

  package init(_ usage: [RatedUsage], components: [ChargeComponent] = []) {
    self.usage = usage
    self.components = components
  }
}
