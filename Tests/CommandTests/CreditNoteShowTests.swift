import Testing

@Suite struct `A credit note` {
  @Test func `is shown with what it takes back of its invoice`() throws {
    let place = try Workplace()
    let outcome = try place.shell(
      """
      export TOLLBOOK_BOOK=b
      { $T book create b --operator M --currency USD --time-zone UTC && $T account add A --title Ada --opened 2026-01-01 &&
      $T product add SETUP --title "Set-up" --kind one_off && printf 'name,authority,percent\nSales tax,STATE,8.25\n' > taxes.csv &&
      $T import taxes taxes.csv && $T charge once A --product SETUP --price 20 --reference s --date 2026-01-05 &&
      $T bill run --as-of 2026-02-01 && $T invoice credit INV-1 --line 1 --amount 5 --reason outage --date 2026-02-03; } >&2 &&
      $T invoice show CN-1 && $T invoice show CN-1 --format json
      """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let words = outcome.text.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    // 8.25 % of 5.00 is 0.4125.
    #expect(words.dropLast() == [
      "Credit note CN-1", "Of invoice INV-1", "Account A Ada", "Date 2026-02-03", "Reason outage",
      "SETUP 2026-01-05 to 2026-01-05 Set-up 5.00", "Tax STATE Sales tax 0.41", "CREDITED USD 5.41",
    ])
    #expect(words.last?.hasPrefix(#"{"number":"CN-1""#) == true, "\(words)")
  }
}
