import Foundation
import Testing

@Suite struct `A plan that changes while it is in use` {
  private let book: BookPlace
  private var place: Workplace { book.place }
  /// London costs 0.10 and 0.06 a minute in it, in place of 0.01 and 0.03.
  private static let dearer = Workplace.deck.replacing("4420,London,0.01,0.03", with: "4420,London,0.10,0.06")

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  init() throws { book = try BookPlace() }

  private func run(_ script: String, status: Int32 = 0) throws -> String {
    let outcome = try place.shell("export TOLLBOOK_BOOK=book USER=ada; " + script)
    #expect(outcome.status == status, "\(outcome.messages)")
    return outcome.text + outcome.messages
  }

  /// Takes a minute to London in; each costs what the plan in the book says.
  private func call(_ id: String, _ day: String = "2026-03-02") throws {
    try book.write("\(id).csv", ["\(id),12025550100,442079460100,\(day)T09:00:00Z,60"])
    try book.ingest("\(id).csv")
  }

  private func explained(_ id: String, _ more: String = "") throws -> String? {
    let outcome = try place.shell("$T explain --book book --record '\(id)' \(more) --format json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any]
    return object?["charge"] as? String
  }

  private func charge(_ id: String) throws -> String { try String(book.sql("SELECT charge FROM usage WHERE record_id = '\(id)';").dropLast()) }

  @Test func `prices what comes from then on, and explains what was rated by what it was`() throws {
    try call("old")
    _ = try run("$T bill run --as-of 2026-04-01 --accounts A1")
    let number = try run("$T invoice list --format csv | tail -1 | cut -d, -f1").split(separator: "\n")[0]
    try place.write("deck.csv", Self.dearer)
    _ = try run("$T plan import deck.csv")
    try call("new", "2026-04-02")
    try call("late")
    _ = try run("rm deck.csv")  // The book has its own copy.
    try call("last", "2026-04-03")
    #expect(try [charge("old"), charge("late"), charge("new"), charge("last")] == ["40000000", "160000000", "160000000", "160000000"])
    #expect(try [explained("old"), explained("late"), explained("new"), explained("last")] == ["0.04", "0.16", "0.16", "0.16"])
    #expect(try run("$T invoice reproduce \(number)").contains("the same"))
    #expect(try run("$T verify").contains("BAD") == false)
    #expect(try run("$T plan list --format csv | cut -d, -f1-5") == "id,name,valid_from,state,services\n1,deck,,replaced,3\n2,deck,,in use,3\n")
  }

  /// Calls of every switch's own form, a short number, a session with octets: each charge comes out again from its row.
  @Test func `explains every kind of record to its charge`() throws {
    _ = try run(
      """
      $T book create all --operator M --currency USD --time-zone America/New_York && export TOLLBOOK_BOOK=all &&
      $T plan import \(Self.root)/rateplans/retail-us && $T plan import \(Self.root)/rateplans/isp &&
      awk -F, -v OFS=, '/suspended/ { next } NR > 1 && $4 == "" { $4 = "retail-us" } 1' \(Self.root)/samples/subscribers.csv > s.csv &&
      $T import subscribers s.csv && $T ingest --time-zone America/New_York \(Self.root)/samples/cdr/*; test $? = 3
      """)
    let rows = try book.sql("SELECT record_id, charge FROM usage ORDER BY id;", "all").split(separator: "\n").map { $0.split(separator: "|") }
    #expect(rows.count > 10)
    for row in rows {
      let outcome = try place.tollbook("explain", "--book", "all", "--record", String(row[0]))
      let nanos = Int(row[1])!
      var charge = "\(nanos / 1_000_000_000).\(String(nanos % 1_000_000_000 + 1_000_000_000).dropFirst())"
      while charge.last == "0" { charge.removeLast() }
      if charge.last == "." { charge.removeLast() }
      #expect(outcome.status == 0 && outcome.text.hasSuffix("charge     \(charge) USD\n"), "\(row): \(outcome.text)\(outcome.messages)")
    }
    let none = try place.tollbook("explain", "--book", "book", "--record", "nobody")
    #expect(none.status == 1 && none.messages.contains("the book has none of this id"), "\(none.messages)")
  }

  @Test func `stays as long as a service is rated by it`() throws {
    try call("old")
    let refused = try run("$T plan remove deck", status: 1)
    #expect(refused.contains("plan 'deck' cannot be removed, 3 services are, such as S1, rated by it; give them another with 'tollbook service plan add' first"), "\(refused)")
    try place.write("other.csv", Workplace.deck)
    _ = try run("$T plan import other.csv && for s in S1 S2; do $T service plan add --service $s --plan other --valid-from 2026-05-01 || exit; done")
    #expect(try run("$T plan remove deck", status: 1).contains("service S3 is rated by it"))
    _ = try run("$T service order S3 cancelled --at 2026-05-01 && $T plan remove deck")
    // What was rated is proven and explained; what comes late for the time before is set aside until the plan is back.
    #expect(try explained("old") == "0.04")
    try book.write("late.csv", ["late,12025550100,442079460100,2026-03-02T10:00:00Z,60"])
    try book.ingest("late.csv", status: 3)
    #expect(try book.sql("SELECT reason FROM reject;") == "no_rate\n")
    try call("other", "2026-06-02")
    _ = try run("$T plan import deck.csv && $T rejects retry")
    #expect(try explained("late") == "0.04")
    #expect(try run("$T plan remove nothing", status: 1).contains("the book has no plan 'nothing'"))
    #expect(try run("$T verify").contains("BAD") == false)
    let trail = try run("$T audit --object plan --format csv | tail -n +2 | cut -d, -f2-")
    #expect(trail.hasSuffix("""
      ,plan,deck,version 1,,in use
      ada,plan,other,version 2,,in use
      ada,plan,deck,version 1,in use,removed
      ada,plan,deck,version 1,removed,in use

      """), "\(trail)")
  }

  @Test func `goes back to the version before when the last one is taken away`() throws {
    try place.write("deck.csv", Self.dearer)
    _ = try run("$T plan import deck.csv --valid-from 2026-04-01T00:00:00Z")
    try call("dear", "2026-04-02")
    #expect(try run("$T plan remove deck --id 1", status: 1).contains("cannot be removed"))
    _ = try run("$T plan remove deck --id 2")
    try call("cheap", "2026-04-02")
    #expect(try [explained("dear"), explained("cheap")] == ["0.16", "0.04"])
    #expect(try run("$T plan remove deck --id 2", status: 1).contains("no version 2 in use"))
  }

  @Test func `explains records of a switch by their own ids`() throws {
    _ = try run("$T switch add pbx")
    try book.write("in.csv", ["r,12025550100,442079460100,2026-03-02T09:00:00Z,120"])
    _ = try run("$T ingest --switch pbx in.csv")
    try call("r")
    #expect(try [explained("r"), explained("r", "--switch pbx")] == ["0.04", "0.07"])
  }
}
