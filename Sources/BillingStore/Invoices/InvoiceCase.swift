package import Billing

/// What one invoice is computed from, and where in the book it came from.
package struct InvoiceCase: Sendable {
  /// What the book held when it was read; a closing makes sure that it still does.
  package struct Sources: Sendable {
    /// The payer's invoice before; `nil` for its first.
    var lastInvoice: Int64?
    /// Rows of `usage_run`, and the usage they sum, in nanos by account.
    var runs: [Int64] = []
    var usage: [Int64: Int128] = [:]
    var oneOffs: [Int64] = []
    /// Journal entries behind the movements.
    var entries: [Int64] = []
    var accounts: [String: Int64] = [:]
    var services: [String: Int64] = [:]
  }

  package var payer: Int64
  package var name: String
  package var inputs: InvoiceInputs
  package var sources: Sources

  /// Asked for by hand, to be closed whatever is on it.
  var isForced: Bool

  /// Whether there is anything to charge: usage, a charge or a credit. Payments alone wait for the next invoice.
  func isWorthClosing(_ result: InvoiceResult) -> Bool {
    isForced || !sources.runs.isEmpty || result.invoice.lines.contains { $0.kind != .usage }
  }
}
