/// When an invoice is to be paid.
package struct PaymentTerms: Hashable, Sendable, Codable {
  /// Days after the invoice's date.
  package var dueDays: Int
  /// Days after the invoice's date within which the cash discount (Skonto) may be taken; `nil` where there is none.
  package var discountDays: Int?
  /// In millionths of a percent: 2 % is 2_000_000.
  package var discountPercent: Int64

  package init(dueDays: Int, discountDays: Int? = nil, discountPercent: Int64 = 0) {
    self.dueDays = dueDays
    self.discountDays = discountDays
    self.discountPercent = discountPercent
  }
}
