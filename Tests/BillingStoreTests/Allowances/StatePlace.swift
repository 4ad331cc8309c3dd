import Bytes
import Foundation
import RatePlans
import Rating
import Telecom

@testable import BillingStore

/// A folder for one state of allowances, gone with the last reference to it.
final class StatePlace: Sendable {
  let folder = FileManager.default.temporaryDirectory.path + "/state-" + UUID().uuidString
  var path: String { folder + "/state.allowances" }

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var files: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() } }

  /// Rows with `|` between their values.
  func rows(_ sql: String) throws -> [String] {
    try SQLDatabase(path: path, of: .allowances, for: .reading).read { connection throws(BookError) in
      try connection.rows(sql).map { row in row.values.indices.map { row.text($0) }.joined(separator: "|") }
    }
  }

  func change(_ sql: String) throws {
    let database = try SQLDatabase(path: path, of: .allowances)
    try database.write { connection throws(BookError) in try connection.executeScript(sql) }
    try database.close()
  }
}

/// Plans and customers of a run, in the order in which it has them.
struct StateRun {
  var plans: [RatePlan]
  var accounts: [String]
  var services: [PoolOwners.Service]

  /// Two plans with promises of each kind and scope, and one without; ten accounts, the first with a name twice as long as
  /// others, with two services each. A service's name comes back under other accounts.
  init() {
    plans = [StateRun.plan("mobile", unit: .minutes), RatePlan(name: "bare"), StateRun.plan("data", unit: .gigaoctets)]
    accounts = (0..<10).map { "C100\($0)" }
    accounts[0] = "Straßenbahn und Söhne, Köln am Rhein"
    services = (0..<20).map { PoolOwners.Service(account: Int32($0 / 2), name: "S\($0 % 7)") }
  }

  static func plan(_ name: String, unit: CountedUnit) -> RatePlan {
    var plan = RatePlan(name: name)
    for (scope, cycle) in zip(PoolScope.allCases, [AllowanceCycle.month, .day, .term]) {
      var allowance = Allowance(name: "a-\(scope)", amount: 100, unit: unit)
      var volume = VolumePrice(name: "v-\(scope)", unit: .metered("kWh"), scale: .packages(of: 1, priceNanos: 1))
      var commitment = SpendingCommitment(name: "c-\(scope)")
      var limit = PlanLimit(name: "l-\(scope)", measure: scope == .branch ? .money : .units(.calls), at: 5)
      (allowance.shared, volume.shared, commitment.shared, limit.shared) = (scope, scope, scope, scope)
      (allowance.cycle, volume.cycle, commitment.cycle, limit.cycle) = (cycle, cycle, cycle, cycle)
      plan.promises.allowances.append(allowance)
      plan.promises.volumes.append(volume)
      plan.promises.commitments.append(commitment)
      plan.promises.limits.append(limit)
    }
    return plan
  }

  func open(_ place: StatePlace, waitSeconds: Int = 0) throws(BookError) -> AllowanceFile {
    try AllowanceFile(place.path, plans: plans, accounts: accounts, services: services, waitSeconds: waitSeconds)
  }

  /// One run that leaves a state.
  func leave(_ place: StatePlace, _ change: (inout AllowanceState) throws -> Void) throws {
    let file = try open(place)
    var state = try file.load()
    try change(&state)
    try file.save(state)
    try file.commit()
  }

  /// What a run finds.
  func found(_ place: StatePlace) throws -> AllowanceState {
    let file = try open(place)
    defer { try? file.abandon() }
    return try file.load()
  }

  func pool(_ plan: String, _ promise: Int, _ owner: Int) -> PoolKey {
    PoolKey(plan: Int16(plans.firstIndex { $0.name == plan }!), promise: Int16(promise), owner: Int32(owner))
  }

  // MARK: By names

  /// Counters by the names of plan, promise and owner, as text that holds all there is of them.
  func named(_ state: AllowanceState) -> [String: String] {
    var named: [String: String] = [:]
    func add(_ name: String, _ scope: PoolScope, _ pool: PoolKey, _ cycle: Int32?, _ value: Any) {
      let owner = scope == .service
        ? "\(accounts[Int(services[Int(pool.owner)].account)])/\(services[Int(pool.owner)].name)" : accounts[Int(pool.owner)]
      named["\(plans[Int(pool.plan)].name) \(name) \(owner) \(cycle.map { "\($0)" } ?? "boosters")"] = "\(value)"
    }
    func promises(_ pool: PoolKey) -> PlanPromises { plans[Int(pool.plan)].promises }
    for (key, counter) in state.allowances {
      let promise = promises(key.pool).allowances[Int(key.pool.promise)]
      add(promise.name, promise.shared, key.pool, key.cycle, counter)
    }
    for (pool, boosters) in state.boosters {
      let promise = promises(pool).allowances[Int(pool.promise)]
      add(promise.name, promise.shared, pool, nil, boosters)
    }
    for (key, counter) in state.volumes {
      let promise = promises(key.pool).volumes[Int(key.pool.promise)]
      add(promise.name, promise.shared, key.pool, key.cycle, counter)
    }
    for (key, counter) in state.commitments {
      let promise = promises(key.pool).commitments[Int(key.pool.promise)]
      add(promise.name, promise.shared, key.pool, key.cycle, counter)
    }
    for (key, counter) in state.limits {
      let promise = promises(key.pool).limits[Int(key.pool.promise)]
      add(promise.name, promise.shared, key.pool, key.cycle, counter)
    }
    return named
  }
}
