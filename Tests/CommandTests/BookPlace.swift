import Foundation
import Testing

/// A workplace with a book of three customers, each known by a calling number and one by an account code too.
struct BookPlace {
  let place: Workplace

  /// The same customers for `tollbook rate`.
  static let subscribers = """
    service,kind,account
    12025550100,number,A1
    12025550101,number,A2
    12025550102,number,A3

    """

  private static let customers = """
    INSERT INTO account (id, name, currency, time_zone, opened, credit_limit, warning_level) VALUES
      (1, 'A1', 'USD', 'America/New_York', 0, 0, NULL), (2, 'A2', 'USD', 'UTC', 0, 5000, 1000),
      (3, 'A3', 'USD', 'Pacific/Kiritimati', 0, 0, NULL);
    INSERT INTO service (id, name, type, account) VALUES (1, 'S1', 'voice', 1), (2, 'S2', 'voice', 2), (3, 'S3', 'fax', 3);
    INSERT INTO service_key (service, kind, key, valid_from) VALUES
      (1, 'number', '12025550100', 0), (2, 'number', '12025550101', 0), (3, 'number', '12025550102', 0);
    INSERT INTO service_plan (service, valid_from, plan) VALUES (1, 0, 'deck'), (2, 0, 'deck'), (3, 0, 'deck');
    """

  /// Active before the first call of any test.
  private static let orders = "service,effective,status\nS1,1970-01-02,active\nS2,1970-01-02,active\nS3,1970-01-02,active\n"

  init() throws {
    place = try Workplace()
    try place.write("subscribers.csv", Self.subscribers)
    try makeBook("book")
  }

  func makeBook(_ name: String) throws {
    let created = try place.tollbook(
      "book", "create", name, "--operator", "Muster Telecom", "--currency", "USD", "--time-zone", "America/New_York")
    try #require(created.status == 0, "\(created.messages)")
    let imported = try place.tollbook("plan", "import", "--book", name, "deck.csv")
    try #require(imported.status == 0, "\(imported.messages)")
    _ = try sql(Self.customers, name)
    try place.write("orders.csv", Self.orders)
    let ordered = try place.tollbook("import", "orders", "--book", name, "orders.csv")
    try #require(ordered.status == 0, "\(ordered.messages)")
  }

  /// Asks the book with SQLite's own program.
  func sql(_ statement: String, _ book: String = "book") throws -> String {
    try place.write("statement.sql", statement)
    let outcome = try place.shell("sqlite3 -bail \(book) < statement.sql")
    try #require(outcome.status == 0, "\(outcome.messages)")
    return outcome.text
  }

  @discardableResult
  func ingest(_ files: String..., book: String = "book", threads: Int = 2, status: Int32 = 0) throws -> Workplace.Outcome {
    let outcome = try place.shell("$T ingest --book \(book) --threads \(threads) --summary json \(files.joined(separator: " "))")
    #expect(outcome.status == status, "\(outcome.messages)")
    return outcome
  }

  /// What a customer sees: usage by account and day.
  func totals(_ book: String = "book") throws -> String {
    try sql(
      "SELECT account, day, sum(usage_count), sum(billed_s), sum(charge) FROM usage_run GROUP BY 1, 2 ORDER BY 1, 2;", book)
  }

  /// Every row of usage and what hangs on it, without the time of recording.
  func content(_ book: String = "book") throws -> String {
    try sql(
      """
      SELECT * FROM usage ORDER BY id; SELECT *, hex(hash) FROM usage_run ORDER BY id; SELECT id, hex(hash) FROM usage_seal;
      SELECT * FROM usage_price ORDER BY id; SELECT * FROM account_balance ORDER BY account;
      SELECT id, reason, source, line, byte_offset, message, hex(record_hash), state FROM reject ORDER BY id;
      SELECT * FROM journal_line ORDER BY id; SELECT kind, account, payload FROM outbox ORDER BY id;
      SELECT records_read, rated, not_chargeable, duplicate, rejected FROM usage_batch ORDER BY id;
      """, book)
  }

  /// Calls of the three customers and of a fourth nobody knows, over some days, seeded; some unanswered, some broken.
  static func calls(_ numbers: Range<Int>) -> [String] {
    numbers.map { number in
      var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 12345
      func next(_ bound: UInt64) -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) % bound
      }
      let calling = 12025550100 + (next(50) == 0 ? 9 : next(3))
      let called = ["442079460", "441614960", "120255501"][Int(next(3))] + String(100 + next(900))
      let start = "2026-03-0\(1 + next(4))T\(10 + next(14)):\(10 + next(50)):\(10 + next(50))Z"
      return "r\(number),\(calling),\(called),\(start),\(next(20) == 0 ? "x" : String(next(600)))"
    }
  }

  func write(_ name: String, _ calls: some Sequence<String>) throws {
    try place.write(name, Workplace.header + calls.map { $0 + "\n" }.joined())
  }
}
