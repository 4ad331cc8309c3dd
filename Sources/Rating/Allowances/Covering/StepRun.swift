package import RatePlans

/// Steps of one length, one behind the other, as a component of a charge has them.
package struct StepRun: Sendable, Hashable {
  /// Index into `ChargeWork.components`.
  package var component: Int
  package var measure: Measure
  /// Elapsed units at which the first begins; the parts of a message count from 0.
  package var from: Int64
  package var count: Int64
  /// Units of each; at least 1.
  package var length: Int64
  /// Band in which they begin; -1 for none.
  package var band: Int16

  package init(component: Int, measure: Measure, from: Int64, count: Int64, length: Int64, band: Int16) {
    self.component = component
    self.measure = measure
    self.from = from
    self.count = count
    self.length = length
    self.band = band
  }
}
