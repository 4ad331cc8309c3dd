import Bytes
import RatingPipeline
import Telecom
import TestSupport
import Testing

@Suite struct `Rejects` {
  let desk: Desk

  init() throws { desk = try Desk() }

  @Test(arguments: Simulation.formats)
  func `say where the record stands, and hold it as it was`(dialect: String) throws {
    for seed in 40...42 as ClosedRange<UInt64> {
      let input = try RandomUsage.damaged(dialect, calls: 80, seed: seed)
      let result = try desk.rate(input, threads: 2, chunk: 700, format: dialect)
      let rows = CSVText.records(result.rejects)
      #expect(rows.count == result.summary.rejectedTotal && !rows.isEmpty, "seed \(seed)")
      for row in rows {
        var record = row["record"]!
        // A call of two records stands where its first one stood.
        if dialect.hasSuffix("flat"), let end = record.firstIndex(of: 10) { record = Array(record[..<end]) }
        let offset = Int(row.text("byte_offset"))!
        #expect(Array(input[offset..<min(offset + record.count, input.count)]) == record, "seed \(seed), byte \(offset)")
        let line = 1 + input[..<offset].count { $0 == 10 }
        #expect(row.text("line") == "\(line)", "seed \(seed), byte \(offset)")
        #expect(RejectReason.allCases.map(\.code).contains(row.text("reason")))
        #expect(row.text("format") == dialect && !row.text("message").isEmpty)
      }
    }
  }

  @Test(arguments: Simulation.formats)
  func `of rejects are the same rejects`(dialect: String) throws {
    for seed in 50...52 as ClosedRange<UInt64> {
      let first = try desk.rate(RandomUsage.damaged(dialect, calls: 80, seed: seed), format: dialect)
      let path = try desk.file("again.csv", first.rejects)
      for (chunk, format) in [(1 << 19, nil), (300, nil), (1 << 19, dialect)] {
        let second = try desk.rate([path], chunk: chunk, format: format)
        #expect(second.failures == [], "seed \(seed)")
        #expect(
          String(decoding: second.rejects, as: UTF8.self) == String(decoding: first.rejects, as: UTF8.self),
          "seed \(seed), chunk \(chunk)")
        #expect(second.summary.rated == 0 && second.summary.addsUp, "seed \(seed)")
      }
    }
  }

  @Test func `rate once the plan is mended, as if nothing had been wrong`() throws {
    let deck = Desk.deck.split(separator: "\n")
    for seed in 60...63 as ClosedRange<UInt64> {
      let input = RandomUsage.file(200, seed: seed)
      try desk.load(deck.joined(separator: "\n") + "\n33,France,0,0.02,1,1,1970-01-01,\n")
      let all = try desk.rate(input)
      try desk.load(Desk.deck)
      let before = try desk.rate(input)
      #expect(before.summary.rejected[RejectReason.noRate.rawValue] > 0)
      try desk.load(deck.joined(separator: "\n") + "\n33,France,0,0.02,1,1,1970-01-01,\n")
      let after = try desk.rate([desk.file("rejects-of-before.csv", before.rejects)], chunk: 500)
      let rows = CSVText.rows(before.rated).dropFirst() + CSVText.rows(after.rated).dropFirst()
      let expected = CSVText.rows(all.rated).dropFirst()
      let byLine = { (row: [[UInt8]]) in Int(String(decoding: row[2], as: UTF8.self))! }
      #expect(rows.sorted { byLine($0) < byLine($1) } == Array(expected), "seed \(seed)")
      #expect(after.rejects == all.rejects, "seed \(seed)")
    }
  }

  @Test func `of a file read in a zone keep the zone, unless another is named`() throws {
    let input = "acct,12025550100,33123,,,,,,,2026-07-01 12:00:00,2026-07-01 12:00:00,2026-07-01 12:01:00,60,60,ANSWERED,DOCUMENTATION\n"
    let first = try desk.rate([desk.file("a", Array(input.utf8))], format: "asterisk", zone: "America/New_York")
    try desk.load("33,France,0,0.06,60,60,1970-01-01,\n")
    let path = try desk.file("again.csv", first.rejects)
    let kept = CSVText.records(try desk.rate([path]).rated)
    #expect(kept.map { $0.text("start") } == ["2026-07-01T12:00:00-04:00"])
    let other = CSVText.records(try desk.rate([path], zone: "Europe/Berlin").rated)
    #expect(other.map { $0.text("start") } == ["2026-07-01T12:00:00+02:00"])
  }

  @Test func `read with another format come out as that format has it`() throws {
    let first = try desk.rate(Array("record_id,called,start,duration_s\nr1,33123,2026-03-02T09:00:00Z,60\n".utf8))
    let path = try desk.file("again.csv", first.rejects)
    let second = try desk.rate([path], format: "asterisk")
    let rows = CSVText.records(second.rejects)
    #expect(rows.map { $0.text("reason") } == ["malformed_record"] && rows.map { $0.text("format") } == ["asterisk"])
    #expect(rows.map { $0.text("source") } == [desk.path + "/input"] && rows.map { $0.text("line") } == ["2"])
  }

  @Test func `cut off anywhere in their last row are refused, and nothing of the file is rated`() throws {
    try desk.load("33,France,0,0.06,60,60,1970-01-01,\n")
    let row = "no_rate,called,a.csv,2,40,\"no row, none\",csv,UTC,\"record_id,called,start,duration_s\",\"r1,33123,2026-03-02T09:00:00Z,60\"\n"
    let whole = RejectsWriter.header + Array((row + row).utf8)
    #expect(try desk.rate(whole).summary.rated == 2)
    for cut in 1..<row.utf8.count {
      let result = try desk.rate(Array(whole.dropLast(cut)))
      #expect(result.failures.count == 1 && result.summary.rated == 0, "\(cut) bytes are missing")
      #expect(result.failures.first?.hasPrefix("\(desk.path)/input:3: ") == true, "\(result.failures)")
    }
  }

  @Test func `mask subscribers in messages, not in the record`() throws {
    let input = "record_id,calling,called,start,duration_s\nr1,12025550100,3312345678,2026-03-02T09:00:00Z,60\n"
      + "r2,12025550100,449012345678,2026-03-02T09:00:00Z,60\nr3,12025550100,44abc5550199,2026-03-02T09:00:00Z,60\n"
    let rows = CSVText.records(try desk.rate(Array(input.utf8)).rejects)
    #expect(rows.map { $0.text("message") } == [
      "no row of plan deck applies to '331234xxxx' at that time: no prefix of the number is in the plan; add one",
      "plan deck blocks '44901234xxxx'; free it in the deck, or find out who called",
      "called '44abc555xxxx' is no telephone number; mend it, or let the format's clean-up rules do so",
    ])
    #expect(rows[0].text("record") == "r1,12025550100,3312345678,2026-03-02T09:00:00Z,60")
  }
}
