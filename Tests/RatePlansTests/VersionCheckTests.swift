import RatePlans
import Testing

/// Rows of one prefix that come into force together, and what becomes of those of the version before.
@Suite struct `Versions of a prefix` {
  private static func problems(_ rows: String) throws -> [String] {
    try PlanFiles([
      "plan.yaml": """
      currency: USD
      bands: [{name: peak, days: mon-fri}]
      decks: [{file: deck.csv}]
      """,
      "deck.csv": "prefix,rate_per_minute,effective_from,effective_to,band,from_s,first_interval_s,next_interval_s,blocked,jurisdiction\n"
        + rows,
    ]).problems()
  }

  @Test(arguments: [
    // rows, problems
    ("44,1,,,,,60,60,,\n44,2,,,,180,60,60,,\n", []),
    ("44,1,,,,,60,60,,\n44,2,,,,180,60,1,,\n",
      ["deck.csv:3 warning prefix 44: the increments 60/1 from second 180 on are never used; a call keeps those of its first row, 60/60 at line 2"]),
    // The first row of the same band goes before that of any time.
    ("44,1,,,,,60,60,,\n44,1,,,peak,,30,6,,\n44,2,,,peak,180,30,6,,\n", []),
    ("44,1,,,,,60,60,,\n44,1,,,peak,,30,6,,\n44,2,,,peak,180,60,60,,\n",
      ["deck.csv:4 warning prefix 44: the increments 60/60 from second 180 on are never used; a call keeps those of its first row, 30/6 at line 3"]),
    // Each version by itself.
    ("44,1,2026-01-01,2026-06-01,,,60,60,,\n44,2,2026-01-01,2026-06-01,,180,60,60,,\n44,1,2026-06-01,,,,1,1,,\n44,2,2026-06-01,,,180,1,1,,\n", []),
    ("44,1,2026-01-01,,,,,,,\n44,2,,,,180,,,,\n",
      ["deck.csv:2 warning prefix 44: from 2026-01-01 on calls at any time from second 180 on cost what this row says; the row for them at line 3 gives way to it",
        "deck.csv:3 warning prefix 44: no call comes to the rate from second 180 on, for no row of its date prices the seconds before"]),
  ])
  func `keep the increments of the first row`(rows: String, problems: [String]) throws {
    #expect(try Self.problems(rows) == problems)
  }

  @Test(arguments: [
    // rows, problems
    ("44,1,,,,,,,1,\n", []), ("44,1,,,,,,,1,\n44,1,,,peak,,,,1,\n", []),
    ("44,1,,,,,,,,\n44,,,,peak,,,,1,\n",
      ["deck.csv:3 warning prefix 44 is blocked in peak, but not at line 2; a call that runs into the block goes on at the price before"]),
    ("44,1,,,,,,,,\n44,,,,,600,,,1,\n",
      ["deck.csv:3 warning prefix 44 is blocked at any time from second 600 on, but not at line 2; a call that runs into the block goes on at the price before"]),
    // A call stays in its jurisdiction, and in its version.
    ("44,1,,,,,,,,\n44,,,,,,,,1,inter\n", []), ("44,1,,,,,,,,\n44,,2026-06-01,,,,,,1,\n", []),
  ])
  func `are blocked whole`(rows: String, problems: [String]) throws {
    #expect(try Self.problems(rows) == problems)
  }

  @Test(arguments: [
    // rows, problems
    ("44,1,2026-01-01,,,,,,,\n44,2,2026-01-01,,peak,,,,,\n44,3,2026-06-01,,,,,,,\n",
      ["deck.csv:4 warning prefix 44: from 2026-06-01 on calls in peak cost what this row says; the row for them at line 3 gives way to it"]),
    ("44,1,2026-01-01,,,,,,,\n44,2,2026-01-01,2026-06-01,peak,,,,,\n44,3,2026-06-01,,,,,,,\n", []),
    ("44,1,2026-01-01,,,,,,,\n44,2,2026-01-01,,peak,,,,,\n44,3,2026-06-01,,,,,,,\n44,4,2026-06-01,,peak,,,,,\n", []),
    ("44,1,2026-01-01,,,,,,,\n44,2,2026-01-01,,,180,,,,\n44,3,2026-06-01,,,,,,,\n",
      ["deck.csv:4 warning prefix 44: from 2026-06-01 on calls at any time from second 180 on cost what this row says; the row for them at line 3 gives way to it"]),
    ("44,1,2026-01-01,,,,,,,\n44,2,2026-01-01,,peak,,,,,\n44,3,2026-06-01,,peak,,,,,\n",
      ["deck.csv:4 warning prefix 44 has no row for calls at any time among those of 2026-06-01, as it had at line 2; a call that runs into that time goes on at the price before"]),
    ("44,1,2026-01-01,,,,,,,inter\n44,3,2026-06-01,,,,,,,\n",
      ["deck.csv:3 warning prefix 44: from 2026-06-01 on calls of interstate at any time cost what this row says; the row for them at line 2 gives way to it"]),
    // Of three, each is compared with the one before.
    ("44,1,2026-01-01,,,,,,,\n44,2,2026-01-01,,peak,,,,,\n44,3,2026-06-01,,,,,,,\n44,3,2026-07-01,,,,,,,\n",
      ["deck.csv:4 warning prefix 44: from 2026-06-01 on calls in peak cost what this row says; the row for them at line 3 gives way to it"]),
  ])
  func `replace the one before whole`(rows: String, problems: [String]) throws {
    #expect(try Self.problems(rows) == problems)
  }
}
