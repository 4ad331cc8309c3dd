import RatePlans
import Telecom
import Testing

@Suite struct `A matrix of zones` {
  private static let plan = """
    name: zoned
    currency: EUR
    zones: zones.csv
    decks: [{file: matrix.csv, kind: matrix}]
    """
  private static let zones = "prefix,zone\n32,Home\n324,Mobile\n44,Abroad\n"
  private static let matrix = """
    origin_zone,destination_zone,rate_per_minute,first_interval_s,next_interval_s,effective_from
    Home,Home,0.01,60,1,
    Home,Mobile,0.05,60,1,
    Home,Mobile,0.06,60,1,2027-01-01
    Mobile,*,0.1,1,1,
    *,Abroad,0.2,1,1,
    *,*,0.3,1,1,

    """

  private static func files(
    plan: String = Self.plan, zones: String = Self.zones, matrix: String = Self.matrix
  ) throws -> PlanFiles {
    try PlanFiles(["plan.yaml": plan, "zones.csv": zones, "matrix.csv": matrix])
  }

  private static func rows(_ tariff: Tariff) -> [String] {
    tariff.rows.indices.map { index in
      let row = tariff.rows[index]
      return "\(tariff.name(ofGroup: tariff.group(ofRow: Int32(index)))) \(tariff.destination(row)) \(Decimal9.text(row.rateNanos)) line \(row.line)"
    }.sorted()
  }

  @Test func `loads with the zones of numbers`() throws {
    let loaded = try Self.files().load()
    #expect(loaded.warnings.isEmpty)
    #expect(loaded.plan.tariffs.map(\.leg) == [.matrix])
    #expect(Self.rows(loaded.plan.tariffs[0]) == [
      "*>* * → * 0.3 line 7", "*>Abroad * → Abroad 0.2 line 6", "Home>Home Home → Home 0.01 line 2", "Home>Mobile Home → Mobile 0.05 line 3",
      "Home>Mobile Home → Mobile 0.06 line 4", "Mobile>* Mobile → * 0.1 line 5",
    ])
  }

  @Test(arguments: [
    // number, time → its zone
    ("3225551234", "2026-11-20T12:00:00Z", "Home"), ("324701234", "2026-11-20T12:00:00Z", "Mobile"), ("3", "2026-11-20T12:00:00Z", "none"),
    ("3247", "2026-12-31T22:59:59Z", "Mobile"), ("3247", "2026-12-31T23:00:00Z", "Virtual"), ("3248", "2026-12-31T23:00:00Z", "Home"),
    ("3249", "2026-11-20T12:00:00Z", "Home"), ("32490000", "2026-11-20T12:00:00Z", "Special"), ("334", "2026-11-20T12:00:00Z", "none"),
  ])
  func `knows the zone of a number by its longest prefix in force`(number: String, time: String, zone: String) throws {
    let zones = """
      prefix,zone,effective_from,effective_to
      32,Home,,
      324,Mobile,,2027-01-01
      3247,Virtual,2027-01-01,
      3249,Home,,
      32490000$,Special,,
      """
    let map = try #require(Self.files(plan: Self.plan + "\ntime_zone: Europe/Brussels", zones: zones, matrix: "origin_zone,destination_zone,rate_per_minute\n*,*,1\n").load().plan.zones)
    let start = try #require(Timestamp(rfc3339: time)).milliseconds
    let found = map.zone(of: try #require(PhoneNumber(number) as PhoneNumber?), at: start)
    #expect((found.zone == 0 ? "none" : map.names[Int(found.zone)]) == zone)
    #expect((found.row < 0) == (zone == "none"))
  }

  @Test(arguments: [
    // zones, matrix → what is wrong with them
    (
      zones, "origin_zone,destination_zone,rate_per_minute\nHome,Hom,1\nHom,Mobil,1\n,*,1\nHome,Home,x\nHome,Home,1\nHome,Home,2\n*,*,1\n",
      [
        "matrix.csv:2:6 error no row of zones.csv has the zone Hom", "matrix.csv:3:5 error no row of zones.csv has the zone Mobil",
        "matrix.csv:4:1 error the row has no origin_zone", "matrix.csv:5:11 error rate_per_minute x is no plain decimal number",
        "matrix.csv:7 error Home>Home already has another rate at line 6",
      ]
    ),
    (
      "prefix,zone,effective_from,effective_to,colour\n32,Home,,,\n32,Home,,,\n33,Home,,,\n33,Away,,,\n44,,,,\n4x,Away,,,\n45,Away,soon,,\n46,Away,,2026-01-01,\n46,Away,2026-02-01,,\n47,Away,,\n",
      "origin_zone,destination_zone,rate_per_minute\n*,*,1\n",
      [
        "zones.csv:1 warning the column colour is not read", "zones.csv:3 warning prefix 32 already has this zone at line 2",
        "zones.csv:5 error prefix 33 already has another zone at line 4", "zones.csv:6:1 error the row has no zone",
        "zones.csv:7:1 error 4x is no prefix", "zones.csv:8:9 error effective_from soon is no date",
        "zones.csv:10 warning prefix 46 has no zone from 2026-01-01 to 2026-02-01, after the row at line 9",
        "zones.csv:11:1 error the row has 4 cells, the header 5",
      ]
    ),
    (
      zones, "origin_zone,destination_zone,rate_per_minute\nHome,Home,1\nHome,Mobile,1\nMobile,Home,1\n",
      [
        "zones.csv:3 warning no row of the matrix is for calls from the zone Mobile to Mobile",
        "zones.csv:4 warning no row of the matrix is for calls to the zone Abroad",
        "zones.csv:4 warning no row of the matrix is for calls from the zone Abroad",
      ]
    ),
    (
      zones, "origin_zone,destination_zone,rate_per_minute\nHome,*,1\n*,Abroad,1\n",
      ["zones.csv:3 warning no row of the matrix is for calls from the zone Mobile to Home and Mobile",
       "zones.csv:4 warning no row of the matrix is for calls from the zone Abroad to Home and Mobile"]
    ),
    (zones, "origin_zone,prefix,rate_per_minute\nHome,32,1\n", [
      "matrix.csv:1 warning the column origin_zone is not read", "matrix.csv:1 warning the column prefix is not read",
      "matrix.csv:1 error the header has no columns origin_zone and destination_zone",
    ]),
    ("prefix,destination\n32,Home\n", "origin_zone,destination_zone,rate_per_minute\n*,*,1\n", [
      "zones.csv:1 warning the column destination is not read", "zones.csv:1 error the zones file has no column zone",
    ]),
  ])
  func `reports every problem of both files`(zones: String, matrix: String, problems: [String]) throws {
    #expect(try Self.files(zones: zones, matrix: matrix).problems() == problems)
  }

  @Test func `needs the zones, and they a matrix`() throws {
    let without = try Self.files(plan: Self.plan.replacing("zones: zones.csv\n", with: ""))
    #expect(without.problems().first == "plan.yaml:3:16 error nothing says which zones the numbers of the matrix are in")
    let missing = try Self.files(plan: Self.plan.replacing("zones.csv", with: "places.csv"))
    #expect(missing.problems().first?.hasPrefix("plan.yaml:3:8 error ") == true)
    let other = try PlanFiles([
      "plan.yaml": "currency: EUR\nzones: zones.csv\ndecks: [{file: deck.csv}]\n", "zones.csv": Self.zones,
      "deck.csv": "prefix,rate_per_minute\n1,1\n",
    ])
    #expect(other.problems() == ["plan.yaml:2:8 warning no deck of the plan is by zones"])
  }

  @Test func `and its zones are mapped by their columns`() throws {
    let plan = """
      currency: EUR
      zones: {file: zones.csv, delimiter: ";", columns: {prefix: Codes, zone: Area, effective_from: From}, date_format: dd.mm.yyyy}
      decks:
        - {file: matrix.csv, kind: matrix, columns: {origin_zone: A, destination_zone: B, destination: Name, rate_per_minute: P}}
      """
    let zones = "Area;Codes;From\nNorth;44, 45-46;\nSouth;33;01.02.2027\n"
    let loaded = try Self.files(plan: plan, zones: zones, matrix: "Name,A,B,P\nUp,South,North,1\n,*,*,2\n").load()
    #expect(loaded.warnings.isEmpty)
    #expect(Self.rows(loaded.plan.tariffs[0]) == ["*>* * → * 2 line 3", "South>North Up 1 line 2"])
    let map = try #require(loaded.plan.zones)
    #expect(map.table.groups.map { "\($0.prefix) \(map.table.destination(map.table.rows[Int($0.firstRow)]))" } == ["33 South", "44 North", "45 North", "46 North"])
  }

  @Test func `shows which row wins and which zones the numbers are in`() throws {
    let loaded = try Self.files().load()
    let (plan, zones) = (loaded.plan, try #require(loaded.plan.zones))
    let (origin, destination) = (zones.zone(of: PhoneNumber("324701"), at: 0), zones.zone(of: PhoneNumber("4420"), at: 0))
    let verdicts = RowVerdict.all(
      of: plan.tariffs[0], to: PhoneNumber("4420"), keyed: plan.tariffs[0].groups(origin: origin.zone, destination: destination.zone),
      band: -1, jurisdiction: -1, at: 0)
    #expect(verdicts.map { "\($0.key) \($0.code)" } == ["*>Abroad wins", "Mobile>* more_particular_wins", "*>* more_particular_wins"])
    let words = zones.words(origin)
    #expect(words.hasPrefix("number in Mobile (") && words.hasSuffix("zones.csv:3: prefix 324)"))
    let text = PlanShow(plan: plan, warnings: 0).summary(as: .text)
    #expect(text.contains("seconds           6 rows, 5 pairs of zones\n") && text.contains("zones             3 of 3 prefixes\n"))
  }
}
