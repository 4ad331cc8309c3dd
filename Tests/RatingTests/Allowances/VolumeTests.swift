import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Volume prices` {
  private static let steps = [(0, "0.02"), (10, "0.015"), (20, "0.01")].map {
    VolumePrice.Step(from: Int64($0.0) * 60, rateNanos: nanos($0.1))
  }

  @Test(arguments: [  // minutes in all → graduated, all units, for begun packages of 5 minutes at 0.07
    (0, "0", "0", "0"), (5, "0.1", "0.1", "0.07"), (6, "0.12", "0.12", "0.14"), (10, "0.2", "0.15", "0.14"),
    (12, "0.23", "0.18", "0.21"), (20, "0.35", "0.2", "0.28"), (30, "0.45", "0.3", "0.42"),
  ] as [(Int64, String, String, String)])
  func `price a total`(minutes: Int64, graduated: String, allUnits: String, packages: String) throws {
    func price(_ scale: VolumePrice.Scale) throws -> String {
      let numerator = try VolumePrice(name: "v", unit: .minutes, scale: scale).price(of: minutes * 60)
      #expect(numerator % 60 == 0)
      return Decimal9.text(numerator / 60)
    }
    #expect(try price(.graduated(Self.steps)) == graduated)
    #expect(try price(.allUnits(Self.steps)) == allUnits)
    #expect(try price(.packages(of: 300, priceNanos: nanos("0.07"))) == packages)
  }

  @Test(arguments: [  // scale → charges of calls of 6 minutes each, and what the end of the cycle adds
    (VolumePrice.Scale.graduated(steps), ["v0:360 = 0.12", "v0:360 = 0.11", "v0:360 = 0.09"], []),
    (.allUnits(steps), ["v0:360 = 0.12", "v0:360 = 0.09", "v0:360 = 0.09"], ["-0.03"]),
    (.packages(of: 300, priceNanos: nanos("0.07")), ["v0:360 = 0.14", "v0:360 = 0.07", "v0:360 = 0.07"], []),
  ] as [(VolumePrice.Scale, [String], [String])])
  func `price each call by what the total grows by`(scale: VolumePrice.Scale, bills: [String], closing: [String]) throws {
    var specimen = PromiseSpecimen()
    specimen.promises.volumes = [VolumePrice(name: "v", unit: .minutes, scale: scale)]
    for hour in 0..<3 { specimen.call("06-01 1\(hour):00:00", 360) }
    #expect(try specimen.bills() == bills)
    let run = PromiseRun(specimen)
    var state = try run.stream([0, 1, 2]).state
    #expect(try run.rater.close(.month, run.offered[0].facts, &state).map { Decimal9.text($0.nanos) } == closing)
    #expect(try run.rater.close(.month, run.offered[0].facts, &state).isEmpty, "asked twice")
  }

  @Test func `are for what no allowance covers and no overage rate prices`() throws {
    var specimen = PromiseSpecimen(
      .perMinute("0.60") { $0.connectFeeNanos = nanos("0.10") },
      [.of(1), .of(0) { ($0.on.elapsed, $0.overageNanos) = (120..<180, nanos("0.05")) }])
    specimen.promises.volumes = [VolumePrice(name: "v", unit: .minutes, scale: .graduated(Self.steps))]
    specimen.call("06-01 12:00:00", 240)
    specimen.call("06-01 13:00:00", 60)
    // The fee belongs to the first step, and a volume is in place of the rate alone.
    #expect(try specimen.bills() == ["a0:60 v0:60 o1:60 v0:60 = 0.09", "v0:60 = 0.12"])
  }
}
