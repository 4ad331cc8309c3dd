package import Telecom

/// Everything an invoice is computed from: the same inputs give the same bytes, in whatever order the lists are filled,
/// unless their order is said to matter.
package struct InvoiceInputs: Hashable, Sendable, Codable {
  package var currency: Currency
  package var period: BillingPeriod
  /// The invoice's date, by default `period.to`.
  package var date: CivilDate
  /// Recurring charges in advance are due for periods that begin before this day, by default the end of the next cycle.
  package var advanceTo: CivilDate
  /// Ends every charge at `period.to`, gives back what was charged beyond it, and charges arrears to the day.
  package var isFinal: Bool
  package var terms: PaymentTerms
  /// The account that pays first, then those on its invoice, in the order in which they are to be shown.
  package var accounts: [BilledAccount]
  /// Several totals of the same account, service, item and period are added up.
  package var usage: [UsageTotal]
  package var subscribed: [SubscribedItem]
  package var recurring: [RecurringCharge]
  /// Of the products that recurring charges name.
  package var catalogue: [CataloguePrice]
  package var oneOff: [OneOffCharge]
  /// The catalogue's order of item codes; those without a position have 0.
  package var itemPositions: [String: Int]
  package var discounts: [Discount]
  package var tax: TaxContext
  /// Minor units owed after the invoice before; negative for a credit balance.
  package var carriedForward: Int64
  /// Since the invoice before, in the order in which they were posted.
  package var movements: [AccountMovement]
  /// Of earlier invoices.
  package var openItems: [OpenItem]

  package init(
    currency: Currency, period: BillingPeriod, date: CivilDate? = nil, advanceTo: CivilDate, isFinal: Bool = false,
    terms: PaymentTerms, accounts: [BilledAccount], usage: [UsageTotal] = [], subscribed: [SubscribedItem] = [],
    recurring: [RecurringCharge] = [], catalogue: [CataloguePrice] = [], oneOff: [OneOffCharge] = [],
    itemPositions: [String: Int] = [:], discounts: [Discount] = [], tax: TaxContext = TaxContext(), carriedForward: Int64 = 0,
    movements: [AccountMovement] = [], openItems: [OpenItem] = []
  ) {
    self.currency = currency
    self.period = period
    self.date = date ?? period.to
    self.advanceTo = advanceTo
    self.isFinal = isFinal
    self.terms = terms
    self.accounts = accounts
    self.usage = usage
    self.subscribed = subscribed
    self.recurring = recurring
    self.catalogue = catalogue
    self.oneOff = oneOff
    self.itemPositions = itemPositions
    self.discounts = discounts
    self.tax = tax
    self.carriedForward = carriedForward
    self.movements = movements
    self.openItems = openItems
  }
}
