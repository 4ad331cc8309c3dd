/// What an invoice adds up to, in minor units.
package struct InvoiceTotals: Hashable, Sendable, Decodable {
  /// Sums of the lines of each kind, discounts taken off.
  @MinorText package var usage: Int64
  @MinorText package var shortfall: Int64
  @MinorText package var recurring: Int64
  @MinorText package var oneOff: Int64
  /// All lines.
  @MinorText package var net: Int64
  @MinorText package var tax: Int64
  /// `net + tax`: what this invoice charges anew.
  @MinorText package var charges: Int64
  @MinorText package var carriedForward: Int64
  @MinorText package var movements: Int64
  /// `carriedForward + movements + charges`.
  @MinorText package var due: Int64

  package init(
    usage: Int64, shortfall: Int64, recurring: Int64, oneOff: Int64, net: Int64, tax: Int64, charges: Int64,
    carriedForward: Int64, movements: Int64, due: Int64
  ) {
    self.usage = usage
    self.shortfall = shortfall
    self.recurring = recurring
    self.oneOff = oneOff
    self.net = net
    self.tax = tax
    self.charges = charges
    self.carriedForward = carriedForward
    self.movements = movements
    self.due = due
  }
}
