import RatePlans
import Rating
import Telecom
import Testing

/// Of the rows that a call finds, which goes before which.
@Suite struct `Precedence of what rows stand under` {
  private static let geography = OracleGeography(
    rows: [
      .init(areaCode: "201", exchange: "200", state: "NJ", lata: "224", ocn: "9206"),
      .init(areaCode: "201", exchange: "201", state: "NJ", lata: "", ocn: "073H"),
      .init(areaCode: "201", exchange: "202", state: "NJ", lata: "222"),
      .init(areaCode: "212", exchange: "200", state: "NY", lata: "132", ocn: "9102"),
    ], ported: ["2012005555": "2122000000"])

  private static let order = [
    "12012003456$", "12012003456", "12012003", "1201200", "LATA224/OCN9206", "OCN9206/NJ", "OCN9206", "LATA224", "120120", "1201",
    "1", "*",
  ]

  private func winner(
    _ keys: [String], calling: String = "", called: String, leg: Leg = .termination, lrn: String = "", isKnown: Bool = true
  ) throws -> String {
    let rows = keys.reversed().map { DeckRow(prefix: $0, row: .perMinute("1")) }
    let plan = PlanSpecimen(decks: [DeckSpecimen(leg: leg, rows: rows)])
    var call = CallSpecimen(called: called)
    (call.calling, call.lrn) = (calling, lrn)
    let geography = isKnown ? Self.geography : nil
    let verdict = UsageRater(plan.plan, geography: try geography?.loaded()).verdict(call)
    #expect(OracleRater(plan, geography: geography).rate(call) == verdict)
    guard case .rated(let usage) = verdict else { return "none" }
    return usage.prefix
  }

  @Test func `each goes before all that stand behind it`() throws {
    for first in Self.order.indices {
      #expect(try winner(Array(Self.order[first...]), called: "12012003456") == Self.order[first])
      // And whatever of those behind it there are.
      for other in Self.order.indices where other > first {
        #expect(try winner([Self.order[first], Self.order[other]], called: "12012003456") == Self.order[first])
      }
    }
  }

  @Test(arguments: [
    // called, LRN of the record → what prices it; all of the order but prefixes of seven digits or more
    ("12012003456", "", "LATA224/OCN9206"), ("12012009999", "", "LATA224/OCN9206"), ("12012010000", "", "120120"),
    ("12012020000", "", "120120"), ("12012030000", "", "120120"), ("13032000000", "", "1"), ("442079460000", "", "*"),
    ("12012005555", "", "120120"), ("12012003456", "2122000000", "120120"), ("13032000000", "2012000000", "LATA224/OCN9206"),
  ])
  func `a number goes by the place of its LRN, one without a place by shorter prefixes`(called: String, lrn: String, key: String) throws {
    let keys = Array(Self.order[4...])
    #expect(try winner(keys, called: called, lrn: lrn) == key)
    #expect(try winner(keys, called: called, lrn: lrn, isKnown: false).allSatisfy { $0.isNumber || $0 == "*" })
  }

  @Test(arguments: [  // calling → what prices it
    ("12012003456", "LATA224/OCN9206"), ("12012005555", "1201"), ("12012020000", "1201"), ("", "*"), ("201", "*"), ("442079460000", "*"),
  ])
  func `an origination deck goes by the place of the calling number`(calling: String, key: String) throws {
    #expect(try winner(["LATA224/OCN9206", "1201", "*"], calling: calling, called: "442079460000", leg: .origination) == key)
  }

  @Test(arguments: [
    // calling, called → the pairs that are asked, first to last; 1 is in A, 44 in B
    ("12012003456", "442079460000", ["A>B", "*>B", "A>*", "*>*"]), ("12012003456", "4930", ["A>*", "*>*"]),
    ("4930", "442079460000", ["*>B", "*>*"]), ("", "4930", ["*>*"]), ("442079460000", "442079460000", ["B>B", "*>B", "B>*", "*>*"]),
  ])
  func `zones of both numbers go before that of the called, then of the calling, then any`(
    calling: String, called: String, order: [String]
  ) {
    let all = ["*>*", "A>*", "B>*", "*>A", "*>B", "A>A", "A>B", "B>A", "B>B"]
    let zones = ZoneSpecimen(rows: [.init(prefix: "1", zone: "A"), .init(prefix: "44", zone: "B")])
    for taken in 0...order.count {
      let rows = all.filter { !order.prefix(taken).contains($0) }.map { DeckRow(prefix: $0, row: .perMinute("1")) }
      let plan = PlanSpecimen(decks: [DeckSpecimen(leg: .matrix, rows: rows, zones: ZoneSpecimen.names)], zones: zones)
      var call = CallSpecimen(called: called)
      call.calling = calling
      let verdict = plan.verdict(call)
      if case .rated(let usage) = verdict {
        #expect(taken < order.count && usage.prefix == order[taken])
      } else {
        #expect(taken == order.count)
      }
    }
  }

  @Test(arguments: [
    // legs of the type, decks of the plan → parts of the charge
    (.sum, [.matrix], ["matrix"]), (.termination, [.matrix], ["matrix"]), (.origination, [.matrix], ["matrix"]),
    (.matrix, [.matrix], ["matrix"]), (.sum, [.termination, .matrix], ["termination", "matrix"]),
    (.termination, [.termination, .matrix], ["termination"]), (.matrix, [.termination, .matrix], ["matrix"]),
    (.origination, [.termination, .matrix], ["matrix"]), (.matrix, [.termination], []),
    ([.termination, .matrix], Leg.allCases, ["termination", "matrix"]), (.sum, Leg.allCases, ["termination", "origination", "matrix"]),
  ] as [(RatingRule.Legs, [Leg], [String])])
  func `legs add up as the type says, a matrix alone stands for both ends`(legs: RatingRule.Legs, decks: [Leg], parts: [String]) {
    let specimens = decks.map { leg in
      DeckSpecimen(
        leg: leg, rows: [DeckRow(prefix: leg == .matrix ? "A>A" : "44", row: .perMinute("1"))],
        zones: leg == .matrix ? ZoneSpecimen.names : [])
    }
    let plan = PlanSpecimen(decks: specimens, zones: ZoneSpecimen(rows: [.init(prefix: "44", zone: "A")]))
    var call = CallSpecimen()
    call.calling = "4420"
    let service = ServiceSpecimen(legs: legs)
    let verdict = UsageRater(plan.plan).verdict(call, for: service)
    #expect(OracleRater(plan).rate(call, for: service) == verdict)
    guard case .rated(let usage) = verdict else { return #expect(parts.isEmpty) }
    #expect(usage.charge == nanos("\(parts.count)"))
    #expect(parts.count == 1 ? usage.leg.rawValue == parts[0] : usage.components == parts.map { "\($0) 1000000000" })
  }
}
