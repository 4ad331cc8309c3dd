import Foundation
import TestSupport

/// A plan with promises, customers and their calls, as files.
struct SettleSpecimen {
  var plan: String
  var subscribers: String
  /// By start and record id.
  var calls: [Call]
  /// A moment within the usage, in seconds since 1970, at a midnight.
  var cut: Int
  /// Behind all of it.
  var end: Int
  var hasBooster: Bool

  struct Call {
    var start: Int
    var line: String
  }

  static let services = ["12025554420", "12025554421", "12025554430", "12025554440"]

  static func random(using random: inout Seeded) -> SettleSpecimen {
    func one<Element>(of elements: [Element]) -> Element { elements.randomElement(using: &random)! }
    func sometimes(_ often: Int = 3) -> Bool { Int.random(in: 0..<often, using: &random) == 0 }
    let cycles = ["month", "month", "week", "day"]
    let scopes = ["service", "account", "branch"]
    let hasBooster = sometimes()
    let allowances = (0..<Int.random(in: 1...3, using: &random)).map { index in
      "{name: a\(index), amount: \(Int.random(in: 1...20, using: &random)), unit: \(one(of: ["minutes", "minutes", "calls"])), "
        + "cycle: \(one(of: cycles)), shared: \(hasBooster && index == 0 ? "account" : one(of: scopes))"
        + (sometimes() ? ", rollover: {cap: \(Int.random(in: 1...30, using: &random)), cycles: \(Int.random(in: 1...3, using: &random))}" : "")
        + (sometimes() ? ", overage: \"0.\(Int.random(in: 10...99, using: &random))\"" : "") + (sometimes() ? ", price: \"0.007\"" : "") + "}"
    }
    let volumes = (0..<Int.random(in: 0...1, using: &random)).map { index in
      "{name: v\(index), unit: minutes, cycle: \(one(of: cycles)), shared: \(one(of: scopes)), "
        + "mode: \(one(of: ["graduated", "all_units"])), steps: [{from: 0, rate: \"0.2\"}, {from: 7, rate: \"0.13\"}, {from: 30, rate: \"0.011\"}]}"
    }
    let commitments = (0..<Int.random(in: 0...2, using: &random)).map { index in
      "{name: c\(index), cycle: \(one(of: ["month", "week", "term"])), shared: \(one(of: scopes)), minimum: \"\(index * 3 + 1).00\""
        + (sometimes() ? ", maximum: \"9.50\"" : "") + ", proration: {by: \(one(of: ["days", "none"]))}}"
    }
    let plan = "name: p\ncurrency: USD\nallowances: [\(allowances.joined(separator: ", "))]\nvolumes: [\(volumes.joined(separator: ", "))]\n"
      + "commitments: [\(commitments.joined(separator: ", "))]\nlimits: [{name: l, unit: minutes, at: 20, warn: [50, 100]}]\ndecks: [{file: deck.csv}]\n"
    let begin = 1_780_272_000  // 2026-06-01
    let days = 75
    let zone = one(of: ["UTC", "Europe/Berlin", "America/Havana"])
    let day = one(of: [1, 15, 31])
    var subscribers = "service,account,parent_account,time_zone,cycle_day,valid_from,valid_to\n"
    for (index, service) in services.enumerated() {
      let from = sometimes() ? "2026-05-\(Int.random(in: 10...28, using: &random))" : ""
      let to = sometimes() ? "2026-09-\(Int.random(in: 10...28, using: &random))" : ""
      subscribers += "\(service),\(["A", "A", "B", "C"][index]),\(index == 3 ? "" : "H"),\(zone),\(day),\(from),\(to)\n"
    }
    var calls: [(start: Int, id: String, line: String)] = []
    for number in 0..<Int.random(in: 10...60, using: &random) {
      // Some in the same second, of one pool.
      let start = sometimes() && !calls.isEmpty ? calls[0].start : begin + Int.random(in: 3_600..<(days * 86_400), using: &random)
      let id = "r\(number * 7 % 61)x\(number)"
      calls.append(
        (start, id, "\(id),\(one(of: services)),442079460100,\(Date(timeIntervalSince1970: Double(start)).ISO8601Format()),\(Int.random(in: 1...600, using: &random))\n"))
    }
    calls.sort { ($0.start, Array($0.id.utf8).lexicographicallyPrecedes(Array($1.id.utf8)) ? 0 : 1) < ($1.start, 1) }
    return SettleSpecimen(
      plan: plan, subscribers: subscribers, calls: calls.map { Call(start: $0.start, line: $0.line) },
      cut: begin + Int.random(in: 20...50, using: &random) * 86_400, end: begin + 110 * 86_400, hasBooster: hasBooster)
  }
}
