internal import Billing
internal import Telecom
internal import TestSupport
import Testing

@Suite struct `Open items and credit notes` {
  @Test(arguments: [  // days past due → bucket
    (-1, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (4000, 4),
  ])
  func `age by their due date`(days: Int, bucket: Int) throws {
    let item = OpenItem(number: "1", date: day("2026-01-01"), due: day("2026-02-28"), total: 9, open: 7)
    let ageing = try Ageing(of: [item], on: item.due.adding(days: days), account: "A")
    let buckets = [ageing.current, ageing.days1To30, ageing.days31To60, ageing.days61To90, ageing.over90]
    #expect(buckets.firstIndex(of: 7) == bucket && buckets.reduce(0, +) == 7)
  }

  @Test func `credit notes return each line and tax once, to the cent`() throws {
    let invoice = try `The invoice that operators agreed on`.inputs().invoice().invoice
    for seed in UInt64(1)...50 {
      var random = Seeded(seed)
      var notes: [CreditNote] = []
      var left = invoice.lines.map(\.amount)
      while left.contains(where: { $0 > 0 }) {
        let parts = left.indices.filter { left[$0] > 0 && Bool.random(using: &random) }.map {
          CreditNote.Part(place: $0, amount: .random(in: 1...left[$0], using: &random))
        }
        let note = try CreditNote(of: invoice, number: "N", crediting: parts, earlier: notes, reason: "r")
        for part in parts { left[part.place] -= part.amount }
        notes.append(note)
        for (place, tax) in invoice.taxes.enumerated() {
          let returned = notes.flatMap(\.taxes).filter { $0.place == place }.reduce(0) { $0 + $1.amount }
          #expect(0...tax.amount ~= returned, "seed \(seed)")
        }
      }
      #expect(notes.reduce(0) { $0 + $1.total } == invoice.totals.charges, "seed \(seed)")
      #expect(throws: BillingError.creditTooLarge(invoice: "N", line: 1, asked: 1, left: 0)) {
        try CreditNote(of: invoice, number: "N", crediting: [.init(place: 1, amount: 1)], earlier: notes, reason: "r")
      }
    }
  }

  /// Charges with discounts of all sorts, and charges given back, until nothing is left: beside fractions of what each
  /// charge came to.
  @Test func `credit notes take back discounts and taxes in proportion, never more than there was`() throws {
    for seed in UInt64(1)...200 {
      var random = Seeded(seed)
      let invoice = try Self.discounted(&random).invoice().invoice
      // A charge, and the lines behind it that say discount and are of its id.
      var groups: [[Int]] = []
      for (place, line) in invoice.lines.enumerated() {
        if line.discount != nil, let last = groups.last, invoice.lines[last[0]].charge == line.charge, line.charge != nil {
          groups[groups.count - 1].append(place)
        } else {
          groups.append([place])
        }
      }
      let nets = groups.map { $0.reduce(0) { $0 + invoice.lines[$1].amount } }
      var left = nets
      var notes: [CreditNote] = []
      while left.contains(where: { $0 != 0 }) {
        var parts = CreditNote.rest(of: invoice, after: notes)
        #expect(parts.map(\.amount) == left.filter { $0 != 0 }, "seed \(seed)")
        if notes.count < 12 {
          parts = parts.shuffled(using: &random).prefix(2).map { part in
            CreditNote.Part(place: part.place, amount: part.amount.signum() * .random(in: 1...abs(part.amount), using: &random))
          }
        }
        let note = try CreditNote(of: invoice, number: "N", crediting: parts, earlier: notes, reason: "r")
        for part in parts { left[groups.firstIndex { $0[0] == part.place }!] -= part.amount }
        notes.append(note)
        func credited(_ place: Int) -> Int64 { notes.flatMap(\.lines).filter { $0.place == place }.reduce(0) { $0 + $1.amount } }
        for (group, (net, left)) in zip(groups, zip(nets, left)) {
          #expect(group.reduce(0) { $0 + credited($1) } == net - left, "seed \(seed)")
          for place in group {
            let (amount, part) = (invoice.lines[place].amount, credited(place))
            #expect(amount < 0 ? amount...0 ~= part : 0...amount ~= part, "seed \(seed), line \(place)")
            // Within half a cent of its exact share, where there are no other discounts to make up for.
            if net != 0, place != group[0] || group.count < 3 {
              #expect(abs(2 * (part * net - amount * (net - left))) <= abs(net), "seed \(seed), line \(place)")
            }
          }
        }
        for (place, tax) in invoice.taxes.enumerated() {
          let returned = notes.flatMap(\.taxes).filter { $0.place == place }.reduce(0) { $0 + $1.amount }
          #expect(tax.amount < 0 ? tax.amount...0 ~= returned : 0...tax.amount ~= returned, "seed \(seed)")
        }
      }
      #expect(notes.reduce(0) { $0 + $1.total } == invoice.totals.charges, "seed \(seed)")
      for group in groups {
        for place in group.dropFirst() {
          #expect(throws: BillingError.creditOfDiscount(invoice: "N", line: place, on: group[0])) {
            try CreditNote(of: invoice, number: "N", crediting: [.init(place: place, amount: -1)], earlier: [], reason: "r")
          }
        }
      }
    }
  }

  private static func discounted(_ random: inout Seeded) throws -> InvoiceInputs {
    var inputs = `The invoice that operators agreed on`.inputs()
    (inputs.usage, inputs.subscribed, inputs.recurring) = ([], [], [])
    inputs.oneOff = (1...Int64.random(in: 1...5, using: &random)).map { id in
      let amount = Int64.random(in: Bool.random(using: &random) ? 1...20 : -2000...5000, using: &random)
      return OneOffCharge(
        id: id, account: "A1", product: ["X", "Y"].randomElement(using: &random)!, text: "t", date: day("2026-11-12"),
        unitPriceNanos: amount * 10_000_000, amount: amount)
    }
    inputs.discounts = (1...Int64.random(in: 1...3, using: &random)).map { id in
      let value: Discount.Value =
        Bool.random(using: &random) ? .percent(.random(in: 1...100, using: &random) * 1_000_000) : .amount(.random(in: 1...900, using: &random))
      return Discount(
        id: id, code: "d\(id)", text: "d", value: value, product: Bool.random(using: &random) ? "X" : nil,
        mayGoBelowZero: Bool.random(using: &random))
    }
    inputs.tax.rules = [
      TaxRule(code: "t1", authority: "STATE", name: "Sales tax", percent: 6_625_000),
      TaxRule(code: "t2", authority: "CITY", name: "City tax", percent: 19_000_000, products: ["X"]),
    ]
    return inputs
  }
}
