import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Calls whose jurisdiction cannot be known` {
  /// A price per minute, `blocked`, or `nil` for no row.
  private func rows(_ prices: [String?]) -> [DeckRow] {
    prices.enumerated().compactMap { index, price in
      guard let price else { return nil }
      var row = price == "blocked" ? RateRow.perMinute("0") : .perMinute(price)
      (row.blocked, row.jurisdiction) = (price == "blocked", Int16(index))
      return DeckRow(prefix: "1", row: row)
    }
  }

  @Test(arguments: [
    // price of a minute interstate and intrastate, for the termination and for the origination → of both
    (["0.01", "0.05"], ["0.03", "0.02"], "0.07 1"), (["0.05", "0.01"], ["0.03", "0.04"], "0.08 0"),
    // Each leg by itself would come to 0.09: no call has two jurisdictions.
    (["0.05", "0.01"], ["0.02", "0.04"], "0.07 0"), (["0.04", "0.05"], ["0.03", "0.02"], "0.07 0"),
    (["0.01", "blocked"], ["0.03", "0"], "destination_blocked"), (["0.01", nil], ["0.03", "9"], "0.04 0"),
    ([nil, "0.01"], ["9", "0.02"], "0.03 1"), ([nil, "blocked"], ["1", nil], "no_rate"),
  ] as [([String?], [String?], String)])
  func `cost what the dearer of two does, with all their legs`(termination: [String?], origination: [String?], expected: String) throws {
    let both: [Jurisdiction] = [.interstate, .intrastate]
    let specimen = PlanSpecimen(decks: [
      DeckSpecimen(jurisdictions: both, rows: rows(termination)),
      DeckSpecimen(leg: .origination, jurisdictions: both, rows: rows(origination)),
    ]) { $0.indeterminate = .higher }
    let geography = OracleGeography(
      rows: [.init(areaCode: "201", exchange: "200", block: "", state: "NJ"), .init(areaCode: "706", exchange: "200", block: "", state: "")], ported: [:])
    let rater = UsageRater(specimen.plan, geography: try geography.loaded())
    var call = CallSpecimen(called: "12012000001", seconds: 60)
    call.calling = "17062000001"
    let verdict = rater.verdict(call)
    #expect(verdict == OracleRater(specimen, geography: geography).rate(call) && rater.verdictOfRun(call) == verdict)
    switch verdict {
    case .rated(let usage):
      let row = specimen.decks[0].rows.first { Int($0.row.line) == usage.line }?.row
      #expect("\(Decimal9.text(usage.charge)) \(row?.jurisdiction ?? -1)" == expected)
    case .rejected(let reason): #expect(reason.code == expected)
    case .notChargeable: #expect(Bool(false))
    }
  }
}
