import CDRDecoding
import Foundation
import Telecom
import Testing

@Suite struct `Dialect files` {
  /// dialect, sample, what its one call must be; worked out by hand, times being UTC where none is said.
  @Test(arguments: [
    ("freepbx-report", "freepbx-report.csv", "1 1788280381.1 - 105>442079460018 2026-09-01T16:33:01+00:00 25000 call"),
    ("freepbx-export", "freepbx-export.csv", "2 1788542578.244 - 109>442079460018 2026-09-04T17:22:58+00:00 5000 call"),
    ("freepbx-export", "freepbx-mac.csv", "2 - - 114>442079460018 2026-09-04T12:39:00+00:00 6000 call"),
    (
      "freeswitch-spreadsheet", "freeswitch-spreadsheet.csv",
      "1 d80e22e0-0000-4000-8000-000000000001 1002 1002>442079460018 2026-02-10T09:41:00+00:00 9000 call"
    ),
    (
      "cdr-stats", "cdr-stats.csv",
      "1 3e308846-0000-4000-8000-000000000001 - 12015550142>442079460018 2026-03-02T09:00:00+00:00 71000 call"
    ),
    (
      "cdr-stats-import", "cdr-stats-import.csv",
      "2 96aa82fe-0000-4000-8000-000000000001 1000 12015550142>442079460018 2026-03-02T09:00:00+00:00 50000 call"
    ),
    ("voip-report", "voip-report.csv", "1 - - 12015550142>442079460018 2026-03-02T09:00:00+00:00 12000 call"),
    ("cgrates-comma", "cgrates-comma.csv", "1 c56f7f60001 1001 1001>+442079460018 2026-03-02T09:00:00+00:00 70000 call"),
    ("cgrates-semicolon", "cgrates-semicolon.csv", "1 accid21 - 1001>442079460018 2026-03-02T09:00:00+00:00 62000 call"),
    ("nexign", "nexign.csv", "1 - - ->79734435243 2026-07-25T14:14:48+00:00 382000 call"),
    ("ddb-fixed", "ddb-fixed.cdr", "2 0000010 - 0012015550142>+442079460018 2026-03-02T09:00:00+00:00 125000 call"),
    ("jbilling-items", "jbilling-items.csv", "1 01 customer-01 ->- 2026-02-03T12:15:59+00:00 0 metered"),
  ])
  func `read layouts of all kinds`(dialect: String, sample: String, record: String) throws {
    let own = try Dialect.load(path: Samples.path("dialects/\(dialect).yaml"))
    let decoded = try decode(try Samples.bytes("dialects/\(sample)"), as: own)
    #expect(decoded.records == [record])
    #expect(decoded.rejects.isEmpty)
  }

  /// text, then each problem as line:column and the beginning of its message
  @Test(arguments: [
    ("name: x\nstart: {column: s, time: epoch_s}\nduration: d\ncolour: red\n", ["4:1 unknown key 'colour'"]),
    ("name: x\n", ["1:1 the dialect does not say where the start is", "1:1 the dialect does not say where the duration is"]),
    ("name: x\nstart: {column: s}\nduration: d\n", ["2:8 start does not say how times are written", "1:1 the dialect does not say where the start is"]),
    ("name: x\nstart: {column: s, time: 'yyyy-QQ'}\nduration: d\n", ["2:26 'Q' means nothing in a time pattern"]),
    ("name: x\nstart: {column: s, time: epoch_s}\nduration: {column: d, unit: weeks}\n", ["3:29 unit 'weeks' is unknown", "1:1 the dialect does not say where the duration is"]),
    ("name: x\nsyntax: xml\nstart: {column: s, time: epoch_s}\nduration: d\n", ["2:9 syntax 'xml' is unknown"]),
    ("name: x\nzone: Mars/Olympus\nstart: {column: s, time: epoch_s}\nduration: d\n", ["2:7 zone 'Mars/Olympus' is unknown"]),
    (
      "name: x\nrows:\n  - {column: a, takes: [B]}\nstart: {column: s, time: epoch_s}\nduration: d\n",
      ["3:17 unknown key 'takes' in a row rule", "3:5 the row rule decides nothing"]
    ),
    ("name: x\nsyntax: fixed\nstart: {column: s, time: epoch_s}\nduration: d\n", ["1:1 a fixed-width dialect needs columns"]),
    ("name: x\nsyntax: fixed\ncolumns: {s: 10-2}\nstart: {column: s, time: epoch_s}\nduration: s\n", ["3:14 a column's place must be a range"]),
    ("name: x\nname: y\nstart: {column: s, time: epoch_s}\nduration: d\n", ["2:1 key 'name' stands twice"]),
    ("name: [x\n", ["2:1 did not find expected ',' or ']'"]),
    ("", ["the file is empty"]),
  ] as [(String, [String])])
  func `are told every problem with its place`(text: String, problems: [String]) throws {
    let file = "/tmp/tollbook-dialect-\(UInt64.random(in: 0...UInt64.max)).yaml"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: file) }
    let report = try #require(throws: ProblemReport.self) { try Dialect.load(path: file) }
    let found = report.problems.map { problem in
      let place = problem.location
      let position = place.line.map { line in "\(line):\(place.column ?? 0) " } ?? ""
      return position + problem.message
    }
    #expect(found.count == problems.count, "\(found)")
    for (found, expected) in zip(found, problems) { #expect(found.hasPrefix(expected)) }
    #expect(report.problems.allSatisfy { !$0.remedy.isEmpty && $0.location.file == file })
  }

  @Test func `that cannot be read are named`() throws {
    let report = try #require(throws: ProblemReport.self) { try Dialect.load(path: "/nonexistent/x.yaml") }
    #expect(report.problems[0].message == "/nonexistent/x.yaml: No such file or directory")
  }

  @Test func `want their columns in the header`() throws {
    let dialect = try #require(Dialect.builtIn("csv"))
    let report = try #require(throws: ProblemReport.self) {
      try dialect.decoder(sample: Array("begin,length\n1,2\n".utf8), source: "calls.csv", zone: .utc)
    }
    #expect(report.problems[0].location == InputLocation("calls.csv", line: 1))
  }

  @Test(arguments: [1, 1 << 20])
  func `may hold line ends in quoted values of the csv form`(chunk: Int) throws {
    let text = """
      record_id,start,called,duration_s,note
      c-1,2026-03-02T09:00:00Z,44207946,60,"first line
      second, with ""quotes""
      third"
      c-2,2026-03-02T09:10:00Z,44207946,30,plain

      """
    let bytes = Array(text.utf8)
    let dialect = try Dialect.recognise(bytes, isWhole: true)
    #expect(dialect.name == "csv")
    let decoded = try decode(bytes, as: dialect, chunk: chunk)
    #expect(
      decoded.records == [
        "2 c-1 - ->44207946 2026-03-02T09:00:00+00:00 60000 call", "5 c-2 - ->44207946 2026-03-02T09:10:00+00:00 30000 call",
      ])
    #expect(decoded.properties == [["note": "first line\nsecond, with \"quotes\"\nthird"], ["note": "plain"]])
    #expect(decoded.rejects.isEmpty)
    #expect(decoded.lines == 5)
  }

  @Test func `lose no rows of the csv form to a quote that is never closed`() throws {
    let text = """
      start,called,duration_s,note
      2026-03-02T09:00:00Z,44207946,60,"open
      2026-03-02T09:10:00Z,44207946,30,plain

      """
    let decoded = try decode(text, as: "csv")
    #expect(decoded.records == ["3 - - ->44207946 2026-03-02T09:10:00+00:00 30000 call"])
    #expect(decoded.rejects == ["2 malformed_record record -"])
  }

  @Test func `are told of two columns with one title, where it has a role`() throws {
    let text = "\nstart,duration_s,note,Called,called,note,START\n2026-03-02T09:00:00Z,60,x,44207946,44207947,y,z\n"
    let dialect = try Dialect.recognise(Array(text.utf8), isWhole: true)
    let report = try #require(throws: ProblemReport.self) {
      try dialect.decoder(sample: Array(text.utf8), source: "calls.csv", zone: .utc)
    }
    #expect(
      report.problems.map(\.message) == [
        "columns 4 'Called' and 5 'called' have the same title", "columns 1 'start' and 7 'START' have the same title",
      ])
    #expect(report.problems.allSatisfy { $0.location == InputLocation("calls.csv", line: 2) })
    let kept = text.replacingOccurrences(of: "Called", with: "other").replacingOccurrences(of: "START", with: "end")
    #expect(try decode(kept, as: "csv").records == ["3 - - ->44207947 2026-03-02T09:00:00+00:00 60000 call"])
  }

  @Test(arguments: [
    // clean-up steps, value as it stood, value taken
    ("{strip: ' -()+'}", "+1 (201) 555-0142", "12015550142"),
    ("{prefix: '00', becomes: '+'}", "00442079460018", "+442079460018"),
    ("{prefix: '', becomes: '1', length: 10}", "2015550142", "12015550142"),
    ("{prefix: '', becomes: '1', length: 10}", "442079460018", "442079460018"),
    ("[{after: 'sip:'}, {until: '@'}]", "sip:442079460018@example.org", "442079460018"),
    ("{prefix: '0', becomes: '44', when: {column: type, is: [national]}}", "02079460018", "442079460018"),
    ("{prefix: '0', becomes: '44', when: {column: type, is: [local]}}", "02079460018", "02079460018"),
  ])
  func `clean up numbers`(steps: String, value: String, taken: String) throws {
    let text = """
      name: x
      columns: [called, start, duration, type]
      called: {column: called, clean: \(steps)}
      start: {column: start, time: epoch_s}
      duration: duration
      """
    let file = "/tmp/tollbook-dialect-\(UInt64.random(in: 0...UInt64.max)).yaml"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: file) }
    let decoded = try decode(Array("\(value),0,5,national\n".utf8), as: try Dialect.load(path: file))
    #expect(decoded.records == ["1 - - ->\(taken) 1970-01-01T00:00:00+00:00 5000 call"])
  }
}
