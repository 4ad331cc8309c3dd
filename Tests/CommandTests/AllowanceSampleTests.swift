import Foundation
import Testing

/// The files of samples/allowances, whose README works each charge out by hand.
@Suite struct `The sample of allowances` {
  private static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("samples/allowances").path
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test func `comes to its rated file and to what it says is left`() throws {
    let rated = try place.shell(
      "cp -r \(Self.samples)/. .; mv rated.csv expected.csv; $T rate --plan plans/family --plan plans/data --subscribers subscribers.csv "
        + "--allowances state -o rated.csv calls.csv; cmp rated.csv expected.csv && $T allowances state --format csv | cmp - left.csv && "
        + "mv corrections.csv expected.csv && $T allowances settle state --plan plans/family --plan plans/data --subscribers subscribers.csv "
        + "--until 2026-04-15 -o corrections.csv calls.csv && cmp corrections.csv expected.csv")
    #expect(rated.status == 0, "\(rated.messages)")
    #expect(rated.messages.contains("account F-1: 50 % of limit spend (plan family) are reached with record world-2"))
  }

  @Test func `has a line in its README for each row, with what is covered and what is charged`() throws {
    let readme = try String(contentsOfFile: Self.samples + "/README.md", encoding: .utf8)
    let rows = try String(contentsOfFile: Self.samples + "/rated.csv", encoding: .utf8).split(separator: "\n").dropFirst()
    let lines = readme.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
    for row in rows {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      let line = try #require(lines.first { $0.hasPrefix("| \(cells[0]) |") }, "\(cells[0])")
      let charge = line.split(separator: "|").last!.split(separator: "=").last!.trimmingCharacters(in: .whitespaces)
      #expect(charge == cells[18], "\(line)")
      for units in cells[16].split(separator: ";") { #expect(line.contains("`\(units.prefix { $0 != ":" })`"), "\(line)") }
    }
    #expect(rows.count == 12)
  }
}
