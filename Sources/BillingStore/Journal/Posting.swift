/// An entry of the journal before it has a number: lines that sum to zero in each currency.
package struct Posting: Hashable, Sendable {
  package struct Line: Hashable, Sendable {
    package var ledger: LedgerCode
    /// The customer account's id, on lines of customers' ledger accounts and on no others.
    package var account: Int64?
    package var currency: String
    /// Minor units, debit positive.
    package var amount: Int64

    package init(_ ledger: LedgerCode, account: Int64? = nil, _ amount: Int64, _ currency: String) {
      self.ledger = ledger
      self.account = account
      self.currency = currency
      self.amount = amount
    }
  }

  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case usage, invoice, payment, allocation, refund, chargeback, transfer, skonto
    /// What an invoice owes the customer, put in hand.
    case credit
    case oneOff = "one_off"
    case creditNote = "credit_note"
    case writeOff = "write_off"
  }

  /// Days since 1970.
  package var day: Int
  package var kind: Kind
  /// The id of the customer account it is about, when it is about one.
  package var account: Int64?
  /// Batch, invoice number, payment's own id.
  package var reference: String
  package var memo: String
  /// The id of the entry that this one takes back or mends.
  package var corrects: Int64?
  package var lines: [Line]

  package init(
    day: Int, kind: Kind, account: Int64? = nil, reference: String, memo: String = "", corrects: Int64? = nil,
    lines: [Line]
  ) {
    self.day = day
    self.kind = kind
    self.account = account
    self.reference = reference
    self.memo = memo
    self.corrects = corrects
    self.lines = lines.filter { $0.amount != 0 }
  }

  /// What is wrong with the lines; `nil` when they balance.
  var imbalance: String? {
    var sums: [String: (debit: Int128, credit: Int128)] = [:]
    for line in lines {
      if line.ledger.isCustomers != (line.account != nil) {
        return "a line of \(line.ledger) \(line.account == nil ? "names no" : "names a") customer account"
      }
      if line.amount > 0 {
        sums[line.currency, default: (0, 0)].debit += Int128(line.amount)
      } else {
        sums[line.currency, default: (0, 0)].credit -= Int128(line.amount)
      }
    }
    for (currency, sum) in sums.sorted(by: { $0.key < $1.key }) where sum.debit != sum.credit {
      return "debits of \(sum.debit) and credits of \(sum.credit) minor units of \(currency) differ"
    }
    return nil
  }
}
