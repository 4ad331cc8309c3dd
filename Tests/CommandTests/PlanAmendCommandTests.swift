import Foundation
import Testing

@Suite struct `Amending a deck` {
  private static let samples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path() + "/samples/decks/amend"

  let place: Workplace

  init() throws {
    place = try Workplace()
    for name in ["deck.csv", "notice.csv", "notice.xlsx"] {
      try place.write(name, Data(contentsOf: URL(filePath: Self.samples + "/" + name)))
    }
  }

  /// What `notice.csv` does to `deck.csv`, read by eye.
  private static let changes = [
    "23323,Ghana Mobile - Glo,,closed,2026-09-28,0.132,,60/60,,",
    "32460,Belgium Mobile - Proximus,,added,2026-09-14,,0.047,,1/1,breakout of 32 at 0.012; the notice says lowered",
    "3247,Belgium Mobile - Proximus,,lowered,2026-09-14,0.06,0.047,1/1,1/1,",
    "353833,Ireland Mobile - Three,,added,2026-09-14,,0.0109,,1/1,breakout of 353 at 0.005; the notice says unchanged",
    "353834,Ireland Mobile - Three,,added,2026-09-14,,0.0109,,1/1,breakout of 353 at 0.005; the notice says unchanged",
    "43650,Austria Mobile - A1,,raised,2026-09-21,0.0351,0.0385,60/1,60/1,",
    "43664,Austria Mobile - A1,,raised,2026-09-21,0.0355,0.0385,60/1,60/1,",
    "43676,Austria Mobile - A1,,moved,2026-09-21,0.0385,0.0385,60/1,60/1,moves from Austria Mobile - T; the notice says raised",
    "43677,Austria Mobile - A1,,added,2026-09-21,,0.0385,,60/1,breakout of 43 at 0.0061; the notice says raised",
    "43678,Austria Mobile - A1,,added,2026-09-21,,0.0385,,60/1,breakout of 43 at 0.0061; the notice says raised",
    "519,Peru Mobile,,added,2026-10-01,,0.0124,,60/60,breakout of 51 at 0.009",
  ]

  @Test(arguments: [("notice.csv", "notice.csv:13"), ("notice.xlsx[Rate Changes]", "notice.xlsx[Rate Changes]!10")])
  func `is shown code by code, and adds up`(notice: String, place firstPlace: String) throws {
    let outcome = try place.tollbook("plan", "amend", "deck.csv", notice, "--scope", "partial", "--issued", "2026-09-14", "--format", "csv")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.rows.map { $0.split(separator: ",", maxSplits: 1)[1] } == Self.changes.map { Substring($0) })
    #expect(outcome.rows.first?.hasPrefix(firstPlace + ",") == true)
    #expect(outcome.messages.contains("in the notice   18 = 6 added + 2 raised + 1 lowered + 1 moved + 7 unchanged + 1 closed\n"))
    #expect(outcome.messages.contains("not in it       5 = 0 closed + 5 as they are\n"))
    let all = try place.tollbook("plan", "amend", "deck.csv", notice, "--scope", "partial", "--issued", "2026-09-14", "--format", "json", "--all")
    #expect(all.text.split(separator: "\n").count == 18)
  }

  @Test func `writes a deck that rates by its dates, and never over another file`() throws {
    let arguments = ["plan", "amend", "deck.csv", "notice.xlsx[rate changes]", "--issued", "2026-09-14", "-o", "new.csv"]
    #expect(try place.tollbook(arguments).status == 0)  // The workbook says itself that it is an amendment.
    #expect(try place.tollbook("plan", "check", "new.csv").text.isEmpty)
    for (day, rate) in [("2026-09-20", "0.0355"), ("2026-09-21", "0.0385")] {
      let shown = try place.tollbook("plan", "show", "new.csv", "--to", "43664123456", "--at", day + "T00:00:00Z")
      #expect(shown.text.contains(">  43664  Austria Mobile - A1  \(rate) per 60 s"), "\(shown.text)")
    }
    let written = try place.text("new.csv")
    let again = try place.tollbook(arguments)
    #expect(again.status == 64 && again.messages.contains("--output new.csv is there already; name another file, or remove it"))
    #expect(try place.text("new.csv") == written)
  }

  @Test(arguments: [
    // options → exit status, what is said
    ([], 64, "the notice does not say whether it lists all codes or only those that change; say --scope full or --scope partial"),
    (["--scope", "full"], 1, "5 codes of the deck are not in the notice; say with --closed-from DATE from when they are closed"),
    (["--scope", "partial", "--closed-from", "2026-10-01"], 64, "--closed-from goes with --scope full"),
    (["--scope", "partial", "--notice-days=-1"], 64, "--notice-days cannot be negative"),
    (["--scope", "full", "--closed-from", "2026-10-15"], 0, "not in it       5 = 4 closed + 1 as they are"),
    (
      ["--scope", "partial", "--notice-days", "14"], 0,
      "notice.csv:8: warning: 43650 is dearer from 2026-09-21 on, with 7 days' notice; the contract has 14; refuse the change, or ask for a later date"
    ),
  ] as [([String], Int32, String)])
  func `guesses nothing`(options: [String], status: Int32, message: String) throws {
    let outcome = try place.tollbook(["plan", "amend", "deck.csv", "notice.csv", "--issued", "2026-09-14"] + options)
    #expect(outcome.status == status && outcome.messages.contains(message), "\(outcome.status) \(outcome.messages)")
  }

  @Test func `refuses a notice that contradicts itself`() throws {
    try place.write("notice.csv", "Dial Code,Rate,Effective Date\n43,0.1,2026-10-01\n43,0.2,2026-10-01\n")
    let outcome = try place.tollbook("plan", "amend", "deck.csv", "notice.csv", "--scope", "partial", "-o", "new.csv")
    #expect(outcome.status == 1 && outcome.messages.contains("notice.csv:3: error: 43 stands on line 2 already, from 2026-10-01 on too"))
    #expect(!place.exists("new.csv") && outcome.text.isEmpty)
  }

  @Test func `is for codes, not for LATA and OCN`() throws {
    try place.write("places.csv", "lata,ocn,rate_per_minute\n224,9206,0.01\n")
    let onto = try place.tollbook("plan", "amend", "places.csv", "notice.csv", "--scope", "partial")
    #expect(onto.status == 64 && onto.messages.contains("places.csv has rows by LATA and OCN"), "\(onto.messages)")
    let by = try place.tollbook("plan", "amend", "deck.csv", "places.csv", "--scope", "partial")
    #expect(by.status == 1 && by.messages.contains("places.csv:2: error: the notice has rows by LATA and OCN"), "\(by.messages)")
  }

  @Test func `goes from a workbook into a book`() throws {
    #expect(try place.tollbook("book", "create", "b.tollbook", "--operator", "M", "--currency", "USD", "--time-zone", "UTC").status == 0)
    let taken = try place.tollbook("plan", "import", "--book", "b.tollbook", "notice.xlsx[Rate Changes]")
    #expect(taken.status == 0 && taken.messages.contains("is in the book as"), "\(taken.messages)")
    #expect(try place.tollbook("verify", "--book", "b.tollbook").status == 0)
  }
}
