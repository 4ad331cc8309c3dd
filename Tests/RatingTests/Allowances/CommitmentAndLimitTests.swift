import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Commitments and limits` {
  private static func commitment(_ minimum: String?, _ maximum: String?, _ proration: CycleProration = CycleProration()) -> SpendingCommitment {
    var commitment = SpendingCommitment(name: "c")
    (commitment.minimumNanos, commitment.maximumNanos) = (minimum.map { nanos($0) }, maximum.map { nanos($0) })
    commitment.proration = proration
    return commitment
  }

  @Test(arguments: [  // minimum, maximum, minutes at 0.60 → what the end of the cycle adds
    ("5", nil, 0, "shortfall 5"), ("5", nil, 2, "shortfall 3.8"), ("1.2", nil, 2, ""), ("1", nil, 2, ""),
    (nil, "1", 1, ""), (nil, "1", 2, "cap -0.2"), ("1", "2", 1, "shortfall 0.4"), ("1", "2", 5, "cap -1"),
  ] as [(String?, String?, Int64, String)])
  func `charge what is missing, and take off what is too much`(
    minimum: String?, maximum: String?, minutes: Int64, charge: String
  ) throws {
    var specimen = PromiseSpecimen()
    specimen.promises.commitments = [Self.commitment(minimum, maximum)]
    specimen.call("06-01 12:00:00", max(1, minutes) * 60)
    let run = PromiseRun(specimen)
    var state = minutes > 0 ? try run.stream([0]).state : run.opening
    let charges = try run.rater.close(.month, run.offered[0].facts, &state)
    #expect(charges.map { "\($0.kind) \(Decimal9.text($0.nanos))" } == (charge.isEmpty ? [] : [charge]))
    #expect(try run.rater.close(.month, run.offered[0].facts, &state).isEmpty, "asked twice")
  }

  @Test func `are corrected by usage that comes after the cycle was closed`() throws {
    var specimen = PromiseSpecimen()
    specimen.promises.commitments = [Self.commitment("5", nil)]
    specimen.call("06-02 12:00:00", 120)
    specimen.call("06-01 12:00:00", 60)
    let run = PromiseRun(specimen)
    var state = try run.stream([0]).state
    #expect(try run.rater.close(.month, run.offered[0].facts, &state).map(\.nanos) == [nanos("3.8")])
    state = try run.stream([1], from: state).state
    let settled = try run.settle([0, 1], streamed: state)
    state = settled.state
    let correction = try run.rater.close(.month, run.offered[0].facts, &state)
    #expect(correction.map(\.kind) == [.correction])
    #expect(correction.map(\.nanos) == [-nanos("0.6")])
  }

  @Test func `have their share of a cycle in which the plan begins`() throws {
    let specimen = PromiseSpecimen(.perMinute("0.60")) { specimen in
      let owner = PoolOwner(id: 0, from: moment("2026-06-21T00:00:00Z"))
      specimen.customers[0] = PromiseSpecimen.Customer(service: owner, account: owner, branch: owner)
      specimen.promises.commitments = [Self.commitment("10", nil, CycleProration(by: .days))]
      specimen.call("06-22 12:00:00", 60)
    }
    let run = PromiseRun(specimen)
    var state = run.opening
    #expect(try run.rater.close(.month, run.offered[0].facts, &state).map(\.nanos) == [3_333_333_000])  // to six decimals
  }

  @Test func `count what the end of the cycle adds to a volume that is under them`() throws {
    var specimen = PromiseSpecimen()
    specimen.promises.commitments = [Self.commitment("1", nil)]
    let steps = [VolumePrice.Step(from: 0, rateNanos: nanos("0.10")), VolumePrice.Step(from: 120, rateNanos: nanos("0.05"))]
    var volume = VolumePrice(name: "v", unit: .minutes, scale: .allUnits(steps))
    volume.shared = .account
    specimen.promises.volumes = [volume]
    for hour in 0..<2 { specimen.call("06-01 1\(hour):00:00", 60) }
    let run = PromiseRun(specimen)
    var state = try run.stream([0, 1]).state
    // 0.10 + 0.05 streamed, 0.10 in all: 0.90 are missing.
    let charges = try run.rater.close(.month, run.offered[0].facts, &state)
    #expect(charges.map { "\($0.kind) \(Decimal9.text($0.nanos))" } == ["volume -0.05", "shortfall 0.9"])
  }

  @Test(arguments: [  // counted, at, warned of in percent, hard; calls of 60 s at 0.60 → what each raises
    (PlanLimit.Measure.money, nanos("1.5"), [50, 100], true, [[], ["50 %"], ["100 %", "suspension"], [], []]),
    (.money, nanos("1.5"), [150], true, [[], [], ["suspension"], ["150 %"], []]),
    (.units(.minutes), 180, [80, 100], false, [[], [], ["80 %", "100 %"], [], []]),
    (.units(.calls), 2, [100], false, [[], ["100 %"], [], [], []]),
    (.units(.messages), 1, [100], false, [[], [], [], [], []]),
  ] as [(PlanLimit.Measure, Int64, [Int], Bool, [[String]])])
  func `raise an event at each threshold, once in a cycle`(
    measure: PlanLimit.Measure, at: Int64, warnings: [Int], isHard: Bool, events: [[String]]
  ) throws {
    var specimen = PromiseSpecimen()
    var limit = PlanLimit(name: "l", measure: measure, at: at)
    (limit.warnings, limit.isHard) = (warnings, isHard)
    specimen.promises.limits = [limit]
    for hour in 0..<5 { specimen.call("06-01 1\(hour):00:00", 60) }
    let run = PromiseRun(specimen)
    var (state, raised) = (run.opening, [[String]]())
    for index in 0..<5 {
      let next = try run.stream([index], from: state)
      state = next.state
      raised.append(next.events.map(Self.words))
    }
    #expect(raised == events)
    #expect(try run.settle([0, 1, 2, 3, 4], streamed: state).events.isEmpty, "settling raises nothing again")
    for hour in 0..<5 { specimen.call("07-01 1\(hour):00:00", 60) }
    let july = try PromiseRun(specimen).stream([5, 6, 7, 8, 9], from: state)
    #expect(july.events.map(Self.words) == events.flatMap(\.self), "the next cycle begins anew")
  }

  @Test func `count covered units too, and nothing twice where the limits are for parts of calls`() throws {
    var specimen = PromiseSpecimen(.perMinute("0.60"), [.of(10)])
    var limit = PlanLimit(name: "l", measure: .units(.seconds), at: 100)
    (limit.warnings, limit.on.elapsed) = ([100], 0..<60)
    specimen.promises.limits = [limit]
    specimen.call("06-01 12:00:00", 90)
    let state = try PromiseRun(specimen).stream([0]).state
    #expect(state.limits.map(\.value.value) == [60])
  }

  private static func words(_ event: AllowanceEvent) -> String {
    switch event.kind {
    case .warning(let percent): "\(percent) %"
    case .suspension: "suspension"
    }
  }
}

@Suite struct `Counts past 64 bits` {
  @Test func `are refused, and leave the state as it was`() throws {
    var specimen = PromiseSpecimen(.perMinute("0.60"), [.of(10)])
    specimen.promises.commitments = [SpendingCommitment(name: "c")]
    specimen.call("06-01 12:00:00", 660)
    let run = PromiseRun(specimen)
    var state = try run.stream([0]).state
    var (key, counter) = try #require(state.commitments.first { _ in true })
    counter.spent = .max
    state.commitments.set(key, to: counter)
    let before = state
    #expect(throws: AllowanceError.tooLarge) { try run.stream([0], from: state) }
    var (usage, charge, work) = (run.offered[0].usage, run.offered[0].charge, PromiseWork())
    #expect(throws: AllowanceError.tooLarge) {
      try run.rater.apply(run.offered[0].facts, to: &usage, &charge, &state, &work)
    }
    #expect(state == before)
  }
}
