import Testing

@Suite struct `An account that paid for itself once` {
  @Test func `keeps its credit events, and the book stays sound`() throws {
    let place = try Workplace()
    let outcome = try place.shell(
      """
      export TOLLBOOK_BOOK=b
      { $T book create b --operator X --currency USD --time-zone UTC && $T product add SETUP --kind one_off &&
      $T account add A --opened 2026-01-01 --credit-limit 10 --warning-level 5 && $T account add B --opened 2026-01-01 &&
      $T charge once A --product SETUP --price 20 --reference a --date 2026-01-05 && $T verify &&
      $T account change A --parent B --billing consolidated; } >&2 || exit 2
      $T outbox list --format csv | tail -n +2 | wc -l; $T verify | grep -c OK
      sqlite3 b "DROP TRIGGER outbox_no_update; UPDATE outbox SET account = 2 WHERE id = 1"; $T verify | grep trail
      """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let lines = outcome.text.split(separator: "\n")
    #expect(lines.prefix(2) == ["2", "17"] && lines.last?.hasPrefix("BAD") == true, "\(outcome.text)")
  }
}
