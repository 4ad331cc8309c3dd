import Foundation
import Testing

@Suite struct `Service types of the records themselves` {
  let place: Workplace

  /// By hand: 0.10 a minute for the way to the called number, 0.03 for that from the calling one.
  init() throws {
    place = try Workplace()
    try place.write("plan.yaml", """
      name: both
      currency: USD
      decks: [{file: to.csv}, {file: from.csv, kind: origination}]

      """)
    try place.write("to.csv", "prefix,rate_per_minute\n*,0.10\n")
    try place.write("from.csv", "prefix,rate_per_minute\n*,0.03\n")
    try place.write("cost.csv", "prefix,rate_per_minute\n*,0.02\n")
    try place.write("suppliers.csv", "trunk,supplier,plan\nt1,Carrier,cost\n")
    try place.write("types.yaml", "service_types:\n  - {name: inbound, legs: origination}\n")
    try place.write("in.csv", "record_id,calling,called,start,duration_s,service_type,trunk_out\n" + [
      "a", "b,inbound", "c,voip_trunk", "d,office",
    ].map { row in
      let parts = row.split(separator: ",")
      return "\(parts[0]),12025550100,442079460000,2026-03-14T12:00:00Z,60,\(parts.dropFirst().first ?? ""),t1\n"
    }.joined())
  }

  /// Id, service type, charge and tier of each row.
  private func rows(_ outcome: Workplace.Outcome) -> [String] {
    outcome.rows.map { row in
      // The components hold commas.
      let fields = row.replacing(/"\[.*\]"/, with: "").split(separator: ",", omittingEmptySubsequences: false)
      return [0, 5, 18, 24].map { String(fields[$0]) }.joined(separator: " ")
    }
  }

  @Test func `rate them where there are no subscribers`() throws {
    let known = try place.tollbook("rate", "--plan", "plan.yaml", "in.csv")
    #expect(known.status == 0, "\(known.messages)")
    #expect(rows(known) == ["a call 0.13 retail", "b inbound 0.13 retail", "c voip_trunk 0.1 retail", "d office 0.13 retail"])
    let own = try place.tollbook("rate", "--plan", "plan.yaml", "--service-types", "types.yaml", "in.csv")
    #expect(rows(own) == ["a call 0.13 retail", "b inbound 0.03 retail", "c voip_trunk 0.1 retail", "d office 0.13 retail"])
    let explained = try place.tollbook(
      "explain", "--plan", "plan.yaml", "--service-types", "types.yaml", "--record", "b", "--input", "in.csv")
    #expect(explained.text.contains("0.03") && !explained.text.contains("0.13"), "\(explained.text)")
  }

  @Test func `go with what a supplier takes, without subscribers too`() throws {
    let command = ["rate", "--plan", "plan.yaml", "--plan", "cost.csv", "--suppliers", "suppliers.csv"]
    let all = try place.tollbook(command + ["in.csv"])
    #expect(all.status == 0, "\(all.messages)")
    #expect(rows(all).suffix(4) == ["c voip_trunk 0.1 retail", "c voip_trunk 0.02 cost", "d office 0.13 retail", "d office 0.02 cost"])
    #expect(all.messages.contains("0.49 USD"), "\(all.messages)")
    let costs = try place.tollbook(command + ["--tiers", "cost", "in.csv"])
    #expect(rows(costs) == ["a call 0.02 cost", "b inbound 0.02 cost", "c voip_trunk 0.02 cost", "d office 0.02 cost"])
  }

  @Test(arguments: [  // arguments, what is said
    ("--tiers retail", "--tiers needs --resellers or --suppliers: without them a record has one price"),
    ("--tiers cost --subscribers who.csv", "--tiers needs --resellers or --suppliers"),
    ("--tiers reseller --suppliers suppliers.csv", "--tiers reseller needs --resellers"),
    ("--resellers r.csv", "--resellers needs --subscribers"),
  ])
  func `and levels that cannot be are wrong usage`(arguments: String, message: String) throws {
    let outcome = try place.shell("$T rate --plan plan.yaml \(arguments) in.csv")
    #expect(outcome.status == 64 && outcome.messages.contains(message), "\(outcome.messages)")
  }
}
