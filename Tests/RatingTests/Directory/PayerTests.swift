import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Who pays` {
  private func moment(_ text: String) -> Int64 { Timestamp(rfc3339: text)!.milliseconds }

  private func answers(_ rows: [DirectorySpecimen.Row], _ facts: [Facts]) throws -> [DirectorySpecimen.Answer] {
    let directory = try DirectorySpecimen(rows: rows).directory()
    let batch = Facts.batch(facts)
    return facts.indices.map { directory.find($0, of: batch).answer }
  }

  /// In the documented order, each with a fact of a record and the key that is found by it.
  private static let kinds: [(kind: KeyKind, key: String, fact: WritableKeyPath<Facts, String> & Sendable, value: String)] = [
    (.accountCode, "acct1", \.accountCode, "acct1"),
    (.card, "8944", \.card, "8944"),
    (.user, "alice@isp.example", \.user, "alice@isp.example"),
    (.user, "alice", \.user, "alice@isp.example"),
    (.number, "12015550142", \.calling, "+12015550142"),
    (.range, "12015550140-12015550149", \.calling, "+12015550142"),
    (.range, "1201555", \.calling, "+12015550142"),
    (.ip, "2001:db8::1", \.ip, "2001:0DB8:0:0::1"),
    (.trunk, "tg-7", \.trunk, "tg-7"),
    (.did, "442071838750", \.called, "+442071838750"),
  ]

  @Test func `the first kind in the table decides, whatever others find`() throws {
    for kind in Self.kinds.indices {
      let known = Self.kinds[kind...]
      var facts = Facts(called: "999999")
      for row in known { facts[keyPath: row.fact] = row.value }
      let rows = known.reversed().map { DirectorySpecimen.Row(kind: $0.kind, key: $0.key) }
      #expect(try answers(rows, [facts]) == [.found(rows.count - 1)], "\(Self.kinds[kind])")
    }
  }

  @Test func `a number that changed hands on the 14th at noon bills both owners right`() throws {
    let noon = moment("2026-03-14T12:00:00-04:00")
    let rows = [
      DirectorySpecimen.Row(kind: .number, key: "12015550142", to: noon),
      DirectorySpecimen.Row(kind: .number, key: "12015550142", from: noon),
    ]
    let facts = [noon - 1000, noon - 1, noon, noon + 1000].map { Facts(calling: "12015550142", start: $0) }
    #expect(try answers(rows, facts) == [.found(0), .found(0), .found(1), .found(1)])
  }

  @Test func `what is not valid is passed over, and is the reason where nothing else is found`() throws {
    let rows = [
      DirectorySpecimen.Row(kind: .accountCode, key: "old", to: 100),
      DirectorySpecimen.Row(kind: .accountCode, key: "new", from: 200),
      DirectorySpecimen.Row(kind: .accountCode, key: "gap", to: 100),
      DirectorySpecimen.Row(kind: .accountCode, key: "gap", from: 200),
      DirectorySpecimen.Row(kind: .number, key: "12015550142"),
    ]
    func known(_ code: String, _ calling: String = "") -> Facts { Facts(accountCode: code, calling: calling, start: 150) }
    #expect(try answers(rows, [known("old"), known("new"), known("gap"), known("none"), known("old", "12015550142")])
      == [.ended, .notYet, .ended, .unknown, .found(4)])
  }

  @Test(arguments: [  // status, has an end, before it and after it
    (.pending, false, .notYet, .notYet), (.pending, true, .notYet, .notYet),
    (.active, false, .found(0), .found(0)), (.active, true, .found(0), .ended),
    (.suspended, false, .suspended, .suspended), (.suspended, true, .suspended, .ended),
    (.cancelled, false, .ended, .ended), (.cancelled, true, .found(0), .ended),
  ] as [(ServiceStatus, Bool, DirectorySpecimen.Answer, DirectorySpecimen.Answer)])
  func `a status counts beside the dates`(
    status: ServiceStatus, hasEnd: Bool, before: DirectorySpecimen.Answer, after: DirectorySpecimen.Answer
  ) throws {
    let row = DirectorySpecimen.Row(kind: .accountCode, key: "a", to: hasEnd ? 100 : .max, status: status)
    let facts = [99, 100].map { Facts(accountCode: "a", start: $0) }
    #expect(try answers([row], facts) == [before, after])
  }

  @Test func `a suspended service keeps its number from the range's owner`() throws {
    let rows = [
      DirectorySpecimen.Row(kind: .number, key: "12015550142", status: .suspended),
      DirectorySpecimen.Row(kind: .range, key: "1201"),
    ]
    #expect(try answers(rows, [Facts(calling: "12015550142"), Facts(calling: "12015550143")]) == [.suspended, .found(1)])
  }

  @Test func `two payers at one moment are ambiguous, and noted beforehand`() throws {
    let specimen = DirectorySpecimen(rows: [
      DirectorySpecimen.Row(kind: .number, key: "12015550142", to: 100),
      DirectorySpecimen.Row(kind: .number, key: "12015550142", from: 90, to: 200),
      DirectorySpecimen.Row(kind: .number, key: "12015550142", from: 200),
    ])
    let directory = try specimen.directory()
    let batch = Facts.batch([89, 90, 99, 100, 200].map { Facts(calling: "12015550142", start: $0) })
    #expect((0..<5).map { directory.find($0, of: batch).answer } == [.found(0), .ambiguous, .ambiguous, .found(1), .found(2)])
    #expect(directory.conflicts == [PayerDirectory.Conflict(entry: 1, earlier: 0)])
  }

  @Test func `the narrowest range wins, two of one width are ambiguous`() throws {
    let rows = ["120", "1201", "1201000-1201999", "1201500-1201599", "12019", "1201900-1201999"].map {
      DirectorySpecimen.Row(kind: .range, key: $0)
    }
    let facts = ["1209999", "12010000", "1201000", "1201550", "1201950", "12019501"].map { Facts(calling: $0) }
    #expect(try answers(rows, facts) == [.found(0), .found(1), .ambiguous, .found(3), .ambiguous, .found(4)])
  }

  @Test func `numbers meet after both are made E.164 by the rules of the first plan`() throws {
    var rules = DiallingRules()
    (rules.countryCode, rules.internationalPrefixes, rules.nationalPrefix) = ("1", ["011"], "1")
    rules.nationalLengths = [10]
    let specimen = DirectorySpecimen(rows: [
      DirectorySpecimen.Row(kind: .number, key: "(201) 555-0142"), DirectorySpecimen.Row(kind: nil, key: "442079460018"),
      DirectorySpecimen.Row(kind: .range, key: "2015550150-2015550159"),
    ])
    let directory = try specimen.directory(rules)
    let batch = Facts.batch(
      ["2015550142", "12015550142", "+12015550142", "011442079460018", "12015550155"].map { Facts(calling: $0) })
    #expect((0..<5).map { directory.find($0, of: batch).answer } == [.found(0), .found(0), .found(0), .found(1), .found(2)])
  }
}
