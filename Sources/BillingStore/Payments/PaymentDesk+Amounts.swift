internal import Billing
internal import Telecom

extension PaymentDesk {
  /// What a payment is worth, in both currencies.
  struct Amounts {
    let currency: Currency
    let paid: Int64
    /// `paid` at the rate, in the account's currency.
    let worth: Int64
    let credited: Int64
    /// Nanos of the account's currency for one unit paid; `nil` in the same currency.
    let rate: Int64?

    init(_ entry: PaymentEntry, accountCurrency: Currency) throws(BookError) {
      func refuse(_ message: String) -> BookError { BookError(.invalid, "payment \(entry.reference): \(message)") }
      func read(_ text: String, _ currency: Currency) throws(BookError) -> Int64 {
        do throws(MinorUnits.Failure) {
          let amount = try MinorUnits(currency).parse(text)
          if amount > 0 { return amount }
        } catch { throw refuse("\(error)") }
        throw refuse("an amount of \(text); give one above zero: refund and chargeback take money back")
      }
      guard !entry.reference.isEmpty else { throw BookError(.invalid, "a payment has no reference; give each its own id") }
      guard let currency = Currency(entry.currency) else {
        throw refuse("there is no currency '\(entry.currency)'; give three capital letters, such as USD")
      }
      self.currency = currency
      paid = try read(entry.amount, currency)
      guard currency != accountCurrency else {
        guard entry.rate == nil, entry.credited == nil else {
          throw refuse("it is in the account's own currency; leave rate and credited away")
        }
        (worth, credited, rate) = (paid, paid, nil)
        return
      }
      guard entry.kind == .payment else {
        throw refuse("a \(entry.kind.rawValue) is in the account's currency; give it in \(accountCurrency)")
      }
      guard let text = entry.rate else {
        throw refuse("it is in \(currency), the account in \(accountCurrency); give the rate: \(accountCurrency) for one \(currency)")
      }
      guard let rate = try? Decimal9.parse(text), rate > 0 else {
        throw refuse("'\(text)' is no rate; write a number above zero with at most nine decimals")
      }
      let nanos = Int128(paid) * Int128(MinorUnits(currency).nanosPerUnit) * Int128(rate)
      let unit = Int128(MinorUnits(accountCurrency).nanosPerUnit) * 1_000_000_000
      guard let worth = Int64(exactly: roundHalfUp(nanos, over: unit)) else { throw refuse("its worth is too large") }
      self.worth = worth
      credited = try entry.credited.map { text throws(BookError) in try read(text, accountCurrency) } ?? worth
      self.rate = rate
      guard credited > 0 else { throw refuse("it is worth nothing at a rate of \(text)") }
    }

    /// Through the exchange where currencies differ, what was gained or lost apart.
    func lines(_ target: LedgerCode, account: BilledAccount) -> [Posting.Line] {
      let own = account.currency.code
      let credit = Posting.Line(.unapplied, account: account.id, -credited, own)
      guard rate != nil else { return [Posting.Line(target, paid, own), credit] }
      return [
        Posting.Line(target, paid, currency.code), Posting.Line(.exchange, -paid, currency.code),
        Posting.Line(.exchange, worth, own), Posting.Line(.exchangeDifference, credited - worth, own), credit,
      ]
    }
  }
}
