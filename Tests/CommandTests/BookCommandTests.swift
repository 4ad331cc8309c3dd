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
      "currency,USD", "invoice_series,A", "operator,Muster Telecom", "schema_version,1", "time_zone,America/New_York",
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

  @Test func `must be named, and be there`() throws {
    let unnamed = try place.tollbook("book", "info", environment: ["TOLLBOOK_BOOK": ""])
    #expect(unnamed.status == 64 && unnamed.messages.contains("give --book FILE"), "\(unnamed.messages)")
    let missing = try place.tollbook("book", "info", "--book", "none.tollbook")
    #expect(missing.status == 1 && missing.messages.contains("tollbook book create none.tollbook"), "\(missing.messages)")
  }
}
