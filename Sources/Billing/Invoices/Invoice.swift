package import Telecom

/// An invoice without number and hash: the document that a preview shows and a closing keeps.
package struct Invoice: Hashable, Sendable, Decodable {
  /// An account on the invoice with the sum of its lines, taxes apart.
  package struct Member: Hashable, Sendable, Decodable {
    package var account: String
    package var name: String
    @MinorText package var net: Int64

    package init(account: String, name: String, net: Int64) {
      self.account = account
      self.name = name
      self.net = net
    }
  }

  /// A line of the account's movements.
  package struct Movement: Hashable, Sendable, Decodable {
    package var kind: AccountMovement.Kind
    package var date: CivilDate
    package var reference: String
    package var text: String
    @MinorText package var amount: Int64

    package init(kind: AccountMovement.Kind, date: CivilDate, reference: String, text: String, amount: Int64) {
      self.kind = kind
      self.date = date
      self.reference = reference
      self.text = text
      self.amount = amount
    }
  }

  /// What may be kept back by paying early.
  package struct CashDiscount: Hashable, Sendable, Decodable {
    /// The last day.
    package var until: CivilDate
    @PercentText package var percent: Int64
    /// Of ``InvoiceTotals/charges``.
    @MinorText package var amount: Int64

    package init(until: CivilDate, percent: Int64, amount: Int64) {
      self.until = until
      self.percent = percent
      self.amount = amount
    }
  }

  package var currency: Currency
  /// Code and name of the account that pays.
  package var account: String
  package var name: String
  package var period: BillingPeriod
  package var date: CivilDate
  package var due: CivilDate
  package var isFinal: Bool
  package var cashDiscount: CashDiscount?
  package var movements: [Movement]
  /// In the order of the inputs; the first pays.
  package var members: [Member]
  /// By member, kind, service, item and period; each line is followed by what discounts take off it.
  package var lines: [InvoiceLine]
  package var taxes: [TaxLine]
  package var totals: InvoiceTotals
  /// The exact sum of all usage less its posted amount, in nanos: within half a minor unit.
  @NanosText package var usageRemainder: Int64
  package var ageing: Ageing

  package init(
    currency: Currency, account: String, name: String, period: BillingPeriod, date: CivilDate, due: CivilDate,
    isFinal: Bool, cashDiscount: CashDiscount?, movements: [Movement], members: [Member], lines: [InvoiceLine],
    taxes: [TaxLine], totals: InvoiceTotals, usageRemainder: Int64, ageing: Ageing
  ) {
    self.currency = currency
    self.account = account
    self.name = name
    self.period = period
    self.date = date
    self.due = due
    self.isFinal = isFinal
    self.cashDiscount = cashDiscount
    self.movements = movements
    self.members = members
    self.lines = lines
    self.taxes = taxes
    self.totals = totals
    self.usageRemainder = usageRemainder
    self.ageing = ageing
  }
}
