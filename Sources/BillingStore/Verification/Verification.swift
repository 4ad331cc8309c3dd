/// What was found when the book was proven: each check with what is wrong, where something is.
package struct Verification: Sendable {
  package struct Outcome: Sendable, Hashable {
    package var check: BookCheck
    /// How many things were looked at: rows, entries, invoices.
    package var count: Int64
    /// Each names the row, file or invoice that is wrong.
    package var findings: [String]
  }

  package var outcomes: [Outcome]

  package var isSound: Bool { outcomes.allSatisfy(\.findings.isEmpty) }

  /// A line a check, and one below it for each finding.
  package var text: String {
    let width = BookCheck.allCases.map(\.rawValue.count).max() ?? 0
    return outcomes.map { outcome in
      let name = outcome.check.rawValue + String(repeating: " ", count: width - outcome.check.rawValue.count)
      let head = "\(outcome.findings.isEmpty ? "OK " : "BAD")  \(name)  \(outcome.count) \(outcome.check.unit)"
      return ([head] + outcome.findings.map { "     " + $0 }).joined(separator: "\n") + "\n"
    }.joined()
  }
}

/// What `verify` proves. Numbers are those of the invariants in the book's notes.
package enum BookCheck: String, CaseIterable, Sendable {
  /// 3: pages, indexes and references of the file.
  case file
  /// 3: the triggers that keep tables append-only are all there.
  case guards
  /// 1, 2: entries sum to zero, balances are the sums of their lines.
  case ledger
  /// 3: each journal entry is sealed over the one before.
  case journalChain = "journal-chain"
  /// 3: what each transaction added to the other append-only tables is sealed over what was sealed before.
  case rowChain = "row-chain"
  /// 4, 5: every usage row lies in one run of one batch, and their sums agree.
  case usage
  /// 3: runs of usage hold what was sealed.
  case usageChain = "usage-chain"
  /// 5: usage and one-off charges stand on one invoice, or are open and posted as unbilled.
  case conservation
  /// What has counted towards usage limits is the usage of their periods, and what was told stands in the outbox.
  case usageLimits = "usage-limits"
  /// What customers have drawn on their plans' allowances is what stands on their usage.
  case allowances
  /// 6: recurring charges have neither gap nor overlap.
  case chargeDays = "charge-days"
  /// 7: lines, taxes and totals add up.
  case arithmetic
  /// 3, 10: invoices are sealed in a chain, numbers are gapless and in date order.
  case invoiceChain = "invoice-chain"
  /// 8, 9, 12: every invoice comes out the same from its inputs, and these hold its usage.
  case reproduction
  /// 9: bill runs add up.
  case billRuns = "bill-runs"
  /// 11: statements join, payments and credit notes do not exceed what they are for.
  case statements
  /// 3: the audit trail leads to what the book holds, the outbox follows from the ledger.
  case trail

  var unit: String {
    switch self {
    case .file: "tables"
    case .guards: "triggers"
    case .ledger: "journal lines"
    case .journalChain: "entries"
    case .rowChain: "seals"
    case .usage: "batches"
    case .usageChain: "runs"
    case .conservation: "accounts"
    case .usageLimits: "periods"
    case .allowances: "counters"
    case .chargeDays: "charges"
    case .arithmetic, .invoiceChain, .reproduction: "invoices"
    case .billRuns: "runs"
    case .statements: "accounts"
    case .trail: "rows"
    }
  }
}
