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
}
