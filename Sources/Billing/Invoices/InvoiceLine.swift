package import Telecom

/// A charge on an invoice. A discount is a line of the same kind behind what it is taken off.
package struct InvoiceLine: Hashable, Sendable, Decodable {
  /// What usage a line sums.
  package struct Measured: Hashable, Sendable, Decodable {
    package var count: Int64
    package var seconds: Int64
    package var octets: Int64

    package init(count: Int64, seconds: Int64, octets: Int64) {
      self.count = count
      self.seconds = seconds
      self.octets = octets
    }
  }

  package var kind: ChargeKind
  /// Code of the account that owns the charge.
  package var account: String
  package var service: String?
  /// Item code of usage, else the product's.
  package var item: String
  package var text: String
  /// The days it is for.
  package var period: BillingPeriod
  /// Usage of a period that was closed before.
  package var isLate: Bool
  package var measured: Measured?
  /// In billionths; 0 for usage and discounts.
  @NanosText package var quantity: Int64
  /// Per unit, and whole period of the charge, in nanos; 0 for usage and discounts.
  @NanosText package var unitPrice: Int64
  /// Before rounding, in nanos.
  @NanosText package var exact: Int64
  /// Minor units.
  @MinorText package var amount: Int64
  /// Places in ``Invoice/taxes`` of the taxes on it.
  package var taxes: [Int]
  /// ``RecurringCharge/id`` or ``OneOffCharge/id``, by the kind.
  package var charge: Int64?
  /// The invoice whose charge this takes back.
  package var credits: String?
  /// Code of the discount that this line is.
  package var discount: String?

  package init(
    kind: ChargeKind, account: String, service: String?, item: String, text: String, period: BillingPeriod,
    isLate: Bool = false, measured: Measured? = nil, quantity: Int64 = 0, unitPrice: Int64 = 0, exact: Int64,
    amount: Int64, taxes: [Int] = [], charge: Int64? = nil, credits: String? = nil, discount: String? = nil
  ) {
    self.kind = kind
    self.account = account
    self.service = service
    self.item = item
    self.text = text
    self.period = period
    self.isLate = isLate
    self.measured = measured
    self.quantity = quantity
    self.unitPrice = unitPrice
    self.exact = exact
    self.amount = amount
    self.taxes = taxes
    self.charge = charge
    self.credits = credits
    self.discount = discount
  }
}
