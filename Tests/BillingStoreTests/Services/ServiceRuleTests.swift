import Telecom
import Testing

@testable import BillingStore

@Suite struct `A service` {
  let place: BookPlace
  let book: Book

  init() throws {
    place = try BookPlace()
    book = try place.make()
    try place.addType(
      """
      name: dsl
      generated_prefix: D
      properties:
        - {name: speed, type: integer, required: true}
        - {name: tier, one_of: [gold, silver]}
        - {name: circuit, pattern: "[A-Z]{2}[0-9]{3}"}
        - {name: address, type: ip}
        - {name: did, type: number}
        - {name: until, type: date}
      """, to: book)
    try place.take(.accounts, "name,opened\nA,2026-01-01\nB,2026-01-01\n", into: book)
  }

  @Test(arguments: [  // property, value, how it is kept; nil where it is refused
    ("tier", "gold", "gold"), ("tier", "bronze", nil), ("circuit", "AB123", "AB123"), ("circuit", "AB1234", nil),
    ("address", "192.0.2.1", "192.0.2.1"), ("address", "2001:DB8::/32", "2001:db8::/32"), ("address", "192.0.2.256", nil),
    ("address", "192.0.2.0/33", nil), ("did", "+1 (201) 555-0142", "12015550142"), ("did", "0x", nil),
    ("until", "2026-02-29", nil), ("until", "2028-02-29", "2028-02-29"), ("colour", "red", nil),
  ] as [(String, String, String?)])
  func `has the properties of its type`(property: String, value: String, kept: String?) throws {
    let text = "name,type,account,property.speed,property.\(property)\nS,dsl,A,007,\"\(value)\"\n"
    let problems = try place.problems(.services, text, in: book)
    #expect(problems.isEmpty == (kept != nil), "\(problems)")
    if let kept {
      let rows = try place.rows("SELECT properties FROM service", of: book)
      #expect(rows.count == 1 && rows[0].contains("\"\(property)\":\"\(kept)\"") && rows[0].contains("\"speed\":\"7\""), "\(rows)")
    }
  }

  @Test func `needs what its type requires, and a type and an account that are there`() throws {
    #expect(
      try place.problems(.services, "name,type,account\nS,dsl,A\nT,adsl,A\nU,dsl,Z\n", in: book).map { String($0.prefix { $0 != ";" }) } == [
        "services.csv:2: error: a service of type dsl needs the property speed",
        "services.csv:3:3: error: there is no service type 'adsl'",
        "services.csv:4: error: a service of type dsl needs the property speed",
        "services.csv:4:7: error: there is no account 'Z'",
      ])
  }

  @Test func `gets a name of its own where it has none`() throws {
    try place.take(.services, "name,type,account,property.speed\n,dsl,A,1\nD000007,dsl,A,1\n,dsl,A,1\nDx,dsl,A,1\n,dsl,A,1\n", into: book)
    #expect(
      try place.rows("SELECT name FROM service ORDER BY id", of: book) == ["D000001", "D000007", "D000008", "Dx", "D000009"])
  }

  @Test func `stays with its account once it was ordered`() throws {
    try place.take(.services, "name,type,account,property.speed\nS,dsl,A,1\n", into: book)
    try place.take(.services, "name,account\nS,B\n", into: book)
    try place.take(.orders, "service,effective,status\nS,2026-02-01,active\n", into: book)
    #expect(try place.problems(.services, "name,account\nS,A\n", in: book).count == 1)
  }

  @Test func `shares no key with another at the same time`() throws {
    try place.take(.services, "name,type,account,property.speed\nS,dsl,A,1\nT,dsl,B,1\n", into: book)
    try place.take(.keys, "service,kind,key,valid_from,valid_to\nS,number,+1 201 555 0142,2026-01-01,2026-03-14T12:00:00Z\n", into: book)
    #expect(
      try place.problems(.keys, "service,kind,key,valid_from\nT,number,12015550142,2026-03-14T11:59:59Z\n", in: book) == [
        "keys.csv:2:10: error: the number 12015550142 belongs to service S since 2026-01-01T00:00:00+00:00; end that one first with valid_to, or give these dates that do not overlap"
      ])
    try place.take(.keys, "service,kind,key,valid_from\nT,number,12015550142,2026-03-14T12:00:00Z\nT,did,12015550142,2026-01-01\n", into: book)
    #expect(try place.problems(.keys, "service,kind,key,valid_from,valid_to\nS,number,12015550142,2026-01-01,\n", in: book).count == 1)
  }

  @Test(arguments: [  // kind, key, whether it is one
    ("range", "12015550100-12015550199", true), ("range", "12015550199-12015550100", false), ("range", "1201555x", false),
    ("ip", "192.0.2.1", true), ("ip", "192.0.2.1:5060", false), ("did", "+1 201 555 0142", true), ("number", "", false),
    ("user", "ada@example.com", true), ("fax", "1", false),
  ])
  func `is found by keys that a record can have`(kind: String, key: String, isKey: Bool) throws {
    try place.take(.services, "name,type,account,property.speed\nS,dsl,A,1\n", into: book)
    #expect(try place.problems(.keys, "service,kind,key\nS,\(kind),\(key)\n", in: book).isEmpty == isKey)
  }

  @Test func `comes with all that a subscribers file says`() throws {
    let path = try place.file(
      "subscribers.csv",
      """
      service,kind,account,plan,service_type,valid_from,valid_to,time_zone,place,parent_account
      12015550142,,N1,retail,voip,2026-01-01,2026-03-14T12:00:00-04:00,America/New_York,US-NJ,P
      12015550142,number,N2,retail,voip,2026-03-14T12:00:00-04:00,,America/New_York,US-NY,
      desk,,N1,,,,,,,

      """)
    for round in 0..<2 {
      let outcome = try book.importSubscribers(path, actor: "ada", recordedAt: BookPlace.noon)
      #expect(outcome.counts.map(\.counts.added) == (round == 0 ? [3, 3, 5, 2, 3] : [0, 0, 0, 0, 0]), "\(outcome)")
    }
    #expect(
      try place.rows(
        "SELECT s.name, s.type, a.name, p.name FROM service s JOIN account a ON a.id = s.account LEFT JOIN account p ON p.id = a.parent ORDER BY s.id", of: book)
        == ["12015550142|voip|N1|P", "12015550142@N2|voip|N2|", "desk|line|N1|P"])
    #expect(
      try place.rows("SELECT s.name, kind, valid_to FROM service_key k JOIN service s ON s.id = k.service ORDER BY k.id", of: book)
        == ["12015550142|number|1773504000000", "12015550142@N2|number|", "desk|account_code|", "desk|user|", "desk|trunk|"])
    let wrong = try place.file("wrong.csv", "service,kind,account,valid_from\n1201555x,number,N1,\n12015550199,numbr,N9,2026-13-01\n")
    #expect { _ = try book.importSubscribers(wrong, actor: "a", recordedAt: 0) } throws: {
      ($0 as? ProblemReport)?.problems.map { "\($0.location.line ?? 0):\($0.location.column ?? 0)" } == ["2:1", "3:13", "3:22"]
    }
  }
}
