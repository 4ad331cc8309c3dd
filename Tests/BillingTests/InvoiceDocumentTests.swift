internal import Billing
import Foundation
internal import Telecom
internal import TestSupport
import Testing

@Suite struct `The document of an invoice` {
  @Test(arguments: ["JPY", "EUR", "KWD"])
  func `is read back as it was written`(code: String) throws {
    var inputs = `The invoice that operators agreed on`.inputs()
    inputs.currency = try #require(Currency(code))
    inputs.terms = PaymentTerms(dueDays: 30, discountDays: 10, discountPercent: 2_500_000)
    inputs.accounts[0].name = "Müller\n\u{1}\\ \"& Söhne\" 🐦 שלום"
    inputs.usage[0].period = span("2025-09-01", "2025-10-01")
    inputs.usage[1].nanos = 333_333_333
    inputs.discounts = [Discount(id: 1, code: "TEN", text: "Ten off", value: .percent(10_000_000))]
    inputs.openItems = [
      OpenItem(number: "7", date: day("2026-07-01"), due: day("2026-07-15"), total: 9, open: 7),
      OpenItem(number: "8", date: day("2026-11-01"), due: day("2026-12-01"), total: 9, open: 1),
    ]
    let invoice = try inputs.invoice().invoice
    #expect(invoice.lines.contains { $0.isLate } && invoice.lines.contains { $0.discount == "TEN" })
    let json = invoice.json()
    #expect(try Invoice(json: json) == invoice)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
    #expect(object["name"] as? String == inputs.accounts[0].name)
    let ageing = try #require(object["ageing"] as? [String: String])
    #expect(
      ageing["over_90"] == MinorUnits(inputs.currency).text(7)
        && ageing["current"] == MinorUnits(inputs.currency).text(1))
  }

  @Test func `stands untouched in its envelope`() throws {
    let document = try `The invoice that operators agreed on`.inputs().invoice().invoice.json()
    let envelope = InvoiceEnvelope(number: "R-1", date: day("2026-12-01"), hash: "ab", document: document)
    let text = String(decoding: envelope.json(), as: UTF8.self)
    #expect(
      text == #"{"number":"R-1","date":"2026-12-01","hash":"ab","document":"#
        + String(decoding: document, as: UTF8.self)
        + "}")
  }

  @Test func `inputs survive storage`() throws {
    var inputs = `The invoice that operators agreed on`.inputs()
    inputs.discounts = [Discount(id: 1, code: "X", text: "x", value: .amount(5), from: day("2026-01-01"))]
    inputs.recurring[0].calendar = BillingCalendar(.days(10), anchor: day("2026-01-31"))
    let decoded = try JSONDecoder().decode(InvoiceInputs.self, from: JSONEncoder().encode(inputs))
    #expect(decoded == inputs)
    #expect(try decoded.invoice() == inputs.invoice())
  }

  @Test func `of a hundred thousand lines adds up exactly`() throws {
    var random = Seeded(5)
    var inputs = `The invoice that operators agreed on`.inputs()
    inputs.recurring = []
    inputs.oneOff = []
    inputs.subscribed = []
    inputs.usage = (0..<100_000).map {
      UsageTotal(
        account: "A1", service: "s\($0)", item: "OUTBOUND", text: "", period: inputs.period, count: 1, seconds: 1,
        nanos: .random(in: 0...99_999_999, using: &random))
    }
    let exact = inputs.usage.reduce(Int128(0)) { $0 + Int128($1.nanos) }
    let invoice = try inputs.invoice().invoice
    #expect(invoice.usageExact == exact)
    #expect(Int128(invoice.totals.usage) * 10_000_000 + Int128(invoice.usageRemainder) == exact)
    #expect(abs(invoice.usageRemainder) <= 5_000_000)
    #expect(invoice.lines.reduce(0) { $0 + $1.amount } == invoice.totals.usage)
    #expect(invoice.lines.allSatisfy { abs($0.amount * 10_000_000 - $0.exact) < 10_000_000 })
    #expect(try Invoice(json: invoice.json()) == invoice)
  }
}
