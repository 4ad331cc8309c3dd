import RatePlans
import Rating
import Telecom
import TestSupport
import Testing

@Suite struct `Rating by account` {
  /// Plans that price a minute at 0.10 USD, 0.20 EUR and, by a deck for 44 alone, 0.30 USD.
  private func raters() throws -> [UsageRater] {
    try [("0.1", "*", "USD"), ("0.2", "*", "EUR"), ("0.3", "44", "USD")].map { rate, prefix, currency in
      let currency = try #require(Currency(currency))
      return UsageRater(
        PlanSpecimen(rows: [DeckRow(prefix: prefix, row: .perMinute(rate))]) { $0.currency = currency }.plan)
    }
  }

  @Test func `each record goes by its payer's plan, in input order, whatever stands beside it`() throws {
    let raters = try raters()
    let rows = (0..<9).map { DirectorySpecimen.Row(kind: .accountCode, key: "a\($0)", plan: $0 % 3) }
    let rater = AccountRater(raters, directory: try DirectorySpecimen(rows: rows).directory())
    var result = RatedBatch()
    for seed in 1...200 as ClosedRange<UInt64> {
      var random = Seeded(seed)
      let facts = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        Facts(
          accountCode: "a\(Int.random(in: 0..<11, using: &random))", called: Bool.random(using: &random) ? "4420" : "3312",
          answered: Int.random(in: 0..<4, using: &random) > 0)
      }
      result.removeAll()
      rater.rate(Facts.batch(facts), into: &result)
      var (rated, rejected, unanswered): ([String], [String], Int) = ([], [], 0)
      var charges: [Currency: Int128] = [:]
      for (index, facts) in facts.enumerated() {
        let row = Int(facts.accountCode.dropFirst())!
        if !facts.answered {
          unanswered += 1
        } else if row >= rows.count {
          rejected.append("\(index) unknown_payer 0")
        } else if row % 3 == 2, facts.called == "3312" {
          rejected.append("\(index) no_rate 2")
        } else {
          rated.append("\(index) \(row) \(row % 3) \(row % 3 + 1)00000000")
          charges[raters[row % 3].plan.currency, default: 0] += Int128(row % 3 + 1) * 100_000_000
        }
      }
      #expect(result.rated.map { "\($0.record) \($0.payer) \($0.plan) \($0.chargeNanos)" } == rated, "seed \(seed)")
      #expect(result.rejects.map { "\($0.line) \($0.reason.code) \($0.plan)" } == rejected, "seed \(seed)")
      #expect(result.notChargeable[.unanswered] == unanswered && result.notChargeable.total == unanswered, "seed \(seed)")
      #expect(result.charges.filter { $0.value != 0 } == charges, "seed \(seed)")
    }
  }

  @Test func `a single plan with a directory prices as without one`() throws {
    let rater = try raters()[0]
    let directory = try DirectorySpecimen(rows: [DirectorySpecimen.Row(kind: .accountCode, key: "a0")]).directory()
    let batch = Facts.batch([Facts(accountCode: "a0"), Facts(accountCode: "a0", answered: false), Facts(accountCode: "a0")])
    var (with, without) = (RatedBatch(), RatedBatch())
    AccountRater([rater], directory: directory).rate(batch, into: &with)
    AccountRater([rater]).rate(batch, into: &without)
    #expect(with.rated.map(\.chargeNanos) == without.rated.map(\.chargeNanos) && with.charges == without.charges)
    #expect(with.rated.map(\.payer) == [0, 0] && without.rated.map(\.payer) == [-1, -1])
  }
}
