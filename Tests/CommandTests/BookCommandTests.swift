import Testing

@Suite struct `A book on the command line` {
  let place: Workplace

  init() throws { place = try Workplace() }

  @Test func `is made once, and tells its settings`() throws {
    let made = try place.tollbook(
      "book", "create", "b.tollbook", "--operator", "Muster Telecom", "--currency", "USD", "--time-zone",
      "America/New_York", "--set", "invoice_series=A")
    #expect(made.status == 0 && made.output.isEmpty, "\(made.messages)")
    let info = try place.tollbook("book", "info", "--book", "b.tollbook", "--format", "csv")
    #expect(info.rows.prefix(5) == [
      "currency,USD", "invoice_series,A", "operator,Muster Telecom", "schema_version,3", "time_zone,America/New_York",
    ])
    let again = try place.tollbook(
      "book", "create", "b.tollbook", "--operator", "M", "--currency", "USD", "--time-zone", "UTC")
    #expect(again.status == 1 && again.messages.contains("there is something already"), "\(again.messages)")
    let named = try place.tollbook("book", "info", environment: ["TOLLBOOK_BOOK": "b.tollbook"])
    #expect(named.status == 0 && named.text.hasPrefix("name"), "\(named.messages)")
  }

  @Test func `tells everything that is wrong with its settings at once`() throws {
    let outcome = try place.tollbook(
      "book", "create", "b.tollbook", "--operator", "", "--currency", "usd", "--time-zone", "EST", "--set", "Series=A")
    #expect(outcome.status == 1 && !place.exists("b.tollbook"))
    #expect(outcome.messages.split(separator: "\n").map { $0.prefix { $0 != ":" } } == [
      "--operator", "--currency", "--time-zone", "--set",
    ], "\(outcome.messages)")
  }

  private func trail() throws -> [Substring] {
    try place.tollbook("audit", "--object", "book", "--format", "csv", "--book", "b.tollbook").rows.map { row in
      row[row.firstIndex(of: ",")!...].dropFirst()
    }
  }

  @Test func `changes its settings, and keeps a trail of them`() throws {
    let outcome = try place.shell(
      """
      export TOLLBOOK_BOOK=b.tollbook USER=ada
      $T book create b.tollbook --operator Muster --currency USD --time-zone UTC --set note=x
      $T book set invoice_series=R1 time_zone=Europe/Berlin note= --actor grace
      $T book set operator='Muster, Ltd' invoice_series=R1
      $T account add A --opened 2026-01-01 && $T product add X --kind one_off && $T charge once A --product X --price 5 --reference c1 --date 2026-01-05
      $T book set currency=EUR time_zone=UTC; echo $?
      $T book set time_zone=Europe/Berlin currency=USD credit_note_series=C; echo $?
      $T bill run --as-of 2026-02-01 >&2 && $T book set invoice_series=R2 && $T charge once A --product X --price 5 --reference c2 --date 2026-02-05
      $T bill run --as-of 2026-03-01 >&2 && $T book set invoice_series= && $T charge once A --product X --price 5 --reference c3 --date 2026-03-05
      $T bill run --as-of 2026-04-01 >&2 && $T book set invoice_series=R1 && $T charge once A --product X --price 5 --reference c4 --date 2026-04-05
      $T bill run --as-of 2026-05-01 >&2; $T invoice list --format csv | tail -n +2 | cut -d, -f1; $T verify | grep BAD
      $T account list --format csv | cut -d, -f7 | tail -1
      """)
    #expect(outcome.text == "1\n0\nR1-1\nR2-1\nINV-1\nR1-2\nEurope/Berlin\n", "\(outcome.messages)")
    #expect(outcome.messages.contains("currency=EUR: error: something is posted in this book, its currency stays"))
    #expect(outcome.messages.contains("time_zone=UTC: error: something is posted in this book, its time_zone stays"))
    #expect(try trail() == [
      #"ada,book,Muster,created,,"{""currency"":""USD"",""note"":""x"",""operator"":""Muster"",""time_zone"":""UTC""}""#,
      "grace,book,Muster,invoice_series,,R1", "grace,book,Muster,note,x,", "grace,book,Muster,time_zone,UTC,Europe/Berlin",
      #"ada,book,"Muster, Ltd",operator,Muster,"Muster, Ltd""#, #"ada,book,"Muster, Ltd",credit_note_series,,C"#,
      #"ada,book,"Muster, Ltd",invoice_series,R1,R2"#, #"ada,book,"Muster, Ltd",invoice_series,R2,"#,
      #"ada,book,"Muster, Ltd",invoice_series,,R1"#,
    ])
  }

  @Test(arguments: [
    ("operator=", 1, "operator is empty"), ("time_zone=EST5", 1, "there is no time zone"), ("schema_version=2", 1, "the book's own"),
    ("operator=A operator=B", 1, "operator is set twice"), ("operator", 64, "is invalid"), ("Series=A", 1, "is no name of a setting"),
    ("currency=", 1, "currency is empty"), ("invoice_serie=R1", 1, "did you mean invoice_series?"),
  ])
  func `refuses settings that make no sense, and changes none`(typed: String, status: Int32, message: String) throws {
    let outcome = try place.shell(
      "export TOLLBOOK_BOOK=b.tollbook; $T book create b.tollbook --operator M --currency USD --time-zone UTC; $T book set invoice_series=X \(typed)")
    #expect(outcome.status == status && outcome.messages.contains(message), "\(outcome.messages)")
    #expect(try trail().count == 1)
  }

  @Test func `must be named, and be there`() throws {
    let unnamed = try place.tollbook("book", "info", environment: ["TOLLBOOK_BOOK": ""])
    #expect(unnamed.status == 64 && unnamed.messages.contains("give --book FILE"), "\(unnamed.messages)")
    let missing = try place.tollbook("book", "info", "--book", "none.tollbook")
    #expect(missing.status == 1 && missing.messages.contains("tollbook book create none.tollbook"), "\(missing.messages)")
  }
}
