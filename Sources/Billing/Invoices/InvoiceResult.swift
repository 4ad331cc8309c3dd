/// An invoice, and what the book has to keep beside it when it closes.
package struct InvoiceResult: Hashable, Sendable {
  package var invoice: Invoice
  /// What the recurring charges were charged and credited for, in the order of the invoice's lines.
  package var chargePeriods: [ChargePeriod]
  /// ``Discount/id`` of those that took something off: each has used a cycle.
  package var discountsUsed: [Int64]

  package init(invoice: Invoice, chargePeriods: [ChargePeriod], discountsUsed: [Int64]) {
    self.invoice = invoice
    self.chargePeriods = chargePeriods
    self.discountsUsed = discountsUsed
  }
}
