/// What is taken back of an invoice: parts of its lines, and of their taxes.
package struct CreditNote: Hashable, Sendable, Codable {
  package struct Part: Hashable, Sendable, Codable {
    /// Place in ``Invoice/lines``, or in ``Invoice/taxes``.
    package var place: Int
    /// Minor units; of the sign that the invoice has there.
    package var amount: Int64

    package init(place: Int, amount: Int64) {
      self.place = place
      self.amount = amount
    }
  }

  /// Number of the invoice that it points to.
  package var invoice: String
  package var reason: String
  /// Of charges, and of the discounts on them.
  package var lines: [Part]
  package var taxes: [Part]
  /// What the customer owes less.
  package var total: Int64

  /// Takes parts of charges back with their discounts and taxes. A discount, and a tax, is returned in the proportion of
  /// its base that is credited, by all notes together and rounded half up once: crediting every charge returns exactly
  /// what was taken off and the tax that was charged. No tax is returned beyond what was charged, where the invoice gave
  /// back other charges.
  /// - Parameters:
  ///   - charges: each at most once; places of ``Invoice/charges``, with what is credited of each less its discounts.
  ///   - earlier: credit notes of the same invoice.
  /// - Throws: `.creditTooLarge` when a charge would be credited by more than it came to, `.creditOfDiscount` for a place
  ///   that is a discount on one.
  package init(
    of invoice: Invoice, number: String, crediting charges: [Part], earlier: [CreditNote], reason: String
  ) throws(BillingError) {
    var credited = Self.credited(earlier, of: invoice)
    var parts: [Part] = []
    for charge in charges {
      guard invoice.lines.indices.contains(charge.place) else {
        throw .creditTooLarge(invoice: number, line: charge.place, asked: charge.amount, left: 0)
      }
      parts += try Self.parts(of: charge, invoice, number, &credited)
    }
    var taxReturned = [Int128](repeating: 0, count: invoice.taxes.count)
    for part in earlier.flatMap(\.taxes) { taxReturned[part.place] += Int128(part.amount) }
    var taxes: [Part] = []
    for (place, tax) in invoice.taxes.enumerated() where tax.base != 0 {
      var base: Int128 = 0
      for (line, amount) in zip(invoice.lines, credited) where line.taxes.contains(place) { base += amount }
      let share = Self.share(of: tax.amount, base, over: Int128(tax.base))
      let due = tax.amount < 0 ? min(max(share, Int128(tax.amount)), 0) : max(min(share, Int128(tax.amount)), 0)
      let amount = Int64(clamping: due - taxReturned[place])
      if amount != 0 { taxes.append(Part(place: place, amount: amount)) }
    }
    self.invoice = number
    self.reason = reason
    lines = parts
    self.taxes = taxes
    let total = (parts + taxes).reduce(Int128(0)) { $0 + Int128($1.amount) }
    guard let total = Int64(exactly: total) else {
      throw .amountTooLarge(account: invoice.account, what: "the credit note for \(number)")
    }
    self.total = total
  }

  /// What is left of each charge less its discounts, where something is.
  package static func rest(of invoice: Invoice, after earlier: [CreditNote]) -> [Part] {
    let credited = credited(earlier, of: invoice)
    return invoice.charges.compactMap { place in
      let left = invoice.charge(at: place).reduce(Int128(0)) { $0 + Int128(invoice.lines[$1].amount) - credited[$1] }
      return left == 0 ? nil : Part(place: place, amount: Int64(clamping: left))
    }
  }

  /// By line.
  private static func credited(_ notes: [CreditNote], of invoice: Invoice) -> [Int128] {
    var credited = [Int128](repeating: 0, count: invoice.lines.count)
    for part in notes.flatMap(\.lines) { credited[part.place] += Int128(part.amount) }
    return credited
  }

  /// A charge's part, split to its line and the discounts on it.
  private static func parts(
    of charge: Part, _ invoice: Invoice, _ number: String, _ credited: inout [Int128]
  ) throws(BillingError) -> [Part] {
    let places = invoice.charge(at: charge.place)
    guard places.lowerBound == charge.place else {
      throw .creditOfDiscount(invoice: number, line: charge.place, on: places.lowerBound)
    }
    let net = places.reduce(Int128(0)) { $0 + Int128(invoice.lines[$1].amount) }
    let before = places.reduce(Int128(0)) { $0 + credited[$1] }
    let left = net - before
    guard charge.amount != 0, (charge.amount > 0) == (left > 0), Int128(charge.amount).magnitude <= left.magnitude else {
      throw .creditTooLarge(invoice: number, line: charge.place, asked: charge.amount, left: Int64(clamping: left))
    }
    var rest = before + Int128(charge.amount)
    var parts: [Part] = []
    for place in places.dropFirst() {
      let share = share(of: invoice.lines[place].amount, before + Int128(charge.amount), over: net)
      rest -= share
      if share != credited[place] { parts.append(Part(place: place, amount: Int64(share - credited[place]))) }
      credited[place] = share
    }
    parts.insert(Part(place: charge.place, amount: Int64(rest - credited[charge.place])), at: 0)
    credited[charge.place] = rest
    return parts
  }

  private static func share(of amount: Int64, _ part: Int128, over whole: Int128) -> Int128 {
    roundHalfUp(Int128(amount) * part * (whole < 0 ? -1 : 1), over: Int128(whole.magnitude))
  }
}
