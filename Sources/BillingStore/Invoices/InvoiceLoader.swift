internal import Billing
internal import Telecom

/// Reads what invoices are computed from: for many paying accounts at once, with a few queries, on one state of the book.
struct InvoiceLoader {
  let connection: SQLConnection
  let rules: BillingRules
  /// What settling would post, of a preview.
  var settled: [SettledRow] = []

  /// What is asked for: the invoice of an account to a day.
  struct Request: Sendable, Hashable {
    var account: Int64
    var period: BillingPeriod
    /// The final invoice, told by hand.
    var isFinal = false
    /// Days from here on are left out: for a preview as of a day.
    var before: CivilDate?
  }

  /// - Parameter requests: one an account.
  /// - Returns: in their order; an account whose rows make no sense has its error instead.
  func cases(_ requests: [Request]) throws(BookError) -> [Result<InvoiceCase, BookError>] {
    var drafts: [Int64: CaseDraft] = [:]
    var faults: [Int64: BookError] = [:]
    for request in requests { drafts[request.account] = CaseDraft(request) }
    try readAccounts(&drafts, &faults)
    var payerOf: [Int64: Int64] = [:]
    for draft in drafts.values { for member in draft.members { payerOf[member.id] = draft.request.account } }
    let reader = CaseReader(connection: connection, rules: rules, payers: drafts.keys.sorted(), payerOf: payerOf, settled: settled)
    try reader.read(&drafts)
    return requests.map { request in
      if let fault = faults[request.account] { return .failure(fault) }
      do throws(BookError) {
        return .success(try drafts[request.account]!.finished(rules))
      } catch {
        return .failure(error)
      }
    }
  }

  /// The payers and those on their invoices: payer first, then by name below each.
  private func readAccounts(_ drafts: inout [Int64: CaseDraft], _ faults: inout [Int64: BookError]) throws(BookError) {
    let rows = try connection.rows(
      """
      WITH RECURSIVE member (id, payer, path) AS (
        SELECT id, id, '' FROM account WHERE id IN (SELECT value FROM json_each(?1))
        UNION ALL
        SELECT a.id, m.payer, m.path || char(1) || a.name FROM account a JOIN member m ON a.parent = m.id
        WHERE a.billing = 'consolidated')
      SELECT \(BookAccount.columns), m.payer FROM member m JOIN account a ON a.id = m.id ORDER BY m.payer, m.path
      """, [.text(IDList.text(drafts.keys.sorted()))])
    for row in rows {
      let payer = row.integer(15)
      do throws(BookError) {
        let account = try BookAccount(row, payer: payer)
        if let first = drafts[payer]?.members.first, first.currency != account.currency {
          throw BookError(
            .invalid, "account \(account.name) is kept in \(account.currency), but \(first.name), which pays, in \(first.currency); bill it on its own")
        }
        drafts[payer]?.members.append(account)
      } catch {
        faults[payer] = error
        drafts[payer] = nil
      }
    }
  }
}

/// Ids as the JSON array that `json_each` takes.
enum IDList {
  static func text(_ ids: [Int64]) -> String { "[" + ids.map(String.init).joined(separator: ",") + "]" }
}
