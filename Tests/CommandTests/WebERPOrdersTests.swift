import Foundation
import Testing

@Suite struct `The sample webERP-orders` {
  let place: Workplace
  private static let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/samples/backoffice/webERP-orders"

  init() throws {
    place = try Workplace()
    try place.write("in.csv", "record_id,account_code,called,start,duration_s\n"
      + "a,C1,442079460000,2026-03-02T09:00:00Z,60\nb,C1,442079460001,2026-03-02T10:00:00Z,30\n"
      + "c,C2,447700900000,2026-03-02T09:00:00Z,61\nd,C1,442079460000,2026-03-03T09:00:00Z,90\n"
      + "e,C1,33123,2026-03-03T09:00:00Z,90\n")
  }

  private func rate(_ inputs: String..., before: String = "") throws -> Workplace.Outcome {
    try place.shell(before + "$T rate --plan deck.csv --exec \"'\(Self.program)' orders\" " + inputs.joined(separator: " "))
  }

  private func names(_ ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: place.path + "/orders").filter { $0.hasSuffix(ending) }.sorted()
  }

  // By hand: 60 s cost 0.04, 30 s 0.025, so 1.5 minutes cost 0.065; 61 s are two minutes at 0.06; 90 s cost 0.055.
  private static let orders = """
    RecordType,OrderRef,DebtorNo,OrderDate,StockID,Quantity,Unit,UnitPrice,Amount,Currency
    H,C1-2026-03-02-ID,C1,2026-03-02,,,,,,
    L,C1-2026-03-02-ID,C1,2026-03-02,LONDON,1.5,minutes,0.043333,0.065,USD
    H,C1-2026-03-03-ID,C1,2026-03-03,,,,,,
    L,C1-2026-03-03-ID,C1,2026-03-03,LONDON,1.5,minutes,0.036667,0.055,USD
    H,C2-2026-03-02-ID,C2,2026-03-02,,,,,,
    L,C2-2026-03-02-ID,C2,2026-03-02,UNITED-KINGDOM,2,minutes,0.06,0.12,USD

    """

  @Test func `has an order for each account and day, with a line for each destination`() throws {
    let outcome = try rate("in.csv")
    #expect(outcome.status == 3, "\(outcome.messages)")
    let name = try #require(try names(".orders.csv").first)
    #expect(try place.text("orders/" + name).replacing("-\(name.prefix(8))", with: "-ID") == Self.orders)
    #expect(try place.text("orders/batches.csv") == name.prefix(64) + "\n")
  }

  @Test func `takes a batch once, and its rejects when they can be rated`() throws {
    #expect(try rate("in.csv").status == 3)
    let before = try names("")
    let again = try rate("copy.csv", before: "cp in.csv copy.csv; ")
    #expect(again.status == 0 && again.messages.contains("committed before: copy.csv"), "\(again.messages)")
    #expect(try names("") == before)
    let rejects = try "orders/" + #require(try names(".rejects.csv").first)
    #expect(try rate(rejects).status == 3)  // The plan is as it was.
    try place.write("deck.csv", Workplace.deck + "33,France,0,0.02,1,1,1970-01-01\n")
    #expect(try rate(rejects).status == 0)
    let lines = try names(".orders.csv").map { try place.text("orders/" + $0) }.filter { $0.contains("FRANCE") }
    #expect(lines.count == 1 && lines[0].contains(",FRANCE,1.5,minutes,0.02,0.03,USD"))
  }

  @Test func `knows a batch again that it could not acknowledge`() throws {
    // Its standard output goes nowhere once it has committed.
    let script = "'\(Self.program)' orders | head -n 1"
    try place.write("cut", script)
    let cut = try place.shell("$T rate --plan deck.csv --exec '. ./cut' in.csv")
    #expect(cut.status == 1 && cut.messages.contains("it may have committed in.csv: rate that again"), "\(cut.messages)")
    let before = try names("")
    #expect(try rate("in.csv").messages.contains("committed before: in.csv"))
    #expect(try names("") == before)
  }
}
