/// A tax on an invoice: all lines that one authority taxes at one percentage under one name.
package struct TaxLine: Hashable, Sendable, Decodable {
  package var authority: String
  package var name: String
  /// Of the first rule of this authority, name and percentage, by code.
  package var rule: String
  /// Millionths of a percent.
  @PercentText package var percent: Int64
  /// The sum of the lines' posted amounts, in minor units.
  @MinorText package var base: Int64
  /// Minor units.
  @MinorText package var amount: Int64

  package init(authority: String, name: String, rule: String, percent: Int64, base: Int64, amount: Int64) {
    self.authority = authority
    self.name = name
    self.rule = rule
    self.percent = percent
    self.base = base
    self.amount = amount
  }
}
