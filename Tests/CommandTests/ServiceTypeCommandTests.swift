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

  @Test func `say that it is a message or a session`() throws {
    try place.write("to.csv", "prefix,rate_per_minute,per_call\n*,0.10,0.05\n")
    try place.write("types.yaml", "service_types:\n  - {name: alert, legs: termination, usage: message}\n")
    try place.write("in.csv", "record_id,called,start,duration_s,service_type,quantity\n" + [
      "a,442079460000,,alert,", "b,442079460000,90,alert,3", "c,,60,dial_up,", "d,,120,broadband,", "e,442079460000,,sms,2",
      "f,442079460000,,texting,", "g,,,alert,",
    ].map { row in
      let parts = row.split(separator: ",", omittingEmptySubsequences: false)
      return "\(parts[0]),\(parts[1]),2026-03-14T12:00:00Z,\(parts[2]),\(parts[3]),\(parts[4])\n"
    }.joined())
    let outcome = try place.tollbook("rate", "--plan", "plan.yaml", "--service-types", "types.yaml", "--rejects", "no.csv", "in.csv")
    #expect(outcome.status == 3, "\(outcome.messages)")
    #expect(rows(outcome) == [
      "a alert 0.05 retail", "b alert 0.15 retail", "c dial_up 0.15 retail", "d broadband 0.25 retail", "e sms 0.1 retail",
    ])
    let rejects = try place.text("no.csv")
    #expect(rejects.contains("missing_field,duration_s,in.csv,7,") && rejects.contains("missing_field,called,in.csv,8,"), "\(rejects)")
    // A rejects file is read with the same types, and so is the record that is explained.
    let again = try place.tollbook(
      "rate", "--plan", "plan.yaml", "--service-types", "types.yaml", "--rejects", "still.csv", "no.csv")
    #expect(try again.status == 3 && place.text("still.csv") == rejects, "\(again.messages)")
    let explained = try place.tollbook(
      "explain", "--plan", "plan.yaml", "--service-types", "types.yaml", "--record", "a", "--input", "in.csv")
    #expect(explained.text.contains("price per call = 0.05"), "\(explained.text)")
  }

  @Test func `of a payer make a message of what looked like a call`() throws {
    try place.write("to.csv", "prefix,rate_per_minute,per_call\n*,0.10,0.05\n")
    try place.write("who.csv", "service,account,service_type\n12025550100,C-1,sms\n")
    try place.write("in.csv", "record_id,calling,called,start,duration_s\na,12025550100,442079460000,2026-03-14T12:00:00Z,0\n")
    let outcome = try place.tollbook("rate", "--plan", "plan.yaml", "--subscribers", "who.csv", "in.csv")
    #expect(rows(outcome) == ["a sms 0.05 retail"], "\(outcome.messages)")
  }

  @Test func `of a price that cannot be passed on are told why`() throws {
    try place.write("plan.yaml", """
      name: premium
      currency: USD
      decks: [{file: to.csv}]
      special_charges: [{name: passed-on, when: {called: ["442"]}, percent_of_price: 100, instead_of_rates: true}]

      """)
    try place.write("in.csv", "record_id,called,start,duration_s,price\n" + ["a,442079460000,,1.99", "b,442079460000,,", "c,442079460000,,-1.99", "d,33,,"].map {
      $0.replacingOccurrences(of: ",,", with: ",2026-03-14T12:00:00Z,60,", options: [], range: $0.range(of: ",,")) + "\n"
    }.joined())
    let outcome = try place.tollbook("rate", "--plan", "plan.yaml", "--rejects", "no.csv", "in.csv")
    #expect(rows(outcome) == ["a call 1.99 retail", "d call 0.1 retail"], "\(outcome.messages)")
    let rejects = try place.text("no.csv")
    #expect(rejects.contains("\nmissing_field,price,in.csv,3,") && rejects.contains(
      "price is missing: passed-on is a share of it, instead of the rates; fill it in"), "\(rejects)")
    #expect(rejects.contains("\ninvalid_field,price,in.csv,4,") && rejects.contains(
      "price is not what this field can hold: it is negative, and passed-on is a share of it; mend it"), "\(rejects)")
    let explained = try place.tollbook("explain", "--plan", "plan.yaml", "--record", "c", "--input", "in.csv")
    #expect(explained.text.contains("the record's price, which is negative"), "\(explained.text)")
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
