import Foundation
import Testing

@Suite struct `--subscribers` {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("in.csv", "record_id,calling,called,start,duration_s,account_code\n"
      + "a,12025550100,442079460000,2026-03-14T11:59:59-04:00,60,\nb,12025550100,442079460000,2026-03-14T12:00:00-04:00,60,\n"
      + "c,12025550100,447700900000,2026-03-14T12:00:00-04:00,61,acct7\n")
  }

  private func columns(_ outcome: Workplace.Outcome, _ indices: Int...) -> [[String]] {
    outcome.rows.map { row in
      let fields = row.split(separator: ",", omittingEmptySubsequences: false)
      return indices.map { String(fields[$0]) }
    }
  }

  @Test func `name account, service and service type of each record`() throws {
    try place.write("who.csv", "\u{FEFF}account,service,valid_to,valid_from,service_type,time_zone,note\r\n"
      + "C-1,12025550100,2026-03-14 12:00:00,,voice,America/New_York,\"a, \"\"quoted\"\" note\"\r\n\r\n"
      + "C-2,12025550100,,2026-03-14T16:00:00Z,,,\r\n\"C, 3\",acct7,,2026-03-14,trunk,America/New_York,\r\n")
    let outcome = try place.tollbook("rate", "--plan", "deck.csv", "--subscribers", "who.csv", "in.csv")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(columns(outcome, 0, 3, 4, 5).dropLast() == [
      ["a", "C-1", "12025550100", "voice"], ["b", "C-2", "12025550100", "call"],
    ])
    #expect(outcome.rows[2].contains(",\"C, 3\",acct7,trunk,"))
    let lines = try place.tollbook(
      "rate", "--plan", "deck.csv", "--subscribers", "who.csv", "--output-format", "jsonl", "in.csv"
    ).text.split(separator: "\n")
    let objects = try lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    #expect(objects.map { $0?["account"] as? String } == ["C-1", "C-2", "C, 3"])
    #expect(objects.map { $0?["service_type"] as? String } == ["voice", "call", "trunk"])
  }

  @Test func `choose among plans of several currencies`() throws {
    try place.write("plan.yaml", "name: euro\ncurrency: EUR\nbands: [{name: day}]\ndecks: [{file: euro.csv, kind: termination}]\n")
    try place.write("euro.csv", Workplace.deck.replacingOccurrences(of: "4420,London,0.01,0.03,1,1", with: "4420,London,0,1.2,60,60"))
    try place.write("who.csv", "service,account,plan,valid_from,valid_to\n12025550100,C-1,euro,,2026-03-14T16:00:00Z\n"
      + "12025550100,C-2,deck,2026-03-14T16:00:00Z,\nacct7,C-3,,,\n")
    let command = ["rate", "--plan", "deck.csv", "--plan", "plan.yaml", "--subscribers", "who.csv"]
    let outcome = try place.tollbook(command + ["in.csv"])
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(columns(outcome, 0, 3, 11, 14, 17, 18) == [
      ["a", "C-1", "euro", "day", "EUR", "1.2"], ["b", "C-2", "deck", "", "USD", "0.04"], ["c", "C-3", "deck", "", "USD", "0.12"],
    ])
    #expect(outcome.messages.contains("0.16 USD, 1.2 EUR"))
    let json = try place.tollbook(command + ["--summary", "json", "in.csv"])
    #expect(json.messages.contains(#""charges":{"USD":"0.16","EUR":"1.2"}"#), "\(json.messages)")
    // Rejects of the second plan name it.
    try place.write("euro.csv", "prefix,rate_per_minute\n33,1\n")
    let rejected = try place.tollbook(command + ["--rejects", "no.csv", "in.csv"])
    #expect(try rejected.status == 3 && rejected.rows.count == 2 && place.text("no.csv").contains("no row of plan euro"))
  }

  @Test func `set aside whom nobody pays for, and rate them once somebody does`() throws {
    try place.write("who.csv", "service,account,valid_from,valid_to\n12025550100,C-1,,2026-03-14T16:00:00Z\n")
    let before = try place.tollbook(
      "rate", "--plan", "deck.csv", "--subscribers", "who.csv", "--rejects", "no.csv", "in.csv")
    #expect(before.status == 3 && columns(before, 0, 3) == [["a", "C-1"]])
    #expect(try place.text("no.csv").split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } } == ["service_ended", "service_ended"])
    try place.write("who.csv", "service,account,valid_from,valid_to\n12025550100,C-1,,2026-03-14T16:00:00Z\n"
      + "12025550100,C-2,2026-03-14T16:00:00Z,\nacct7,C-3,,\n")
    let after = try place.tollbook("rate", "--plan", "deck.csv", "--subscribers", "who.csv", "no.csv")
    #expect(after.status == 0 && columns(after, 0, 2, 3) == [["b", "3", "C-2"], ["c", "4", "C-3"]])
  }

  @Test func `of a file with errors load nothing, and tell all of them with their places`() throws {
    try place.write("who.csv", """
      service,kind,account,plan,valid_from,valid_to,time_zone,status,acount
      12025550100,number,C-1,,,,,,
      ,number,C-2,,,,,,
      acct1,,,,,,,,
      acct1,trnuk,C-3,,,,,,
      12x,number,C-4,,,,,,
      130-120,range,C-4,,,,,,
      192.0.2.300,ip,C-4,,,,,,
      acct1,,C-5,dekc,,,,,
      acct1,,C-6,,2026-02-30,14.03.2026,,,
      acct1,,C-7,,2026-03-14,2026-03-14,,,
      acct1,,C-8,,,,America/Nowhere,,
      acct1,,C-9,,,,,actve,
      acct1,,C-9
      acct1,,C-9,,,,,cancelled,

      """)
    let outcome = try place.tollbook("rate", "--plan", "deck.csv", "--subscribers", "who.csv", "-o", "out.csv", "in.csv")
    #expect(try outcome.status == 1 && !place.exists("out.csv") && place.partials.isEmpty)
    let places = outcome.messages.split(separator: "\n").map { $0.prefix(while: { $0 != " " }) }
    #expect(places == [
      "who.csv:1:64:", "who.csv:3:", "who.csv:4:", "who.csv:5:7:", "who.csv:6:1:", "who.csv:7:1:", "who.csv:8:1:",
      "who.csv:9:12:", "who.csv:10:13:", "who.csv:10:24:", "who.csv:11:24:", "who.csv:12:15:", "who.csv:13:16:", "who.csv:14:",
      "who.csv:15:16:",
    ], "\(outcome.messages)")
    for hint in ["did you mean account?", "did you mean trunk?", "did you mean deck?", "did you mean active?", "; write 2026-03-14"] {
      #expect(outcome.messages.contains(hint), "\(hint)")
    }
  }

  @Test(arguments: [  // what the file holds, what is said
    ("", "who.csv: error: the file is empty"), ("name,account\nx,y\n", "who.csv:1: error: the header has no column service"),
    ("service,account,service\n", "who.csv:1:17: error: the column service stands twice"),
    ("\u{FFFD}", "has no column"),
  ])
  func `that is none is refused`(text: String, message: String) throws {
    try place.write("who.csv", text)
    let outcome = try place.tollbook("rate", "--plan", "deck.csv", "--subscribers", "who.csv", "in.csv")
    #expect(outcome.status == 1 && outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test func `in another encoding than UTF-8 are told cell by cell`() throws {
    try place.write("who.csv", Array("service,account\nacct7,K".utf8) + [0xF6] + Array("ln\nacct8,Bonn\n".utf8))
    let outcome = try place.tollbook("rate", "--plan", "deck.csv", "--subscribers", "who.csv", "in.csv")
    #expect(outcome.status == 1 && outcome.messages == "who.csv:2:7: error: the cell is not UTF-8; save the file as UTF-8\n")
  }

  @Test func `warn of two payers of one key, whose records are set aside`() throws {
    try place.write("who.csv", "service,account\n12025550100,C-1\nacct7,C-3\n12025550100,C-2\n")
    let outcome = try place.tollbook(
      "rate", "--plan", "deck.csv", "--subscribers", "who.csv", "--rejects", "no.csv", "in.csv")
    #expect(outcome.status == 3 && outcome.messages.hasPrefix("who.csv:4: warning: line 2 has service 12025550100 at the same time"))
    #expect(try columns(outcome, 0, 3) == [["c", "C-3"]] && place.text("no.csv").contains("account C-1 and account C-2"))
  }

  @Test func `go with wrong usage where they do not fit the plans`() throws {
    try place.write("who.csv", "service,account\nacct7,C-3\n")
    #expect(try place.tollbook("rate", "--plan", "deck.csv", "--plan", "deck.csv", "in.csv").status == 64)
    let twins = try place.tollbook(
      "rate", "--plan", "deck.csv", "--plan", "deck.csv", "--subscribers", "who.csv", "in.csv")
    #expect(twins.status == 1 && twins.messages.contains("another plan of this run is named 'deck' too"))
    let written = try place.tollbook("rate", "--plan", "deck.csv", "--subscribers", "who.csv", "-o", "who.csv", "in.csv")
    #expect(try written.status == 64 && place.text("who.csv").hasPrefix("service,"))
    #expect(try place.tollbook("rate", "--plan", "deck.csv", "--subscribers", "none.csv", "in.csv").status == 1)
  }
}
