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
      .unknownPayer, .serviceNotActive, .serviceEnded, .ambiguousPayer, .invalidNumber, .noRate, .destinationBlocked, .amountTooLarge,
      .conflictingRecord,
    ]
    #expect(documented == RejectReason.allCases && documented == documented.sorted())
    #expect(Set(documented.map(\.code)).count == documented.count)
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
