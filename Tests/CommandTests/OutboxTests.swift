import Foundation
import Testing

@Suite struct `The outbox` {
  private let place: Workplace

  /// Nine events of three accounts, written by payments and charges.
  init() throws {
    place = try Workplace()
    let made = try place.shell(
      """
      export TOLLBOOK_BOOK=b; $T book create b --operator M --currency USD --time-zone UTC && $T product add X --kind one_off
      for a in 0 1 2; do $T account add A$a --credit-limit 0 && $T payment add A$a --amount 10 --reference p$a; done
      for a in 0 1 2; do $T charge once A$a --product X --price 10 --reference c$a; done
      for a in 2 1 0; do $T payment add A$a --amount 1 --reference q$a; done
      """)
    try #require(made.status == 0, "\(made.messages)")
  }

  private func lines(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  private func export(_ arguments: String...) throws -> [[String: Any]] {
    let outcome = try place.tollbook(["outbox", "export", "--book", "b"] + arguments)
    #expect(outcome.status == 0, "\(outcome.messages)")
    return try lines(outcome.text)
  }

  private func ids(_ events: [[String: Any]]) -> [Int] { events.compactMap { $0["id"] as? Int } }

  @Test func `is read as JSON lines from any position on`() throws {
    let all = try export()
    #expect(ids(all) == Array(1...9))
    #expect(all.map { "\($0["kind"]!) \($0["account"]!)" } == [
      "credit_available A0", "credit_available A1", "credit_available A2", "credit_exhausted A0", "credit_exhausted A1",
      "credit_exhausted A2", "credit_available A2", "credit_available A1", "credit_available A0",
    ])
    let seventh = try #require(all[6] as? [String: AnyHashable])
    #expect(seventh.filter { !["id", "time", "kind"].contains($0.key) } == [
      "account": "A2", "currency": "USD", "balance": "1.00", "credit_limit": "0.00", "available": "1.00",
    ])
    #expect(try ISO8601DateFormatter().date(from: #require(seventh["time"] as? String)) != nil)
    #expect(try ids(export("--after", "4", "--limit", "2")) == [5, 6])
    let listed = try place.tollbook("outbox", "list", "--kind", "credit_exhausted", "--account", "A1", "--format", "csv", "--book", "b")
    #expect(listed.rows.count == 1 && listed.rows[0].hasPrefix("5,"))
  }

  /// A reader that falls over before it acknowledges, time and again: what it did under its own ids, it did once.
  @Test func `hands each event to each reader until it is acknowledged`() throws {
    let reader = """
      export TOLLBOOK_BOOK=b
      read_some() {
        $T outbox export --reader $1 --limit $2 > batch.$1 || exit 1
        python3 -c "
      import json, sys
      for line in open('batch.' + sys.argv[1]): print(json.loads(line)['id'])" $1 | tee -a seen.$1 | tail -1
      }
      read_some crm 2 >/dev/null; read_some crm 2 >/dev/null   # Falls over before it says so.
      while last=$(read_some crm 2); [ -n "$last" ]; do $T outbox acknowledge --reader crm $last || exit 1; done
      last=$(read_some mail 5); $T outbox acknowledge --reader mail $last
      """
    let outcome = try place.shell(reader)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try place.text("seen.crm") == "1\n2\n1\n2\n1\n2\n3\n4\n5\n6\n7\n8\n9\n")
    #expect(try place.text("seen.mail") == "1\n2\n3\n4\n5\n")
    let readers = try place.tollbook("outbox", "readers", "--format", "csv", "--book", "b")
    #expect(readers.rows.map { $0.split(separator: ",") }.map { [$0[0], $0[1], $0[3]] } == [["crm", "9", "0"], ["mail", "5", "4"]])
    #expect(try export("--reader", "crm").isEmpty)
    #expect(try ids(export("--reader", "mail")) == [6, 7, 8, 9])
  }

  @Test(arguments: [  // event, status, what is said, where the reader is then
    ("4", 0, "has acknowledged events up to 6 already", "6"), ("6", 0, "", "6"), ("9", 0, "", "9"),
    ("10", 1, "there is no event 10, the last one is 9; acknowledge what was read", "6"), ("0", 1, "there is no event 0", "6"),
  ])
  func `keeps how far a reader has come, never backwards`(event: String, status: Int32, message: String, position: String) throws {
    _ = try place.tollbook("outbox", "acknowledge", "--reader", "crm", "6", "--book", "b")
    let outcome = try place.tollbook("outbox", "acknowledge", "--reader", "crm", event, "--book", "b")
    #expect(outcome.status == status && (message.isEmpty ? outcome.messages.isEmpty : outcome.messages.contains(message)))
    let readers = try place.tollbook("outbox", "readers", "--format", "csv", "--book", "b")
    #expect(readers.rows[0].split(separator: ",")[1] == position)
  }
}
