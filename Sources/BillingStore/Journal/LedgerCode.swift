/// The code of a ledger account: `receivable`, `revenue:usage`, `tax:CA`, `cash:bank`.
package struct LedgerCode: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let code: String

  /// A code as it is stored, such as a product's own revenue account.
  package init(_ code: String) { self.code = code }

  // MARK: Of customers; their lines name the customer account.

  /// Closed invoices that are not paid.
  package static let receivable = LedgerCode("receivable")
  /// Usage and one-off charges that stand on no invoice yet.
  package static let unbilled = LedgerCode("unbilled")
  /// Payments that are allocated to no invoice; a credit, so negative.
  package static let unapplied = LedgerCode("unapplied")

  // MARK: Of the operator.

  package static func revenue(_ kind: String) -> LedgerCode { LedgerCode("revenue:" + kind) }
  /// Usage, as the operator sells it.
  package static let usage = revenue("usage")
  /// Usage that a reseller sells, billed in its name.
  package static let resoldUsage = revenue("resold_usage")
  package static func tax(_ authority: String) -> LedgerCode { LedgerCode("tax:" + authority) }
  package static func cash(_ method: String) -> LedgerCode { LedgerCode("cash:" + (method.isEmpty ? "other" : method)) }
  package static let writeOff = LedgerCode("write_off")
  package static let skonto = LedgerCode("skonto")
  package static let transfer = LedgerCode("transfer")
  /// Money on its way from one currency to another.
  package static let exchange = LedgerCode("exchange")
  /// What a payment in another currency gained or lost.
  package static let exchangeDifference = LedgerCode("fx")

  package var isCustomers: Bool { self == .receivable || self == .unbilled || self == .unapplied }

  package static func < (left: LedgerCode, right: LedgerCode) -> Bool { left.code < right.code }
  package var description: String { code }
}
