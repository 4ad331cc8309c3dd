import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Order of refusals` {
  /// What a record may have wrong, each with its outcome, in the order in which they go before one another.
  private enum Fault: Int, CaseIterable {
    case unanswered, planGrace, number, noRate, blocked, rowGrace, tooLarge
  }

  private func outcome(of fault: Fault) -> OracleRater.Verdict {
    switch fault {
    case .unanswered: .notChargeable(.unanswered)
    case .planGrace, .rowGrace: .notChargeable(.grace)
    case .number: .rejected(.invalidNumber)
    case .noRate: .rejected(.noRate)
    case .blocked: .rejected(.destinationBlocked)
    case .tooLarge: .rejected(.amountTooLarge)
    }
  }

  @Test func `the first fault decides, whatever others there are`() {
    for faults in 1..<(1 << Fault.allCases.count) {
      let has = { (fault: Fault) in faults >> fault.rawValue & 1 == 1 }
      let row = RateRow.perMinute("1") { row in
        row.blocked = has(.blocked)
        row.graceSeconds = has(.rowGrace) ? 60 : 0
        row.connectFeeNanos = has(.tooLarge) ? .max : 0
        row.effectiveTo = has(.noRate) ? 0 : .max
      }
      let plan = PlanSpecimen(row) { $0.graceSeconds = has(.planGrace) ? 60 : 0 }
      var call = CallSpecimen(called: has(.number) ? "44x" : "44", seconds: 60)
      call.answered = !has(.unanswered)
      let first = Fault.allCases.first(where: has)!
      #expect(plan.verdict(call) == outcome(of: first), "\(Fault.allCases.filter(has))")
    }
  }

  @Test func `reasons of rejects come in the order of their documentation`() {
    let documented: [RejectReason] = [
      .malformedRecord, .missingField, .invalidTime, .invalidDuration, .invalidQuantity, .invalidField, .unmatchedLeg,
      .unknownPayer, .serviceNotActive, .serviceEnded, .ambiguousPayer, .invalidNumber, .noZone, .noRate, .destinationBlocked, .amountTooLarge,
      .conflictingRecord,
    ]
    #expect(documented == RejectReason.allCases && documented == documented.sorted())
    #expect(Set(documented.map(\.code)).count == documented.count)
  }

  @Test(arguments: [
    // the termination leg's fault, the origination leg's, what is said
    (.noRate, .blocked, .rejected(.noRate)), (.blocked, .noRate, .rejected(.noRate)),
    (.noRate, .rowGrace, .rejected(.noRate)), (.rowGrace, .noRate, .rejected(.noRate)),
    (.noRate, .tooLarge, .rejected(.noRate)), (.tooLarge, .noRate, .rejected(.noRate)),
    (.blocked, .rowGrace, .rejected(.destinationBlocked)), (.rowGrace, .blocked, .rejected(.destinationBlocked)),
    (.blocked, .tooLarge, .rejected(.destinationBlocked)), (.tooLarge, .blocked, .rejected(.destinationBlocked)),
    (.rowGrace, .tooLarge, .notChargeable(.grace)), (.tooLarge, .rowGrace, .notChargeable(.grace)),
    (nil, .noRate, .rejected(.noRate)), (.noRate, nil, .rejected(.noRate)),
    (nil, .blocked, .rejected(.destinationBlocked)), (nil, .rowGrace, .notChargeable(.grace)),
    (nil, .tooLarge, .rejected(.amountTooLarge)),
  ] as [(Fault?, Fault?, OracleRater.Verdict)])
  private func `of two legs the first reason in order is given, whichever leg has it`(
    termination: Fault?, origination: Fault?, verdict: OracleRater.Verdict
  ) {
    let decks = zip(Leg.allCases, [termination, origination]).map { leg, fault in
      let row = RateRow.perMinute("1") { row in
        row.blocked = fault == .blocked
        row.graceSeconds = fault == .rowGrace ? 60 : 0
        row.rateNanos = fault == .tooLarge ? .max : row.rateNanos
        row.effectiveTo = fault == .noRate ? 0 : .max
        row.unit = 1
      }
      return DeckSpecimen(leg: leg, rows: [DeckRow(prefix: "*", row: row)])
    }
    // A special charge that is too large is asked for last.
    for hasSpecial in [false, true] {
      let plan = PlanSpecimen(decks: decks) { plan in
        if hasSpecial { plan.specialCharges = [SpecialCharge(name: "a", amount: .perMinute(.max, first: 1, next: 1))] }
      }
      #expect(plan.verdict(CallSpecimen(seconds: 60)) == verdict, "special charge: \(hasSpecial)")
    }
  }

  @Test(arguments: [
    // price of the record, whether a charge of 110 % of it stands instead of the rates → what it costs beside a rate of 1
    ("2", false, "3.2"), ("2", true, "2.2"), ("0", false, "1"), ("0", true, "0"), (nil, false, "1"), (nil, true, "missing_field"),
    ("-2", false, "invalid_field"), ("-2", true, "invalid_field"),
  ] as [(String?, Bool, String)])
  func `a price that is missing or negative is not passed on for nothing`(price: String?, instead: Bool, expected: String) {
    // A destination that is blocked goes behind.
    for isBlocked in [false, true] where !isBlocked || expected.contains("field") {
      let plan = PlanSpecimen(.perMinute("1") { $0.blocked = isBlocked }) { plan in
        var charge = SpecialCharge(name: "premium", amount: .percentOfPrice(nanos("110")))
        charge.replacesRates = instead
        plan.specialCharges = [charge]
      }
      var call = CallSpecimen(seconds: 60)
      call.priceNanos = price.map(nanos)
      switch plan.verdict(call) {
      case .rated(let usage): #expect(Decimal9.text(usage.charge) == expected)
      case .rejected(let reason): #expect(reason.code == expected)
      case .notChargeable: #expect(Bool(false))
      }
    }
  }

  @Test(arguments: [  // legs that count, decks there are → the field that has no rate
    (.sum, [.termination], .called), (.origination, [.termination], .calling), (.termination, [.origination], .called),
    (.sum, [.origination], .calling), (.sum, [.termination, .origination], .called), (.origination, [], .calling),
  ] as [(RatingRule.Legs, [Leg], UsageField)])
  func `a leg without a rate points at its number`(legs: RatingRule.Legs, decks: [Leg], field: UsageField) {
    var call = CallSpecimen(called: "4930", seconds: 60)
    call.calling = "4940"
    let plan = PlanSpecimen(decks: decks.map { DeckSpecimen(leg: $0, rows: [DeckRow(prefix: "1", row: .perMinute("1"))]) })
    let batch = CallSpecimen.batch([call])
    var work = ChargeWork()
    let service = ServiceSpecimen(legs: legs).service
    guard case .rejected(.noRate, let found, let value) = UsageRater(plan.plan).rate(
      batch.records[0], of: batch, index: 0, for: service, &work)
    else { return #expect(Bool(false), "rated") }
    #expect(found == field && batch.string(value) == (field == .called ? "4930" : "4940"))
  }

  @Test(arguments: [
    // calling, called, the other leg's fault; 1 is in A, 44 in B, 33 in C; rows for A>B, for A>C a block, for B>B a grace,
    // for C>B too much → what is said, and of which number
    ("1201", "4420", nil, .rated, .called), ("1201", "4920", nil, .noZone, .called), ("4920", "4420", nil, .noZone, .calling),
    ("", "4420", nil, .noZone, .calling), ("x", "4420", nil, .noZone, .calling), ("4920", "4920", nil, .noZone, .called),
    ("1201", "1202", nil, .noRate, .called), ("1201", "3312", nil, .blocked, .called), ("4420", "4420", nil, .grace, .called),
    ("3312", "4420", nil, .tooLarge, .duration),
    ("1201", "4420", .noRate, .noRate, .called), ("1201", "4920", .noRate, .noZone, .called), ("4920", "4420", .blocked, .noZone, .calling),
    ("1201", "1202", .blocked, .noRate, .called), ("1201", "3312", .noRate, .noRate, .called), ("1201", "4920", .rowGrace, .noZone, .called),
    ("1201", "4920", .tooLarge, .noZone, .called), ("4420", "4420", .blocked, .blocked, .called),
  ] as [(String, String, Fault?, ZoneOutcome, UsageField)])
  private func `of a matrix a number without a zone goes before all, and points at it`(
    calling: String, called: String, other: Fault?, outcome: ZoneOutcome, field: UsageField
  ) {
    let pairs: [(String, RateRow)] = [
      ("A>B", .perMinute("1")), ("A>C", .perMinute("1") { $0.blocked = true }), ("B>B", .perMinute("1") { $0.graceSeconds = 60 }),
      ("C>B", .perMinute("1") { $0.connectFeeNanos = .max; $0.rateNanos = .max }),
    ]
    var decks = [DeckSpecimen(leg: .matrix, rows: pairs.map { DeckRow(prefix: $0, row: $1) }, zones: ZoneSpecimen.names)]
    if let other {
      let row = RateRow.perMinute("1") { row in
        row.blocked = other == .blocked
        row.graceSeconds = other == .rowGrace ? 60 : 0
        row.connectFeeNanos = other == .tooLarge ? .max : 0
        row.effectiveTo = other == .noRate ? 0 : .max
      }
      decks.insert(DeckSpecimen(rows: [DeckRow(prefix: "*", row: row)]), at: 0)
    }
    let zones = ZoneSpecimen(rows: [.init(prefix: "1", zone: "A"), .init(prefix: "44", zone: "B"), .init(prefix: "33", zone: "C")])
    let plan = PlanSpecimen(decks: decks, zones: zones)
    var call = CallSpecimen(called: called, seconds: 60)
    call.calling = calling
    switch (plan.verdict(call), outcome) {
    case (.rated, .rated), (.rejected(.noZone), .noZone), (.rejected(.noRate), .noRate), (.rejected(.destinationBlocked), .blocked),
      (.notChargeable(.grace), .grace), (.rejected(.amountTooLarge), .tooLarge): break
    case (let verdict, _): Issue.record("\(verdict)")
    }
    let batch = CallSpecimen.batch([call])
    if case .rejected(_, let found, _) = UsageRater(plan.plan).rate(batch.records[0], of: batch, index: 0) { #expect(found == field) }
  }

  private enum ZoneOutcome { case rated, noZone, noRate, blocked, grace, tooLarge }

  /// What may be wrong with who pays and with their levels, in the order in which they go before one another.
  private enum Obstacle: Int, CaseIterable {
    case userSuspended, ownerSuspended, userUnpriced, resellerGone, upperUnpriced, supplierUnpriced, ownerUnpriced
  }

  @Test(arguments: [  // what is first, what is said
    (.userSuspended, "service_not_active "), (.ownerSuspended, "service_not_active "), (.userUnpriced, "no_rate "),
    (.resellerGone, "service_not_active reseller:R1"), (.upperUnpriced, "no_rate reseller:R0"),
    (.supplierUnpriced, "no_rate cost"), (.ownerUnpriced, "no_rate "),
  ] as [(Obstacle, String)])
  private func `of payers and levels the first that refuses is named`(first: Obstacle, said: String) throws {
    // A line below R1 below R0, which calls a hotline by the trunk of a supplier. Plan 0 prices the call, plan 1 does not.
    for others in 0..<(1 << Obstacle.allCases.count) where others & (1 << (first.rawValue + 1) - 1) == 0 {
      let has = { (obstacle: Obstacle) in obstacle == first || others >> obstacle.rawValue & 1 == 1 }
      let plans = [LevelSpecimen.Plan(currency: .usd, termination: 1_000), .init(currency: .usd, termination: 1_000, isFor44Alone: true)]
      var user = LevelSpecimen.Entry(kind: .accountCode, key: "a", account: "A", parent: "R1", plan: has(.userUnpriced) ? 1 : 0)
      var owner = LevelSpecimen.Entry(kind: .did, key: "19005550001", account: "B", plan: has(.ownerUnpriced) ? 1 : 0, type: "hotline")
      user.status = has(.userSuspended) ? .suspended : .active
      owner.status = has(.ownerSuspended) ? .suspended : .active
      let specimen = LevelSpecimen(
        plans: plans, entries: [user, owner],
        buyers: [
          .init(account: "R0", buyPlan: has(.upperUnpriced) ? 1 : 0),
          .init(account: "R1", parent: "R0", buyPlan: 0, to: has(.resellerGone) ? 100 : .max),
        ],
        carriers: [.init(trunk: "t0", name: "S", plan: has(.supplierUnpriced) ? 1 : 0)])
      var result = RatedBatch()
      let call = Facts(accountCode: "a", trunkOut: "t0", called: "19005550001", start: 200)
      try specimen.rater().rate(Facts.batch([call]), into: &result)
      #expect(result.rejects.map { "\($0.reason.code) \($0.level)" } == [said], "\(Obstacle.allCases.filter(has))")
      #expect(result.rated.isEmpty)
    }
  }

  @Test(arguments: [  // called, what is said
    ("", .missingField), ("+", .invalidNumber), ("12a", .invalidNumber), ("1234567890123456", .invalidNumber),
    (String(repeating: "1", count: 40), .invalidNumber), ("sip:bob@example.com", .invalidNumber),
  ] as [(String, RejectReason)])
  func `a called number that is none is refused for itself`(called: String, reason: RejectReason) {
    #expect(PlanSpecimen(.perMinute("1")).verdict(CallSpecimen(called: called)) == .rejected(reason))
  }

  @Test func `the reject points at the field and what stood in it`() {
    let plan = PlanSpecimen(rows: [DeckRow(prefix: "44", row: .perMinute("1"))]).plan
    var batch = CallSpecimen.batch([CallSpecimen(called: "4930")])
    batch.records[0].line = 7
    var result = RatedBatch()
    UsageRater(plan).rate(batch, into: &result)
    #expect(result.rejects.map(\.field) == [.called] && result.rejects.map(\.line) == [7])
    #expect(result.rejects.map { batch.string($0.value) } == ["4930"])
  }
}
