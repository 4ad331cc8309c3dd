/// What a bill run did: closed + set aside + nothing to bill = accounts.
package struct BillReport: Sendable {
  /// The run's id; `nil` for a dry run.
  package var run: Int64?
  package var accounts = 0
  /// Accounts that got an invoice, or several.
  package var closed = 0
  package var nothingToBill = 0
  /// Accounts by name, each with what keeps it from being billed.
  package var setAside: [(account: String, reason: String)] = []
  /// Accounts, each with why their usage of what plans include stays as it was counted when it came in.
  package var unsettled: [String: String] = [:]
  package var invoices = 0
  package var first: InvoiceNumber?
  package var last: InvoiceNumber?
  /// New charges with taxes, in minor units by currency.
  package var charges: [String: Int128] = [:]
}
