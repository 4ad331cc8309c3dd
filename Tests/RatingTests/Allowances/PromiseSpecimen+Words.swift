import RatePlans
import Rating
import Telecom
import Testing

extension PromiseSpecimen {
  /// One service of one account, under a plan with one row for every number, in UTC.
  init(_ row: RateRow = .perMinute("0.60"), _ allowances: [Allowance] = [], _ configure: (inout PromiseSpecimen) -> Void = { _ in }) {
    let owner = PoolOwner(id: 0)
    self.init(
      plan: PlanSpecimen(row), promises: PlanPromises(),
      customers: [Customer(service: owner, account: owner, branch: owner)], uses: [])
    promises.allowances = allowances
    configure(&self)
  }

  /// - Parameter start: RFC 3339, or `MM-DD HH:MM:SS` of 2026.
  mutating func call(_ start: String, _ seconds: Int64, of customer: Int = 0, id: String = "") {
    let time = start.contains("T") ? start : "2026-" + start.replacing(" ", with: "T") + "Z"
    var call = CallSpecimen(at: time, seconds: seconds)
    call.calling = "15550001111"
    uses.append(Use(call: call, customer: customer, recordID: id.isEmpty ? "\(uses.count)" : id))
  }

  /// What each usage comes to, in the order given: `a0:60 plan:60 = 0.6` where an allowance covers 60 units and the deck
  /// prices 60. Usage in the order in which it was made is held against the oracle.
  func bills() throws -> [String] {
    let (charges, _, _) = try PromiseRun(self).stream(Array(uses.indices))
    if PromisesAgainstOracle.chronological(self) == Array(uses.indices) {
      var calendars = OracleCalendars()
      var oracle = OracleBiller(self, &calendars)
      for index in uses.indices { #expect(oracle.bill(uses[index]) == charges[index]!.bill, "the oracle, usage \(index)") }
    }
    return uses.indices.map { charges[$0]!.words }
  }
}

extension PromisedCharge {
  var words: String {
    let parts = stretches.map { stretch in
      switch stretch.terms {
      case .plan: "plan:\(stretch.units)"
      case .allowance(let index): "a\(index):\(stretch.units)"
      case .overage(let index): "o\(index):\(stretch.units)"
      case .volume(let index): "v\(index):\(stretch.units)"
      }
    }
    return (parts + ["=", Decimal9.text(nanos)]).joined(separator: " ")
  }
}

extension Allowance {
  /// - Parameter amount: units, as in a plan.
  static func of(_ amount: Int64, _ unit: CountedUnit = .minutes, _ configure: (inout Allowance) -> Void = { _ in }) -> Allowance {
    var allowance = Allowance(name: "included", amount: amount * unit.scale, unit: unit)
    configure(&allowance)
    return allowance
  }
}

func moment(_ text: String) -> Int64 { Timestamp(rfc3339: text)!.milliseconds }
