internal import Billing
import Foundation
internal import Telecom
import Testing

@Suite struct `The invoice that operators agreed on` {
  static func inputs() -> InvoiceInputs {
    let november = span("2026-11-01", "2026-12-01")
    func charge(_ id: Int64, _ product: String, _ quantity: Int64, _ nanos: Int64) -> RecurringCharge {
      RecurringCharge(
        id: id, account: "A1", service: "line", calendar: BillingCalendar(.monthly, anchor: day("2026-11-01")),
        timing: .arrears, from: day("2026-11-01"),
        terms: [
          ChargeTerms(
            from: day("2026-11-01"), product: product, text: product.capitalized, quantity: quantity * 1_000_000_000,
            ownPriceNanos: nanos)
        ],
        statuses: [ServiceStatus(from: day("2026-11-01"), state: .active)])
    }
    func usage(_ item: String, _ count: Int64, _ nanos: Int64) -> UsageTotal {
      UsageTotal(
        account: "A1", service: "line", item: item, text: item.capitalized, period: november, count: count,
        seconds: count * 60, nanos: nanos)
    }
    return InvoiceInputs(
      currency: .usd, period: november, advanceTo: day("2027-01-01"), terms: PaymentTerms(dueDays: 14),
      accounts: [BilledAccount(code: "A1", name: "Example \"Ltd\"")],
      usage: [
        usage("OUTBOUND", 400, 32_140_000_000), usage("OUTLD", 30, 15_000_000_000), usage("INTLD", 9, 89_000_000_000),
      ],
      subscribed: ["INBOUND", "OUTBOUND"].map {
        SubscribedItem(account: "A1", service: "line", item: $0, text: $0.capitalized)
      },
      recurring: [
        charge(1, "DID", 3, 2_000_000_000), charge(2, "TRUNK", 2, 20_000_000_000), charge(3, "FAX", 2, 5_000_000_000),
      ],
      oneOff: [
        OneOffCharge(
          id: 9, account: "A1", product: "REP", text: "Repair", date: day("2026-11-12"),
          unitPriceNanos: 20_000_000_000, amount: 20_00)
      ],
      tax: TaxContext(rules: [
        TaxRule(code: "t1", authority: "STATE", name: "Sales tax", percent: 8_250_000, products: ["DID"]),
        TaxRule(code: "t2", authority: "CITY", name: "Utility tax", percent: 5_000_000, products: ["OUTBOUND", "REP"]),
      ]),
      carriedForward: 357_00,
      movements: [
        AccountMovement(kind: .payment, date: day("2026-11-05"), reference: "P1", text: "Transfer", amount: -357_00),
        AccountMovement(kind: .payment, date: day("2026-11-20"), reference: "P2", text: "Card", amount: -50_00),
      ])
  }

  @Test func `is due at 165.25, with every line as agreed`() throws {
    let invoice = try Self.inputs().invoice().invoice
    #expect(
      invoice.lines.map { "\($0.item) \(MinorUnits(.usd).text($0.amount))" } == [
        "INBOUND 0.00", "INTLD 89.00", "OUTBOUND 32.14", "OUTLD 15.00", "DID 6.00", "FAX 10.00", "TRUNK 40.00",
        "REP 20.00",
      ])
    #expect(invoice.taxes.map(\.amount) == [50, 2_61])
    #expect(invoice.taxes.map(\.base) == [6_00, 52_14])
    #expect(invoice.totals.carriedForward == 357_00 && invoice.totals.movements == -407_00)
    #expect(invoice.totals.net == 212_14 && invoice.totals.charges == 215_25)
    #expect(invoice.totals.due == 165_25)
    #expect(invoice.due == day("2026-12-15"))
  }

  @Test func `shows as text in columns`() throws {
    let text = try Self.inputs().invoice().invoice.text(number: "2026-1")
    let expected = """
      Invoice 2026-1
      Account         A1 Example "Ltd"
      Period          2026-11-01 to 2026-11-30
      Date            2026-12-01, due 2026-12-15

      Carried forward                                                                            357.00
      Payment                2026-11-05                Transfer P1                              -357.00
      Payment                2026-11-20                Card P2                                   -50.00
      INBOUND          line  2026-11-01 to 2026-11-30  Inbound            0 calls, 0 s             0.00
      INTLD            line  2026-11-01 to 2026-11-30  Intld            9 calls, 540 s            89.00
      """
    #expect(text.hasPrefix(expected), "\(text)")
    #expect(text.hasSuffix("165.25\n"))
    #expect(text.split(separator: "\n").filter { $0.hasPrefix("DUE USD") || $0.hasPrefix("TRUNK") }.count == 2)
  }

  @Test func `is the same bytes each time, and in any order of the lists`() throws {
    let bytes = try Self.inputs().invoice().invoice.json()
    var shuffled = Self.inputs()
    shuffled.usage.reverse()
    shuffled.subscribed.reverse()
    shuffled.recurring.reverse()
    shuffled.tax.rules.reverse()
    let split = shuffled.usage[0]
    shuffled.usage[0].nanos = 1_999
    shuffled.usage[0].count = 4
    shuffled.usage[0].seconds = 240
    shuffled.usage.append(split)
    shuffled.usage[3].nanos -= 1_999
    shuffled.usage[3].count -= 4
    shuffled.usage[3].seconds -= 240
    #expect(try shuffled.invoice().invoice.json() == bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(
      text.hasPrefix(
        #"{"currency":"USD","account":"A1","name":"Example \"Ltd\"","period":{"from":"2026-11-01","to":"2026-12-01"}"#))
    #expect(text.contains(#""exact":"32.14","amount":"32.14","taxes":[1]"#))
    #expect(text.contains(#""due":"165.25"}"#))
  }

  @Test(
    arguments: [  // minor units: balance + limit → available
      (0, 100, 100), (50, 0, 50), (25, 75, 100), (.min, 0, Int128(Int64.min)),
    ] as [(Int64, Int64, Int128)])
  func `prepaid and postpaid differ by the limit alone`(balance: Int64, limit: Int64, available: Int128) {
    #expect(CreditLimit(limit: limit).availableCredit(balance) == available)
  }

  @Test(
    arguments: [  // limit 50, warning at 10: balance before, after → events
      (-39, -40, [.warning]), (-39, -39, []), (-40, -41, []), (-41, -39, [.recovered]),
      (-30, -50, [.warning, .exhausted]),
      (-49, -50, [.exhausted]), (-50, -60, []), (-60, 0, [.available, .recovered]), (-60, -45, [.available]),
    ] as [(Int64, Int64, [CreditLimit.Crossing])])
  func `with a limit of 50 and a level of 10 the warning comes at -40`(
    before: Int64, after: Int64, events: [CreditLimit.Crossing]
  ) {
    #expect(CreditLimit(limit: 50, warning: 10).crossings(from: before, to: after) == events)
  }
}
