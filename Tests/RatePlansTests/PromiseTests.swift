import RatePlans
import Telecom
import Testing

@Suite struct `Promises of a plan` {
  private static let deck = "prefix,destination,rate_per_minute\n44,United Kingdom,0.01\n4930,Berlin,0.02\n"

  private static func files(_ promises: String, bands: String = "[{name: peak, days: mon-fri}]") throws -> PlanFiles {
    try PlanFiles(["plan.yaml": "currency: USD\nbands: \(bands)\n\(promises)\ndecks: [{file: deck.csv}]\n", "deck.csv": deck])
  }

  @Test func `are read in all they say`() throws {
    let plan = try Self.files("""
      allowances:
        - name: national-500
          amount: "500.5"
          unit: minutes
          count: begun_minutes
          cycle: week
          on: {service_types: [voip_line], directions: [out, in], destinations: [Berlin], prefixes: ["44", "49301$"],
            jurisdictions: [local], bands: [peak], elapsed: {from_s: 10, to_s: 180}}
          price: "0.001"
          overage: "0.05"
          shared: branch
          rollover: {cap: 1000, cycles: 3}
          proration: {by: seconds, rounding: nearest}
        - {name: data, amount: "1.5", unit: GB}
      volumes:
        - {name: graduated, unit: minutes, cycle: day, shared: account, steps: [{rate: "0.02"}, {from: 1000, rate: "0.015"}]}
        - {name: all, unit: messages, mode: all_units, steps: [{from: 0, rate: "0.02"}, {from: 10, rate: "0.01"}]}
        - {name: packs, unit: kWh, package: 100, price: "3.00"}
      commitments:
        - {name: min-50, minimum: "50.00", maximum: "80", cycle: term, proration: {by: days}}
      limits:
        - {name: spend, unit: money, at: "30.00", warn: [100, 80], hard: true}
        - {name: hours, unit: seconds, at: 3600, warn: 100}
      """).load().plan.promises
    var first = Allowance(name: "national-500", amount: 30_030, unit: .minutes)
    first.count = .begunMinutes
    first.cycle = .week
    first.on.serviceTypes = ["voip_line"]
    first.on.directions = [.out, .in]
    first.on.destinations = ["Berlin"]
    first.on.prefixes = [DeckPrefix(digits: "44")!, DeckPrefix(digits: "49301$")!]
    first.on.jurisdictions = [.local]
    first.on.bands = [0]
    first.on.elapsed = 10..<180
    first.priceNanos = 1_000_000
    first.overageNanos = 50_000_000
    first.shared = .branch
    first.rollover = Allowance.Rollover(cap: 60_000, cycles: 3)
    first.proration = CycleProration(by: .seconds, rounding: .nearest)
    #expect(plan.allowances == [first, Allowance(name: "data", amount: 1_500_000_000, unit: .gigaoctets)])
    let steps = [20_000_000, 15_000_000].enumerated().map { VolumePrice.Step(from: Int64($0 * 60_000), rateNanos: $1) }
    var graduated = VolumePrice(name: "graduated", unit: .minutes, scale: .graduated(steps))
    graduated.cycle = .day
    graduated.shared = .account
    #expect(plan.volumes == [
      graduated,
      VolumePrice(
        name: "all", unit: .messages,
        scale: .allUnits([VolumePrice.Step(from: 0, rateNanos: 20_000_000), VolumePrice.Step(from: 10, rateNanos: 10_000_000)])),
      VolumePrice(name: "packs", unit: .metered("kWh"), scale: .packages(of: 100_000_000_000, priceNanos: 3_000_000_000)),
    ])
    var commitment = SpendingCommitment(name: "min-50")
    commitment.minimumNanos = 50_000_000_000
    commitment.maximumNanos = 80_000_000_000
    commitment.cycle = .term
    commitment.proration = CycleProration(by: .days)
    #expect(plan.commitments == [commitment])
    var spend = PlanLimit(name: "spend", measure: .money, at: 30_000_000_000)
    spend.warnings = [80, 100]
    spend.isHard = true
    var hours = PlanLimit(name: "hours", measure: .units(.seconds), at: 3600)
    hours.warnings = [100]
    #expect(plan.limits == [spend, hours])
  }

  @Test func `say all that is wrong with them in one pass`() throws {
    let files = try Self.files("""
      allowances:
        - {amount: 1, unit: minutes}
        - {name: a, unit: minutes}
        - {name: b, amount: 1}
        - {name: b, amount: "0.01", unit: minutes, price: x, cycle: year, shared: all}
        - {name: c, amount: -1, unit: messages, count: begun_minutes, overage: "-1"}
        - {name: d, amount: 1, unit: calls, on: {directions: [up], prefixes: [x], jurisdictions: [moon], bands: [pek], elapsed: {from_s: 5, to_s: 5}, colour: red}}
        - {name: e, amount: 1, unit: calls, cycle: term, rollover: {cap: 1, cycles: 0}, proration: {by: weeks, rounding: off}}
      volumes:
        - {name: a, unit: minutes}
        - {name: b, unit: minutes, package: 0}
        - {name: c, unit: minutes, package: 5, price: "1", mode: graduated}
        - {name: d, unit: minutes, price: "1", steps: [{from: 1, rate: "1"}, {from: 1}, {from: 1, rate: "1"}]}
        - {name: e, unit: minutes, package: 5, steps: [{rate: "1"}]}
        - {name: f, unit: minutes, mode: all}
      commitments:
        - {name: a}
        - {name: b, minimum: "2", maximum: "1"}
      limits:
        - {name: a, unit: money}
        - {name: b, unit: money, at: 0}
        - {name: c, unit: money, at: 1, warn: [0, 80]}
      """)
    #expect(files.problems() == [
      "plan.yaml:4:5 error an allowance has no name",
      "plan.yaml:5:5 error the allowance includes no amount",
      "plan.yaml:6:5 error nothing says what is counted",
      "plan.yaml:7:12 error b stands twice under allowances",
      "plan.yaml:7:23 error amount cannot be 0.01 minutes",
      "plan.yaml:7:53 error price cannot be x",
      "plan.yaml:7:63 error cycle cannot be year",
      "plan.yaml:7:77 error shared cannot be all",
      "plan.yaml:8:23 error amount cannot be -1 messages",
      "plan.yaml:8:50 error messages have no begun minutes",
      "plan.yaml:8:74 error overage cannot be -1",
      "plan.yaml:9:57 error directions cannot be up",
      "plan.yaml:9:73 error x is no prefix",
      "plan.yaml:9:93 error moon is no jurisdiction",
      "plan.yaml:9:108 error the plan has no band pek",
      "plan.yaml:9:123 error no step begins from second 5 on and before second 5",
      "plan.yaml:9:145 error on has no key colour",
      "plan.yaml:10:5 error nothing is rolled over from a cycle that lasts as long as the plan holds",
      "plan.yaml:10:79 error cycles cannot be 0",
      "plan.yaml:10:99 error by cannot be weeks",
      "plan.yaml:10:116 error rounding cannot be off",
      "plan.yaml:12:5 error the volume has no steps",
      "plan.yaml:13:39 error a package of nothing has no price",
      "plan.yaml:14:5 error packages have no mode",
      "plan.yaml:15:5 error steps have prices of their own",
      "plan.yaml:15:50 error what is below 1 has no rate",
      "plan.yaml:15:72 error the step has no rate",
      "plan.yaml:15:83 error the step from 1 on stands behind one from 1 on",
      "plan.yaml:16:5 error the volume has both steps and a package",
      "plan.yaml:17:5 error the volume has no steps",
      "plan.yaml:17:36 error mode cannot be all",
      "plan.yaml:19:5 error the commitment has neither a minimum nor a maximum",
      "plan.yaml:20:5 error the minimum 2 is above the maximum 1",
      "plan.yaml:22:5 error the limit says no amount",
      "plan.yaml:23:5 error the limit is reached before anything is used",
      "plan.yaml:23:5 error nothing happens when the limit is reached",
      "plan.yaml:24:42 error warn cannot be 0",
    ])
  }

  @Test func `warn of what nothing comes to`() throws {
    let files = try Self.files("""
      allowances:
        - {name: all, amount: 1, unit: minutes, overage: "1", on: {prefixes: ["4"]}}
        - {name: part, amount: 1, unit: seconds, overage: "1", on: {prefixes: ["44"], destinations: [Berln]}}
        - {name: data, amount: 1, unit: GB}
      volumes:
        - {name: uk, unit: minutes, package: 1, price: "1", on: {prefixes: ["441"]}}
        - {name: any, unit: minutes, package: 1, price: "1"}
        - {name: late, unit: minutes, package: 1, price: "1", on: {directions: [in]}}
      """)
    #expect(files.problems() == [
      "plan.yaml:5:5 warning no usage comes to the overage rate of part: that of all before it holds for all of it",
      "plan.yaml:5:96 warning no row of the plan's decks has the destination Berln",
      "plan.yaml:6:35 warning no usage is counted in GB: no deck of the plan prices octets",
      "plan.yaml:8:5 warning no usage comes to the volume uk: all that all does not cover is at its overage rate",
      "plan.yaml:10:5 warning no usage comes to the volume late: any before it prices all of it",
    ])
  }

  @Test func `count metered units that a deck prices`() throws {
    let files = try PlanFiles([
      "plan.yaml": """
      currency: USD
      allowances:
        - {name: a, amount: 1, unit: kWh}
        - {name: b, amount: 1, unit: nights}
      decks: [{file: deck.csv, measure: quantity, unit: kWh}]
      """, "deck.csv": "prefix,rate\n*,0.30\n",
    ])
    #expect(files.problems() == ["plan.yaml:4:32 warning no usage is counted in nights: no deck of the plan prices nights"])
  }

  @Test(arguments: ["service_types", "directions", "destinations", "prefixes", "jurisdictions", "bands"])
  func `are not for everything where a set names nothing`(key: String) throws {
    let problems = try Self.files("allowances: [{name: a, amount: 1, unit: minutes, on: {\(key): []}}]").problems()
    #expect(problems.count == 1 && problems[0].hasSuffix("error \(key) names nothing"), "\(problems)")
  }

  @Test(arguments: [":", ";", ","])
  func `have names that can stand beside others`(mark: String) throws {
    let problems = try Self.files("limits: [{name: \"a\(mark)b\", unit: money, at: 1, hard: true}]").problems()
    #expect(problems == ["plan.yaml:3:17 error '\(mark)' cannot stand in a name"])
  }

  @Test func `are as many and as large as counts can hold`() throws {
    let allowances = (0...1_000).map { "  - {name: a\($0), amount: 1, unit: minutes}" }.joined(separator: "\n")
    #expect(try Self.files("allowances:\n" + allowances).problems() == ["plan.yaml:1004:5 error there are more than 1000 allowances"])
    let large = try Self.files("allowances: [{name: a, amount: 10000000001, unit: MB}, {name: b, amount: 10000000000, unit: MB}]")
    #expect(large.problems() == ["plan.yaml:3:32 error amount cannot be 10000000001 MB"])
  }
}
