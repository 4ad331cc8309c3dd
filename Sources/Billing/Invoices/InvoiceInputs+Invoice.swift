internal import Telecom

extension InvoiceInputs {
  /// Computes the invoice: the one way from facts to a document, for previews, closings and reproductions.
  /// - Complexity: O(n log n) in the lines.
  package func invoice() throws(BillingError) -> InvoiceResult {
    var builder = try InvoiceBuilder(self)
    try builder.addUsage()
    try builder.addRecurring()
    try builder.addOneOff()
    try builder.sortAndRound()
    let discountsUsed = try builder.takeDiscounts()
    let taxes = try tax.taxes(on: builder.lines, of: builder.payer.code, date: date)
    for place in builder.lines.indices { builder.lines[place].taxes = taxes.taxes[place] }
    return InvoiceResult(
      invoice: try document(builder, taxes.lines), chargePeriods: builder.chargePeriods, discountsUsed: discountsUsed)
  }

  private func document(_ builder: InvoiceBuilder, _ taxes: [TaxLine]) throws(BillingError) -> Invoice {
    let totals = try builder.totals(taxes)
    var discount: Invoice.CashDiscount?
    if let days = terms.discountDays {
      discount = Invoice.CashDiscount(
        until: date.adding(days: days), percent: terms.discountPercent,
        amount: terms.cashDiscount(on: totals.charges))
    }
    return Invoice(
      currency: currency, account: builder.payer.code, name: builder.payer.name, period: period, date: date,
      due: date.adding(days: terms.dueDays), isFinal: isFinal, cashDiscount: discount,
      movements: movements.map {
        Invoice.Movement(kind: $0.kind, date: $0.date, reference: $0.reference, text: $0.text, amount: $0.amount)
      },
      members: try builder.members(), lines: builder.lines, taxes: taxes, totals: totals,
      usageRemainder: builder.usageRemainder, ageing: try Ageing(of: openItems, on: date, account: builder.payer.code))
  }
}
