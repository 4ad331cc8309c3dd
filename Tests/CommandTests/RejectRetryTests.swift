import Foundation
import Testing

@Suite struct `Rejects that are rated again` {
  private let book: BookPlace
  private var place: Workplace { book.place }
  private let german = Workplace.deck + "49,Germany,0,0.03,60,60,1970-01-01\n"

  init() throws { book = try BookPlace() }

  /// What a customer reads on the statement, and what the journal seals, comes from no clock and no temporary file.
  @Test func `are called rejects wherever their batch is named`() throws {
    try book.write("in.csv", ["a,12025550101,4930100,2026-03-02T09:00:00Z,60"])
    try book.ingest("in.csv", status: 3)
    try place.write("deck.csv", german)
    #expect(try place.tollbook("plan", "import", "--book", "book", "deck.csv").status == 0)
    #expect(try place.tollbook("rejects", "retry", "--book", "book").status == 0)
    #expect(try book.sql("SELECT memo FROM journal; SELECT source FROM usage_batch ORDER BY id;") == "rejects\nin.csv\nrejects\n")
    let statement = try place.tollbook("statement", "A2", "--book", "book")
    #expect(statement.text.contains("rejects") && !statement.text.contains("/"), "\(statement.text)")
  }

  /// Nobody else can read the records while they are rated, nor find them after the program was killed.
  @Test func `lie in no file that others could find`() throws {
    try book.write("in.csv", ["a,12025550101,4930100,2026-03-02T09:00:00Z,60"])
    try book.ingest("in.csv", status: 3)
    let outcome = try place.shell(
      "command -v strace >/dev/null || exit 9; mkdir tmp; export TMPDIR=$PWD/tmp; strace -f -o trace -e trace=openat,open,unlink $T rejects retry --book book; "
        + "grep -E 'O_CREAT' trace | grep \"$TMPDIR\" | grep -oE '0[0-7]{3}\\)' | sort -u; ls -A tmp | wc -l; grep -c \"unlink(\\\"$TMPDIR\" trace")
    if outcome.status == 9 { return }
    #expect(outcome.text == "0600)\n0\n1\n", "\(outcome.text) \(outcome.messages)")
  }

  /// As Asterisk writes it: a minute from nine o'clock on by a clock without an offset.
  private func call(_ id: String, from calling: String, to called: String) -> String {
    let fields = ["", calling, called, "default", calling, "SIP/a-1", "SIP/b-1", "Dial", "SIP/b", "2026-03-02 09:00:00", "2026-03-02 09:00:00", "2026-03-02 09:01:00"]
    return fields.map { "\"\($0)\"," }.joined() + "60,60,\"ANSWERED\",\"DOCUMENTATION\",\"\(id)\",\"\"\n"
  }

  /// A plan brings its time zone along; before it was there, times without an offset were read by another.
  @Test func `stand once, however often their file comes in before and after the plan`() throws {
    try place.write("plan/plan.yaml", mkdir: true, """
      name: berlin
      currency: USD
      time_zone: Europe/Berlin
      decks: [{file: deck.csv, kind: termination}]

      """)
    try place.write("plan/deck.csv", Workplace.deck)
    try book.makeBook("late")
    _ = try book.sql("DELETE FROM service_plan; INSERT INTO service_plan SELECT id, 0, 'berlin' FROM service;", "late")
    let calls = (0..<20).map { call("c\($0)", from: "12025550101", to: $0 % 2 == 0 ? "4930100" : "442079460100") }
    try place.write("in.csv", (calls + [call("u", from: "12025559999", to: "442079460100")]).joined())
    try book.ingest("in.csv", book: "late", status: 3)
    let open = "SELECT reason, count(*), count(DISTINCT record) FROM reject WHERE state = 'open' GROUP BY 1 ORDER BY 1;"
    #expect(try book.sql(open, "late") == "no_rate|20|20\nunknown_payer|1|1\n")
    #expect(try place.tollbook("plan", "import", "--book", "late", "plan").status == 0)
    try book.ingest("in.csv", book: "late")
    #expect(try book.sql(open, "late") == "no_rate|20|20\nunknown_payer|1|1\n")
  }

  @Test func `stand once, in the time zone that somebody named`() throws {
    try place.write("in.csv", call("a", from: "12025550101", to: "4930100"))
    let rejects = "SELECT state, time_zone, settled_by FROM reject ORDER BY id;"
    try book.ingest("in.csv", status: 3)
    try book.ingest("--time-zone Asia/Tokyo in.csv", status: 3)
    #expect(try book.sql(rejects) == "retried||2\nopen|Asia/Tokyo|\n")
    try book.ingest("in.csv")
    try book.ingest("--time-zone Asia/Tokyo in.csv")
    #expect(try book.sql(rejects) == "retried||2\nopen|Asia/Tokyo|\n")
  }

  @Test func `are read by the plan's time zone as it is then, where nobody named one`() throws {
    try place.write("plan/plan.yaml", mkdir: true, "name: deck\ncurrency: USD\ntime_zone: Europe/Berlin\ndecks: [{file: deck.csv, kind: termination}]\n")
    try place.write("plan/deck.csv", german)
    _ = try book.sql("UPDATE plan SET removed_at = 1;")
    try place.write("in.csv", call("a", from: "12025550101", to: "4930100"))
    try book.ingest("in.csv", status: 3)
    #expect(try place.tollbook("plan", "import", "--book", "book", "plan").status == 0)
    #expect(try place.tollbook("rejects", "retry", "--book", "book").status == 0)
    // Nine o'clock in Berlin, in winter.
    #expect(try book.sql("SELECT datetime(start_ms / 1000, 'unixepoch') FROM usage;") == "2026-03-02 08:00:00\n")
  }
}

extension Workplace {
  fileprivate func write(_ name: String, mkdir: Bool, _ text: String) throws {
    let folder = URL(fileURLWithPath: path + "/" + name).deletingLastPathComponent()
    if mkdir { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
    try write(name, text)
  }
}
