import Foundation
import RatePlans
import TestSupport
import Telecom
import Testing

/// What holds for a code, as a reader of deck and notice would say.
private struct Holding: Hashable {
  var rate = 0
  var destination = ""
  var isBlocked = false

  var text: String { isBlocked ? "blocked" : "0.\(rate) \(destination)" }
}

private struct Line {
  var prefix: String
  /// Day of January 2026.
  var from: Int
  var to: Int?
  var holding: Holding
}

/// Rates by the deck before, and by the notice after, code by code; no row is ever written.
private struct NaiveAmendment {
  var deck: [Line]
  var notice: [Line]
  var issued: Int
  /// `nil` for a notice of changes.
  var closedFrom: Int?

  func price(_ number: String, day: Int) -> Holding? {
    for count in (1...number.count).reversed() {
      if let holding = holding(String(number.prefix(count)), day) { return holding }
    }
    return nil
  }

  private func holding(_ prefix: String, _ day: Int) -> Holding? {
    let own = notice.filter { $0.prefix == prefix }.sorted { $0.from < $1.from }
    if own.isEmpty, let closedFrom, day >= closedFrom {
      // A code the deck blocks stays blocked.
      let last = deck.filter { $0.prefix == prefix && ($0.to ?? .max) > closedFrom && !$0.holding.isBlocked }
      if !last.isEmpty { return nil }
    }
    return holding(prefix, day, after: own[...])
  }

  /// By the first lines of a notice for a code.
  private func holding(_ prefix: String, _ day: Int, after own: ArraySlice<Line>, next: Int = .max) -> Holding? {
    guard let last = own.last else {
      return deck.filter { $0.prefix == prefix && $0.from <= day && day < ($0.to ?? .max) }.max { $0.from < $1.from }?.holding
    }
    let moment = max(last.from, min(issued, next - 1))
    let before = holding(prefix, moment, after: own.dropLast(), next: last.from)
    let isSame = before == last.holding || before?.isBlocked == true && last.holding.isBlocked
    if isSame ? moment <= day && day < next : last.from <= day { return last.holding }
    return holding(prefix, day, after: own.dropLast(), next: last.from)
  }
}

private func date(_ day: Int) -> String { "2026-01-" + (day < 10 ? "0" : "") + String(day) }

private func instant(_ day: Int) -> Int64 { Timestamp(rfc3339: date(day) + "T00:00:00Z")!.milliseconds }

private func price(_ plan: RatePlan, _ number: String, day: Int) -> String? {
  guard let tariff = plan.tariff(.seconds), let called = PhoneNumber(number),
    let chosen = tariff.choose(called, band: -1, jurisdiction: -1, at: instant(day))
  else { return nil }
  let row = tariff.rows[Int(chosen.row)]
  return row.blocked ? "blocked" : Decimal9.text(row.rateNanos) + " " + tariff.destination(row)
}

private func amendment(
  _ deck: String, _ notice: String, scope: AmendmentTerms.Scope = .partial, issued: Int = 10, noticeDays: Int = 0
) throws -> (Amendment, RatePlan) {
  let files = try PlanFiles(["deck.csv": deck, "notice.csv": notice])
  let plan = try files.load("deck.csv").plan
  let read = try RatePlanLoader.notice(files.folder + "/notice.csv", of: plan).notice
  let terms = AmendmentTerms(scope: scope, issued: instant(issued), noticeDays: noticeDays)
  let amendment = Amendment(read, to: try #require(plan.tariff(.seconds)), of: plan, terms)
  try files.write("new.csv", amendment.deck.csv)
  return (amendment, try files.load("new.csv").plan)
}

@Suite struct `A notice laid onto a deck` {
  private static let prefixes = ["1", "12", "121", "122", "13", "2", "21", "3", "33", "331"]

  @Test func `rates as the deck before each date, as the notice after`() throws {
    for seed in 0..<400 {
      var generator = Seeded(UInt64(seed))
      func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
      func holding() -> Holding {
        if number(0...7) == 0 { return Holding(isBlocked: true) }
        return Holding(rate: number(1...3), destination: ["A", "B"][number(0...9) == 0 ? 1 : 0])
      }
      var naive = NaiveAmendment(deck: [], notice: [], issued: 10, closedFrom: seed % 2 == 0 ? nil : number(10...20))
      for prefix in Self.prefixes where number(0...3) > 0 {
        let dates = Set((0..<number(1...3)).map { _ in number(1...20) }).sorted()
        for (index, from) in dates.enumerated() {
          let next = index + 1 < dates.count ? dates[index + 1] : 31
          naive.deck.append(Line(prefix: prefix, from: from, to: number(0...3) == 0 ? number(from + 1...next) : nil, holding: holding()))
        }
      }
      for prefix in Self.prefixes where number(0...2) > 0 {
        for from in Set((0..<number(1...2)).map { _ in number(1...20) }) {
          naive.notice.append(Line(prefix: prefix, from: from, holding: holding()))
        }
      }
      let deck = "prefix,destination,rate_per_minute,effective_from,effective_to,blocked\n" + naive.deck.map {
        "\($0.prefix),\($0.holding.destination),\($0.holding.isBlocked ? "" : "0.\($0.holding.rate)"),\(date($0.from)),\($0.to.map(date) ?? ""),\($0.holding.isBlocked ? 1 : 0)\n"
      }.joined()
      let notice = "Example Telecom\n\nDial Code,Destination,Price,Effective Date,Change\n" + naive.notice.map {
        "\($0.prefix),\($0.holding.destination),\($0.holding.isBlocked ? "" : "0.\($0.holding.rate)"),\(date($0.from)),\($0.holding.isBlocked ? "Closed" : "")\n"
      }.joined()
      guard !naive.deck.isEmpty, !naive.notice.isEmpty else { continue }
      let scope = naive.closedFrom.map { AmendmentTerms.Scope.full(closedFrom: instant($0)) } ?? .partial
      let (first, plan) = try amendment(deck, notice, scope: scope)
      for called in ["1", "14", "12", "129", "121", "1215", "1229", "13", "2", "21", "3", "331", "3319", "332"] {
        for day in 1...25 {
          let (is_, wanted) = (price(plan, called, day: day), naive.price(called, day: day)?.text)
          guard is_ == wanted else {
            Issue.record("seed \(seed): \(called) on day \(day) is \(is_ ?? "none"), not \(wanted ?? "none")\n\(deck)\n\(notice)")
            return
          }
        }
      }
      let named = first.entries.filter { $0.place != nil }
      #expect(first.noticeCount == named.count + first.repeatedCount)
      // Laid onto the deck that came of it, the same notice changes nothing.
      let (second, _) = try amendment(String(decoding: first.deck.csv, as: UTF8.self), notice, scope: scope)
      let changed = second.entries.filter { $0.kind != .unchanged }.map { "\($0.prefix) \($0.kind.rawValue)" }
      guard second.deck.csv == first.deck.csv, changed.isEmpty else {
        Issue.record("seed \(seed): a second time \(changed)\n\(deck)\n\(notice)\n\(String(decoding: first.deck.csv, as: UTF8.self))")
        return
      }
    }
  }

  private static let deck = """
    prefix,destination,rate_per_minute,first_interval_s,next_interval_s,effective_from,effective_to
    44,United Kingdom,0.01,60,6,2026-01-01,
    447,UK Mobile,0.05,60,6,2026-01-01,
    4475,UK Personal,0.2,60,60,2026-01-01,
    4475,UK Personal,0.3,60,60,2026-01-25,
    33,France,0.02,1,1,2026-01-01,

    """

  @Test(arguments: [
    // row of the notice (dial code, destination, price, date, change, increments) → what becomes of it, what is warned
    ("44,United Kingdom,0.02,2026-01-20,,", "44 raised 0.01/60/6 → 0.02/60/6", nil),
    ("44,United Kingdom,0.005,2026-01-20,Decrease,", "44 lowered 0.01/60/6 → 0.005/60/6", nil),
    ("44,United Kingdom,0.01,2026-01-20,,60/60", "44 raised 0.01/60/6 → 0.01/60/60", nil),
    ("44,United Kingdom,0.01,2026-01-20,,30/10", "44 changed 0.01/60/6 → 0.01/30/10", nil),
    ("44,United Kingdom,0.01,2020-05-01,No Change,", "44 unchanged 0.01/60/6 → 0.01/60/6", nil),
    ("44,UK,0.01,2026-01-20,,", "44 moved 0.01/60/6 → 0.01/60/6 moves from United Kingdom", nil),
    ("4479,UK Mobile,0.06,2026-01-20,New,", "4479 added - → 0.06/60/6 breakout of 447 at 0.05", nil),
    ("4479,UK Mobile,,2026-01-20,New,", "4479 added - → 0.05/60/6 breakout of 447 at 0.05", nil),
    ("49,Germany,0.01,2026-01-20,New,", "49 added - → 0.01/1/1", nil),
    ("33,France,,2026-01-20,Closed,", "33 closed 0.02/1/1 → -", nil),
    ("33,France,,2026-01-20,Blocked,", "33 blocked 0.02/1/1 → -", nil),
    ("3399,France,,2026-01-20,Closed,", "3399 closed - → - the deck has it under 33", nil),
    ("44,United Kingdom,0.02,2026-01-12,,", "44 raised 0.01/60/6 → 0.02/60/6 2 days' notice", "44 is dearer from 2026-01-12 on, with 2 days' notice; the contract has 7"),
    ("4479,UK Mobile,0.06,2026-01-12,,", "4479 added - → 0.06/60/6 breakout of 447 at 0.05; 2 days' notice", "4479 is dearer from 2026-01-12 on, with 2 days' notice; the contract has 7"),
    ("44,United Kingdom,0.005,2026-01-05,,", "44 lowered 0.01/60/6 → 0.005/60/6 before the notice", "44 is lowered from 2026-01-05 on, before the notice was issued"),
    ("44,United Kingdom,0.02,2026-01-20,Decrease,", "44 raised 0.01/60/6 → 0.02/60/6 the notice says lowered", "the notice says lowered of 44, against the deck it is raised, from 0.01 to 0.02"),
    ("44,United Kingdom,0.01,2026-01-20,Increase,", "44 unchanged 0.01/60/6 → 0.01/60/6 the notice says raised", "the notice says raised of 44, the deck has that price already"),
    ("4475,UK Personal,0.2,2026-01-05,,", "4475 unchanged 0.2/60/60 → 0.2/60/60", "the change of 4475 to 0.3 that the deck has from 2026-01-25 on is dropped"),
    ("44,United Kingdom,0.02,ASAP,,", "44 raised 0.01/60/6 → 0.02/60/6 0 days' notice", "44 is dearer from 2026-01-10 on, with 0 days' notice; the contract has 7"),
  ] as [(String, String, String?)])
  func `changes a code`(row: String, change: String, warning: String?) throws {
    let notice = "Dial Code,Destination,Price,Effective Date,Change,Increments\n\(row)\n"
    let (amendment, _) = try amendment(Self.deck, notice, noticeDays: 7)
    let entry = try #require(amendment.entries.first)
    func text(_ rate: AmendmentEntry.Rate?) -> String {
      rate.map { "\(Decimal9.text($0.nanos))/\($0.firstInterval)/\($0.nextInterval)" } ?? "-"
    }
    let note = entry.note.isEmpty ? "" : " " + entry.note
    #expect("\(entry.prefix) \(entry.kind.rawValue) \(text(entry.oldRate)) → \(text(entry.newRate))\(note)" == change)
    #expect(amendment.problems.map(\.message) == [warning].compactMap(\.self))
    #expect(amendment.problems.allSatisfy { $0.location.line == 2 && $0.severity == .warning })
  }

  @Test(arguments: [
    // the second of two rows → what is wrong
    ("44,UK,0.02,2026-01-20,", "warning 44 stands on line 2 already, at the same price"),
    ("44,UK,0.03,2026-01-20,", "error 44 stands on line 2 already, from 2026-01-20 on too, but not the same"),
    ("46,Sweden,,2026-01-20,", "error the notice gives no price for 46, and none is known for Sweden"),
  ])
  func `tells rows that contradict each other or say nothing`(row: String, problem: String) throws {
    let (amendment, _) = try amendment(Self.deck, "Dial Code,Destination,Price,Effective Date,Change\n44,UK,0.02,2026-01-20,\n\(row)\n")
    #expect(amendment.problems.map { "\($0.severity.rawValue) \($0.message)" } == [problem])
    #expect(amendment.problems.first?.location.line == 3)
  }

  @Test func `moves a code that closes under one name and opens under another`() throws {
    let (amendment, plan) = try amendment(
      Self.deck,
      "Dial Code,Destination,Price,Effective Date,Change\n4475,UK Personal,0.2,2026-01-20,Closed\n4475,UK Mobile,0.05,2026-01-20,New\n")
    #expect(amendment.entries.map(\.note) == ["moves from UK Personal; the notice says added"])
    #expect(price(plan, "4475", day: 19) == "0.2 UK Personal" && price(plan, "4475", day: 26) == "0.05 UK Mobile")
  }

  @Test func `keeps the rates of jurisdictions it says nothing of`() throws {
    let (amendment, plan) = try amendment(
      "prefix,rate_per_minute,jurisdiction,effective_from\n1212,0.01,interstate,2026-01-01\n1212,0.02,intrastate,2026-01-01\n1212,0.03,,2026-01-01\n",
      "NPANXX,Inter,Intra,Effective Date\n212,0.015,,2026-01-20\n")
    #expect(amendment.entries.map { "\($0.prefix) \($0.kind.rawValue) \($0.jurisdiction ?? "")" } == ["1212 raised interstate"])
    let tariff = try #require(plan.tariff(.seconds))
    #expect(
      rowTexts(tariff).filter { $0.contains("from 2026-01-20") }.map { $0.replacing(" from 2026-01-20", with: "") }
        == ["1212 0.015/60 6/6 interstate", "1212 0.02/60 1/1 intrastate", "1212 0.03/60 1/1"])
  }

  @Test(arguments: [
    ("Full A-Z price list", true), ("A-Z", true), ("Rate Amendment of 3 May", false), ("Rate Notification", nil), ("Partial A-Z", nil),
    ("Complete rates", true), ("", nil),
  ] as [(String, Bool?)])
  func `may say itself whether it is the whole list`(banner: String, isFull: Bool?) {
    #expect(AmendmentTerms.isFull(banner) == isFull)
  }
}
