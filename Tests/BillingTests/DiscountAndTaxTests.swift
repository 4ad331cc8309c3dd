internal import Billing
internal import Telecom
internal import TestSupport
import Testing

@Suite struct `Discounts and taxes` {
  static let november = span("2026-11-01", "2026-12-01")

  static func inputs(_ nanos: [(String, Int64)]) -> InvoiceInputs {
    InvoiceInputs(
      currency: .usd, period: november, advanceTo: day("2027-01-01"), terms: PaymentTerms(dueDays: 10),
      accounts: [BilledAccount(code: "TOP", name: "Top"), BilledAccount(code: "KID", name: "Kid")],
      usage: nanos.map {
        UsageTotal(
          account: "TOP", service: "s", item: $0.0, text: $0.0, period: november, count: 1, seconds: 1, nanos: $0.1)
      })
  }

  @Test func `are taken in the order of rank, each off what is left, as lines of their own`() throws {
    var inputs = Self.inputs([("A", 60_000_000_000), ("B", 40_000_000_000)])
    inputs.discounts = [
      Discount(id: 1, code: "FIVE", text: "Five off", value: .amount(5_00), rank: 2),
      Discount(id: 2, code: "TEN", text: "Ten percent", value: .percent(10_000_000), rank: 1),
      Discount(id: 3, code: "ONLYB", text: "On B", value: .percent(50_000_000), product: "B", rank: 3),
      Discount(id: 4, code: "GONE", text: "Used up", value: .amount(9_00), cyclesLeft: 0),
      Discount(id: 5, code: "LATER", text: "Later", value: .amount(9_00), from: day("2026-11-02")),
    ]
    let result = try inputs.invoice()
    // 100 − 10 % = 90 (54 + 36); − 5 = 85 (51 + 34); half of B = 17.
    #expect(
      result.invoice.lines.map { "\($0.item) \($0.discount ?? "-") \($0.amount)" } == [
        "A - 6000", "A TEN -600", "A FIVE -300", "B - 4000", "B TEN -400", "B FIVE -200", "B ONLYB -1700",
      ])
    #expect(result.discountsUsed == [2, 1, 3])
    #expect(result.invoice.totals.usage == 68_00 && result.invoice.usageExact == 100_000_000_000)
  }

  @Test func `stop at zero unless they may go below`() throws {
    var inputs = Self.inputs([("A", 3_000_000_000)])
    inputs.discounts = [Discount(id: 1, code: "BIG", text: "Big", value: .amount(10_00))]
    #expect(try inputs.invoice().invoice.totals.due == 0)
    inputs.discounts[0].mayGoBelowZero = true
    let invoice = try inputs.invoice().invoice
    #expect(invoice.totals.due == -7_00 && invoice.totals.oneOff == -7_00)
  }

  @Test func `leave the tax on what remains`() throws {
    var inputs = Self.inputs([("A", 100_000_000_000)])
    inputs.discounts = [Discount(id: 1, code: "TEN", text: "", value: .percent(10_000_000))]
    inputs.tax.rules = [TaxRule(code: "v", authority: "DE", name: "USt", percent: 19_000_000)]
    #expect(try inputs.invoice().invoice.taxes.map { [$0.base, $0.amount] } == [[90_00, 17_10]])
  }

  @Test(
    arguments: [  // basis, from, to, exemption → cents on 10.00 at 10 %; supply ends 30 November, invoice 1 December
      ("supply", "2026-11-30", "2026-12-01", nil, 1_00), ("supply", "2026-12-01", nil, nil, 0),
      ("invoice", "2026-12-01", nil, nil, 1_00), ("invoice", nil, "2026-12-01", nil, 0),
      ("supply", nil, nil, "STATE", 0), ("supply", nil, nil, "CITY", 1_00),
    ] as [(String, String?, String?, String?, Int64)])
  func `hold on their days and spare who is exempt`(
    basis: String, from: String?, to: String?, exempt: String?, cents: Int64
  ) throws {
    var inputs = Self.inputs([("A", 10_000_000_000)])
    inputs.tax.rules = [
      TaxRule(
        code: "t", authority: "STATE", name: "Tax", percent: 10_000_000, from: from.map(day), to: to.map(day),
        basis: try #require(TaxRule.DateBasis(rawValue: basis)))
    ]
    inputs.tax.exemptions = exempt.map { [TaxExemption(account: "TOP", authority: $0, certificate: "C")] } ?? []
    #expect(try inputs.invoice().invoice.totals.tax == cents)
  }

  @Test func `a tax is rounded once, whatever the lines' order and the rules' number`() throws {
    for seed in UInt64(1)...200 {
      var random = Seeded(seed)
      var inputs = Self.inputs((0..<20).map { ("I\($0)", Int64.random(in: 0...20_000_000, using: &random)) })
      let percent = Int64.random(in: 1...30_000_000, using: &random)
      inputs.tax.rules = [
        TaxRule(code: "1", authority: "S", name: "T", percent: percent, products: (0..<10).map { "I\($0)" }),
        TaxRule(code: "2", authority: "S", name: "T", percent: percent, products: (8..<20).map { "I\($0)" }),
      ]
      let invoice = try inputs.invoice().invoice
      let base = invoice.lines.reduce(0) { $0 + $1.amount }
      // Twice the exact tax in cents, plus one, halved downwards.
      let tax = (2 * base * percent + 100_000_000) / 200_000_000
      #expect(invoice.taxes.reduce(0) { $0 + $1.amount } == tax, "seed \(seed)")
      #expect(invoice.totals.due == base + tax)
      inputs.usage.shuffle(using: &random)
      #expect(try inputs.invoice().invoice.json() == invoice.json())
    }
  }

  @Test func `children stand behind their parent with their own sum`() throws {
    var inputs = Self.inputs([("A", 1_000_000_000), ("B", 2_000_000_000)])
    inputs.usage[0].account = "KID"
    let invoice = try inputs.invoice().invoice
    #expect(invoice.lines.map(\.account) == ["TOP", "KID"])
    #expect(invoice.members.map(\.net) == [2_00, 1_00])
    inputs.usage[0].account = "ELSE"
    #expect(throws: BillingError.unknownAccount(account: "ELSE", what: "usage")) { try inputs.invoice() }
  }

  @Test func `amounts past 64 bits are an error that names the account`() throws {
    var inputs = Self.inputs([("A", .max), ("A", 1)])
    #expect(throws: BillingError.amountTooLarge(account: "TOP", what: "the usage of A by s")) { try inputs.invoice() }
    inputs = Self.inputs([("A", 10_000_000)])
    inputs.carriedForward = .max
    #expect(throws: BillingError.amountTooLarge(account: "TOP", what: "the invoice")) { try inputs.invoice() }
  }

  @Test func `an advance charge that is credited takes its discount back`() throws {
    var inputs = Self.inputs([])
    var charge = `Proration worked by hand`.charge(active: "2026-12-01", anchor: "2026-12-01")
    charge.account = "TOP"
    inputs.recurring = [charge]
    inputs.discounts = [
      Discount(id: 1, code: "TEN", text: "", value: .percent(10_000_000), kinds: [.recurring], cyclesLeft: 1)
    ]
    let first = try inputs.invoice()
    #expect(first.invoice.totals.due == 27_00)
    charge.charged = first.chargePeriods.enumerated().map { ChargedPeriod(id: Int64($0), invoice: "N1", part: $1) }
    charge.statuses.append(ServiceStatus(from: day("2026-12-01"), state: .cancelled))
    inputs.recurring = [charge]
    inputs.discounts = []
    let second = try inputs.invoice()
    #expect(second.invoice.totals.due == -27_00)
    #expect(second.invoice.lines.map { $0.credits } == ["N1", "N1"])
  }
}
