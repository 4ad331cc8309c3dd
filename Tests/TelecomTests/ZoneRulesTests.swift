import Foundation
import Telecom
import TestSupport
import Testing

@Suite struct `Time zones` {
  static let names = [
    "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns", "Africa/Casablanca",
    "Pacific/Apia", "Asia/Kathmandu", "America/Sao_Paulo", "Europe/London", "Pacific/Chatham", "Asia/Tehran", "Africa/Monrovia",
  ]

  @Test(arguments: names)
  func `have the offset that Foundation gives, at any instant`(name: String) throws {
    let rules = try #require(ZoneRules(named: name))
    let zone = try #require(TimeZone(identifier: name))
    var random = Seeded(UInt64(name.utf8.count))
    var instants = (0..<4_000).map { _ in Int64.random(in: ZoneRules.covered, using: &random) }
    for change in rules.changes { instants += [change - 1, change, change + 1] }
    for instant in instants {
      let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant)))
      #expect(rules.offset(at: instant) == expected, "\(name) at \(instant)")
    }
    for instant in instants.prefix(500) {
      let next = rules.nextChange(after: instant)
      #expect(next == rules.changes.first { $0 > instant })
    }
  }

  @Test func `are known from 1900 to the end of 2150`() throws {
    let first = try #require(CivilTime(year: 1900, month: 1, day: 1))
    let last = try #require(CivilTime(year: 2151, month: 1, day: 1))
    #expect(ZoneRules.covered == first.milliseconds / 1000..<last.milliseconds / 1000)
    let newYork = try #require(ZoneRules(named: "America/New_York"))
    #expect(Timestamp(rfc3339: "2150-07-01T12:00:00", zone: newYork)?.description == "2150-07-01T12:00:00-04:00")
  }

  @Test(arguments: [
    // zone, shown → UTC
    ("America/New_York", "2026-03-08T01:59:59", "2026-03-08T06:59:59Z"),
    ("America/New_York", "2026-03-08T02:00:00", "2026-03-08T07:00:00Z"),  // the gap, shown as 03:00
    ("America/New_York", "2026-03-08T02:30:00", "2026-03-08T07:30:00Z"),
    ("America/New_York", "2026-03-08T03:00:00", "2026-03-08T07:00:00Z"),
    ("America/New_York", "2026-11-01T01:00:00", "2026-11-01T05:00:00Z"),  // twice; the first is meant
    ("America/New_York", "2026-11-01T01:59:59", "2026-11-01T05:59:59Z"),
    ("America/New_York", "2026-11-01T02:00:00", "2026-11-01T07:00:00Z"),
    ("Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00Z"),
    ("Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
    ("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:45:00Z"),  // a gap of half an hour
    ("Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T14:45:00Z"),
    ("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-30T22:00:00Z"),  // a day that was left out
    ("Asia/Kolkata", "2026-06-01T00:00:00", "2026-05-31T18:30:00Z"),
    ("UTC", "2100-02-28T23:59:59", "2100-02-28T23:59:59Z"),
  ])
  func `make UTC of what a clock showed`(zone: String, shown: String, utc: String) throws {
    let rules = try #require(ZoneRules(named: zone))
    #expect(Timestamp(rfc3339: shown, zone: rules)?.milliseconds == Timestamp(rfc3339: utc)?.milliseconds)
  }

  /// Where Python is at hand, its `zoneinfo` is asked about the hours around every change of three decades.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
  func `make UTC as Python does with fold 0, in gaps and doubled hours too`() throws {
    var lines: [String] = []
    var answers: [Int32] = []
    for name in ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Europe/London"] {
      let rules = try #require(ZoneRules(named: name))
      for change in rules.changes where 631_152_000..<1_735_689_600 ~= change {  // 1990 to 2025
        for minutes in stride(from: -100, through: 100, by: 7) as StrideThrough<Int64> {
          let local = change + Int64(rules.offset(at: change)) + minutes * 60
          lines.append("\(name) \(local)")
          answers.append(rules.offset(local: local))
        }
      }
    }
    let script = """
      import sys, datetime, zoneinfo
      for line in sys.stdin:
          name, local = line.split()
          shown = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=int(local))
          print(int(shown.replace(tzinfo=zoneinfo.ZoneInfo(name)).utcoffset().total_seconds()))
      """
    let output = try run("/usr/bin/python3", ["-c", script], input: lines.joined(separator: "\n") + "\n")
    guard let output else { return }  // A Python without its zones says nothing about ours.
    let expected = output.split(separator: "\n").compactMap { Int32($0) }
    #expect(expected.count == lines.count)
    for (index, pair) in zip(answers, expected).enumerated() where pair.0 != pair.1 {
      Issue.record("\(lines[index]): \(pair.0), Python says \(pair.1)")
    }
  }

  /// - Returns: `nil` when the program fails.
  private func run(_ program: String, _ arguments: [String], input: String) throws -> String? {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("tollbook-zones-\(UUID().uuidString)")
    try input.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }

  @Test(arguments: [
    ("UTC", 0), ("Z", 0), ("+02:00", 7_200), ("-0330", -12_600), ("+5", 18_000), ("+05:45", 20_700), ("-12", -43_200),
    ("+00:00", 0),
  ] as [(String, Int32)])
  func `may be fixed offsets`(name: String, offset: Int32) {
    #expect(ZoneRules(named: name)?.offset(at: 0) == offset)
  }

  @Test(arguments: [
    "", "EST", "CST", "+", "-", "+-5", "--1:00", "++1:00", "+99:00", "+02:60", "+1:2:3", "+12345", "Mars/Olympus",
    "europe", "+٠٢:٠٠", "../etc/passwd",
  ])
  func `are refused where the name is none`(name: String) {
    #expect(ZoneRules(named: name) == nil)
  }
}
