package import Telecom

/// Days that a recurring charge was charged, or credited, for.
package struct ChargePeriod: Hashable, Sendable, Codable {
  /// ``RecurringCharge/id``.
  package var charge: Int64
  package var period: BillingPeriod
  /// The whole period of the charge's calendar that `period` is in; the price is for all of it.
  package var cycle: BillingPeriod
  /// Which charged period is taken back, by ``ChargedPeriod/id``; `nil` for a charge.
  package var credits: Int64?
  package var product: String
  package var text: String
  /// In billionths.
  package var quantity: Int64
  /// Per unit and whole cycle.
  package var unitPriceNanos: Int64
  /// The exact amount as far as nanos go (half up); negative for a credit.
  package var exactNanos: Int64
  /// Minor units; negative for a credit.
  package var amount: Int64
  /// Minor units of discount on it; negative for a charge, positive where a credit takes a discount back.
  package var discount: Int64

  package var isCredit: Bool { credits != nil }

  package init(
    charge: Int64, period: BillingPeriod, cycle: BillingPeriod, credits: Int64? = nil, product: String, text: String,
    quantity: Int64, unitPriceNanos: Int64, exactNanos: Int64, amount: Int64, discount: Int64 = 0
  ) {
    self.charge = charge
    self.period = period
    self.cycle = cycle
    self.credits = credits
    self.product = product
    self.text = text
    self.quantity = quantity
    self.unitPriceNanos = unitPriceNanos
    self.exactNanos = exactNanos
    self.amount = amount
    self.discount = discount
  }
}
