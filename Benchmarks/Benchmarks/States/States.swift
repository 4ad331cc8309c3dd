import BillingStore
import Foundation
import RatePlans
import Rating

/// A state of so many accounts with one allowance each, in a file: made, loaded, changed; each step a process of its own,
/// so that it has its own peak of memory. What stands in a counter follows from its account's number.
///
/// `States make|load|change FILE ACCOUNTS`
@main
enum States {
  static func main() throws {
    let (step, path, count) = (CommandLine.arguments[1], CommandLine.arguments[2], Int(CommandLine.arguments[3])!)
    var plan = RatePlan(name: "retail")
    var allowance = Allowance(name: "minutes", amount: 30_000, unit: .minutes)
    allowance.shared = .account
    plan.promises.allowances = [allowance]
    // Accounts come in another order than they were counted in.
    let accounts = (0..<count).map { "C\(10_000_000 + (step == "make" ? $0 : count - 1 - $0))" }
    let clock = ContinuousClock()

    var start = clock.now
    let file = try AllowanceFile(path, plans: [plan], accounts: accounts, services: [])
    var state = try file.load()
    if step != "make" { report("load", count, start.duration(to: clock.now)) }
    require("the number of counters", state.allowances.count, equals: step == "make" ? 0 : count)
    for (key, counter) in state.allowances {
      require("a counter", counter, equals: Self.counter(count - 1 - Int(key.pool.owner), uses: 1))
    }
    guard step != "load" else { return }

    for owner in 0..<count {
      let key = CounterKey(PoolKey(plan: 0, promise: 0, owner: Int32(owner)), cycle: 20_758)
      let account = step == "make" ? owner : count - 1 - owner
      state.allowances.set(key, to: counter(account, uses: step == "make" ? 1 : 2))
    }
    start = clock.now
    try file.save(state)
    try file.commit()
    report(step, count, start.duration(to: clock.now))
  }

  /// Every tenth has something of the month before.
  private static func counter(_ account: Int, uses: Int) -> AllowanceCounter {
    let (carried, used) = (Int64(account % 10 == 0 ? 600 : 0), Int64(account % 15_000 * uses))
    let fromCarried = min(carried, used)
    return AllowanceCounter(
      granted: 30_000, left: 30_000 - used + fromCarried,
      carried: carried == 0 ? [] : [AllowanceCounter.Carried(left: carried - fromCarried, cycles: 1)], carriedIn: carried,
      used: used, boosted: 0, rolledOver: 0)
  }

  private static func report(_ step: String, _ count: Int, _ time: Swift.Duration) {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }.flatMap { $0.split(separator: " ").dropFirst().first }
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    print("\(step): \(count) counters in \(String(format: "%.2f", seconds)) s; \(Int(peak ?? "0")! / 1024) MB at most so far")
  }

  /// Stops the run when a result is not what it must be.
  private static func require<Value: Equatable>(_ what: String, _ value: Value, equals expected: Value) {
    if value != expected { fatalError("\(what) is \(value), and should be \(expected)") }
  }
}
