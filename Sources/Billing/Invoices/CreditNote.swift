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
  package var lines: [Part]
  package var taxes: [Part]
  /// What the customer owes less.
  package var total: Int64

  /// Takes parts of lines back with their taxes. A tax is returned in the proportion of its base that is credited, by all
  /// notes together and rounded half up once: crediting every line returns exactly the tax that was charged.
  /// - Parameters:
  ///   - parts: each line at most once.
  ///   - earlier: credit notes of the same invoice.
  /// - Throws: `.creditTooLarge` when a line would be credited by more than it charged.
  package init(
    of invoice: Invoice, number: String, crediting parts: [Part], earlier: [CreditNote], reason: String
  ) throws(BillingError) {
    var credited = [Int128](repeating: 0, count: invoice.lines.count)
    var taxReturned = [Int128](repeating: 0, count: invoice.taxes.count)
    for note in earlier {
      for part in note.lines { credited[part.place] += Int128(part.amount) }
      for part in note.taxes { taxReturned[part.place] += Int128(part.amount) }
    }
    for part in parts {
      let charged = invoice.lines.indices.contains(part.place) ? invoice.lines[part.place].amount : 0
      let left = Int128(charged) - (charged == 0 ? 0 : credited[part.place])
      guard part.amount != 0, (part.amount > 0) == (left > 0), part.amount.magnitude <= left.magnitude else {
        throw .creditTooLarge(invoice: number, line: part.place, asked: part.amount, left: Int64(clamping: left))
      }
      credited[part.place] += Int128(part.amount)
    }
    var taxes: [Part] = []
    for (place, tax) in invoice.taxes.enumerated() where tax.base != 0 {
      var base: Int128 = 0
      for (line, amount) in zip(invoice.lines, credited) where line.taxes.contains(place) { base += amount }
      let due = roundHalfUp(Int128(tax.amount) * base * (tax.base < 0 ? -1 : 1), over: Int128(tax.base.magnitude))
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
}
