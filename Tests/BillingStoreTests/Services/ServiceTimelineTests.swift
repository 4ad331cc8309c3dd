import Billing
import TestSupport
import Testing

@testable import BillingStore

@Suite struct `Orders on a service` {
  /// By the words of the rules: at each moment the last order of the latest time holds; a change must be one of these;
  /// a lone order that changes nothing is refused.
  static let allowed = [
    "pending>active", "pending>cancelled", "active>suspended", "active>cancelled", "suspended>active", "suspended>cancelled",
  ]

  /// A naive biller's view: moment by moment, from 0 to 9.
  static func isAllowed(_ orders: [(Int64, String)]) -> Bool {
    var state = "pending"
    for moment in Int64(0)..<10 {
      let now = orders.filter { $0.0 == moment }.map(\.1)
      guard let last = now.last else { continue }
      if last == state { if now.count == 1 { return false } else { continue } }
      if !allowed.contains("\(state)>\(last)") { return false }
      state = last
    }
    return true
  }

  static func state(_ orders: [(Int64, String)], at moment: Int64) -> String {
    var state = "pending"
    for time in Int64(0)...moment { for order in orders where order.0 == time { state = order.1 } }
    return state
  }

  @Test func `are refused and taken as a naive model says, in any order of arrival`() {
    var random = Seeded(42)
    var (taken, refused) = (0, 0)
    for _ in 0..<3_000 {
      var (timeline, orders) = (ServiceTimeline(), [(Int64, String)]())
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let moment = Int64.random(in: 0..<10, using: &random)
        let state = ServiceStatus.State.allCases.randomElement(using: &random)!
        var next = timeline
        _ = next.add(ServiceTimeline.Order(effective: moment, state: state))
        let expected = Self.isAllowed(orders + [(moment, state.rawValue)])
        #expect((next.fault == nil) == expected, "\(orders) + \(moment) \(state)")
        guard expected else {
          refused += 1
          continue
        }
        taken += 1
        orders.append((moment, state.rawValue))
        timeline = next
        for moment in Int64(0)..<10 { #expect(timeline.state(at: moment).rawValue == Self.state(orders, at: moment)) }
      }
    }
    #expect(taken > 3_000 && refused > 3_000)
  }

  @Test func `reach the book as the model says, and its history is never changed`() throws {
    let place = try BookPlace()
    let book = try place.make()
    try place.addType("name: line\n", to: book)
    try place.take(.accounts, "name,opened\nA,1970-01-01\n", into: book)
    var random = Seeded(7)
    for number in 0..<12 {
      try place.take(.services, "name,type,account\nS\(number),line,A\n", into: book)
      var orders: [(Int64, String)] = []
      for _ in 0..<12 {
        let moment = Int64.random(in: 0..<10, using: &random)
        let state = ServiceStatus.State.allCases.randomElement(using: &random)!.rawValue
        if orders.contains(where: { $0 == (moment, state) }) { continue }  // It stands there already.
        let expected = Self.isAllowed(orders + [(moment, state)])
        let text = "service,effective,status\nS\(number),1970-01-01T00:00:0\(moment)Z,\(state)\n"
        let problems = try place.problems(.orders, text, in: book)
        #expect(problems.isEmpty == expected, "\(orders) + \(moment) \(state): \(problems)")
        if expected { orders.append((moment, state)) }
      }
      let stored = try place.rows(
        "SELECT effective, status FROM service_status WHERE service = (SELECT id FROM service WHERE name = 'S\(number)') ORDER BY id", of: book)
      #expect(stored == orders.map { "\($0.0 * 1000)|\($0.1)" })
      let trail = try place.rows("SELECT count(*) FROM audit WHERE name = 'S\(number)' AND field LIKE 'status %'", of: book)
      #expect(trail == [String(orders.count)])
    }
  }

  @Test func `may come in one file in any order, and say why they are refused`() throws {
    let place = try BookPlace()
    let book = try place.make()
    try place.addType("name: line\n", to: book)
    try place.take(.accounts, "name,opened,time_zone\nA,2026-01-01,America/New_York\n", into: book)
    try place.take(.services, "name,type,account\nS,line,A\n", into: book)
    try place.take(
      .orders, "service,effective,status,reason\nS,2026-05-01,cancelled,moved\nS,2026-03-08,suspended,unpaid\nS,,active,\n", into: book)
    #expect(
      try place.export(.orders, of: book) == """
        service,effective,status,reason
        S,2026-01-01T00:00:00-05:00,active,
        S,2026-03-08T00:00:00-05:00,suspended,unpaid
        S,2026-05-01T00:00:00-04:00,cancelled,moved

        """)
    #expect(
      try place.problems(.orders, "service,effective,status\nS,2026-06-01,active\n", in: book) == [
        "orders.csv:2:14: error: at 2026-06-01T00:00:00-04:00 a service that is cancelled cannot become active; cancelled is for good; add another service"
      ])
    #expect(
      try place.problems(.orders, "service,effective,status\nS,2026-04-01,suspended\nS,2026-02-01,pending\n", in: book).count == 1)
    // The cancellation withdrawn, then the service goes on.
    try place.take(.orders, "service,effective,status\nS,2026-05-01,suspended\nS,2026-06-01,active\n", into: book)
    #expect(try place.rows("SELECT count(*) FROM service_status", of: book) == ["5"])
  }
}
