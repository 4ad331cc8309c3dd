package import Telecom

/// Why something cannot be billed: whose it is, what is wrong, and what to do.
package enum BillingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A sum or product passes what an amount can hold.
  case amountTooLarge(account: String, what: String)
  /// A recurring charge takes the catalogue's price on a day for which there is none.
  case noPrice(account: String, charge: Int64, product: String, day: CivilDate)
  /// The history of a recurring charge has a day twice, or takes back what was not charged.
  case damagedHistory(account: String, charge: Int64, what: String)
  /// A charge or usage of an account that is not on the invoice.
  case unknownAccount(account: String, what: String)
  /// The lines of a journal entry do not sum to zero.
  case unbalanced(entry: String, currency: Currency, debits: Int128, credits: Int128)
  /// A credit note for more than is left of a charge, less its discounts.
  case creditTooLarge(invoice: String, line: Int, asked: Int64, left: Int64)
  /// A credit note for a discount without what it was taken off.
  case creditOfDiscount(invoice: String, line: Int, on: Int)
  /// A payment is allotted otherwise than there is to allot.
  case badAllocation(reference: String, what: String)

  package var description: String {
    switch self {
    case .amountTooLarge(let account, let what):
      "account \(account): \(what) is larger than an amount can be; correct its price or quantity, or bill it in parts"
    case .noPrice(let account, let charge, let product, let day):
      "account \(account): charge \(charge) has no price for \(product) on \(day); add one to the catalogue or to the charge"
    case .damagedHistory(let account, let charge, let what):
      "account \(account): the history of charge \(charge) \(what); verify the book"
    case .unknownAccount(let account, let what):
      "account \(account) has \(what) but is not on this invoice; add it to the invoice's accounts"
    case .unbalanced(let entry, let currency, let debits, let credits):
      "\(entry): debits of \(debits) and credits of \(credits) minor units of \(currency) differ; make them equal"
    case .creditTooLarge(let invoice, let line, let asked, let left):
      "invoice \(invoice), line \(line + 1): credit of \(asked) minor units, but \(left) are left; credit at most that"
    case .creditOfDiscount(let invoice, let line, let on):
      "invoice \(invoice), line \(line + 1) is a discount on line \(on + 1); credit that line, its discounts go with it"
    case .badAllocation(let reference, let what): "\(reference): \(what)"
    }
  }
}
