import RatePlans
import Telecom
import Testing

@Suite struct `A plan file` {
  private static let deck = "prefix,rate_per_minute\n1,0.01\n"

  @Test func `sets every rule of the plan`() throws {
    let files = try PlanFiles([
      "plan.yaml": """
      name: all-rules
      currency: EUR
      time_zone: Europe/Berlin
      dialling: {country_code: 49, international_prefix: ["00", "810"], national_prefix: "0", area_code: "30", local_lengths: [6, 7]}
      rounding: {mode: half_even, decimals: 2, scope: increment}
      duration_rounding: nearest
      increment_rule: whole_duration
      band_rule: call_start
      grace_s: 3
      decks:
        - {file: deck.csv, kind: termination}
      """, "deck.csv": Self.deck,
    ])
    let plan = try files.load().plan
    #expect(plan.name == "all-rules")
    #expect(plan.currency.code == "EUR")
    #expect(plan.zone.name == "Europe/Berlin")
    #expect(plan.dialling.countryCode == "49")
    #expect(plan.dialling.internationalPrefixes == ["00", "810"])
    #expect(plan.dialling.nationalPrefix == "0")
    #expect(plan.dialling.areaCode == "30")
    #expect(plan.dialling.localLengths == [6, 7])
    #expect(plan.dialling.nationalLengths.isEmpty)
    #expect(plan.rounding == Rounding(mode: .halfEven, decimals: 2, scope: .increment))
    #expect(plan.durationRounding == .nearest)
    #expect(plan.incrementRule == .wholeDuration)
    #expect(plan.bandRule == .callStart)
    #expect(plan.graceSeconds == 3)
  }

  @Test(arguments: [  // unit as written, of a quantity → billionths that a rate is the price of, and of what
    ("kWh", 1_000_000_000, "kWh"), ("100 kWh", 100_000_000_000, "kWh"), ("0.5 m³", 500_000_000, "m³"), ("100", 100_000_000_000, ""),
    ("cubic metres", 1_000_000_000, "cubic metres"),
  ] as [(String, Int64, String)])
  func `says what quantities are counted in`(written: String, unit: Int64, name: String) throws {
    let files = try PlanFiles([
      "plan.yaml": "currency: USD\ndecks:\n  - {file: deck.csv, measure: quantity, unit: \"\(written)\"}\n  - {file: other.csv, measure: quantity, unit: kg}\n",
      "deck.csv": "prefix,rate\n*,0.25\n", "other.csv": "prefix,rate\n*,1\n",
    ])
    let tariffs = try files.load().plan.tariffs
    #expect(tariffs.map(\.unit) == [name, "kg"] && tariffs.map { $0.rows[0].terms.unit } == [unit, 1_000_000_000])
  }

  @Test(arguments: ["0 kWh", "-1", "-1 kWh", ".", "kWh/"])
  func `refuses a unit that is none`(written: String) throws {
    let files = try PlanFiles([
      "plan.yaml": "currency: USD\ndecks:\n  - {file: deck.csv, measure: quantity, unit: \"\(written)\"}\n",
      "deck.csv": "prefix,rate\n*,0.25\n",
    ])
    let problems = files.problems()
    #expect(written == "kWh/" ? problems.isEmpty : problems.first?.contains("unit cannot be \(written)") == true, "\(problems)")
  }

  @Test func `rewrites what is dialled, in the order written`() throws {
    let files = try PlanFiles([
      "plan.yaml": "currency: USD\ndialling: {country_code: \"1\", rewrite: {411: 15555551212, N11: \"+13035550100\", \"101XXXX*\": \"\"}}\ndecks: [{file: deck.csv}]\n",
      "deck.csv": Self.deck,
    ])
    let rewrites = try files.load().plan.dialling.rewrites
    #expect(rewrites.map { "\($0.pattern) \($0.replacement)" } == ["411 15555551212", "N11 +13035550100", "101XXXX* "])
  }

  @Test func `says what is wrong with each rewrite`() throws {
    let files = try PlanFiles([
      "plan.yaml": """
      currency: USD
      dialling:
        rewrite:
          N11: "15555551212"
          411: "15555551213"
          "*": "1"
          4-1: "1"
          "611": ""
          "711":
          "811": "12x"
          "101*": "1234567890123456"
      decks: [{file: deck.csv}]
      """,
      "deck.csv": Self.deck,
    ])
    #expect(files.problems() == [
      "plan.yaml:4:5 error nothing is dialled for 711",
      "plan.yaml:5:10 warning no number comes to the rewrite of 411: that of N11 stands before it",
      "plan.yaml:6:10 error * cannot be rewritten to '1'",
      "plan.yaml:7:10 error 4-1 cannot be rewritten to '1'",
      "plan.yaml:8:12 error 611 cannot be rewritten to ''",
      "plan.yaml:10:12 error 811 cannot be rewritten to '12x'",
      "plan.yaml:11:13 error 101* cannot be rewritten to '1234567890123456'",
    ])
  }

  @Test func `leaves the rest as usual`() throws {
    let files = try PlanFiles([
      "plan.yaml": "currency: USD\ndialling: {country_code: \"1\"}\ndecks: [{file: deck.csv}]\n", "deck.csv": Self.deck,
    ])
    let plan = try files.load("plan.yaml").plan
    #expect(files.folder.hasSuffix(plan.name))
    #expect(plan.zone == .utc)
    #expect(plan.rounding == Rounding(mode: .halfUp, decimals: 6, scope: .call))
    #expect(plan.durationRounding == .up)
    #expect(plan.dialling.nationalLengths == [10])
    #expect(plan.dialling.localLengths == [7])
  }

  @Test(arguments: [
    // yaml of one band, local time in Berlin, whether it holds
    ("{name: b, days: mon-fri, from: 08:00, to: 19:00}", "2026-11-20T08:00:00+01:00", true),  // a Friday
    ("{name: b, days: mon-fri, from: 08:00, to: 19:00}", "2026-11-20T19:00:00+01:00", false),
    ("{name: b, days: mon-fri, from: 08:00, to: 19:00}", "2026-11-21T08:00:00+01:00", false),
    ("{name: b, days: [saturday, sun]}", "2026-11-21T23:59:59+01:00", true),
    ("{name: b, days: sat-mon}", "2026-11-23T12:00:00+01:00", true),
    ("{name: b, days: sat-mon}", "2026-11-24T00:00:00+01:00", false),
    ("{name: b, days: \"mon, wed-thu\"}", "2026-11-19T12:00:00+01:00", true),
    ("{name: b, days: fri, from: \"22:00:30\", to: \"06:00\"}", "2026-11-21T05:59:59+01:00", true),  // Friday's night
    ("{name: b, days: fri, from: \"22:00:30\", to: \"06:00\"}", "2026-11-20T22:00:29+01:00", false),
    ("{name: b, from: \"18:00\", to: \"24:00\"}", "2026-11-20T23:59:59+01:00", true),
    ("{name: b, dates: [2026-12-25, 2027-01-01]}", "2027-01-01T00:00:00+01:00", true),
    ("{name: b, dates: 2026-12-25}", "2026-12-26T00:00:00+01:00", false),
    ("{name: b, months: jun-aug}", "2026-07-15T00:00:00+02:00", true),
    ("{name: b, months: [11-2]}", "2026-01-15T00:00:00+01:00", true),
    ("{name: b, months: [11-2]}", "2026-03-15T00:00:00+01:00", false),
    ("{name: b, month_days: \"1, 10-12\", years: [2026]}", "2026-03-11T00:00:00+01:00", true),
    ("{name: b, month_days: \"1, 10-12\", years: [2026]}", "2027-03-11T00:00:00+01:00", false),
  ])
  func `has bands that hold when they say`(band: String, time: String, holds: Bool) throws {
    let files = try PlanFiles([
      "plan.yaml": "currency: EUR\ntime_zone: Europe/Berlin\nbands: [\(band)]\ndecks: [{file: deck.csv}]\n",
      "deck.csv": Self.deck,
    ])
    let plan = try files.load().plan
    let start = try #require(Timestamp(rfc3339: time))
    #expect((plan.bands.band(at: start.milliseconds / 1000) == 0) == holds)
  }

  @Test func `reports all that is wrong with it in one pass`() throws {
    let files = try PlanFiles([
      "plan.yaml": """
      currency: Dollar
      time_zone: Mars/Olympus
      dialing: {country_code: "1"}
      rounding: {mode: halfup, decimals: 12}
      grace_s: -1
      bands:
        - {name: peak, days: mon-fru, from: "25:00"}
        - {name: peak, dates: [2026-02-30]}
        - {from: "08:00", to: "08:00"}
      decks:
        - {file: missing.csv, kind: termination}
        - {file: deck.csv, kind: transit, colour: red}
        - {kind: termination}
        - {file: deck.csv, columns: {prefix: Code, tariff: Rate}, date_format: qq, delimiter: ";;"}
      """, "deck.csv": "prefix,rate_per_minute\n1,abc\n",
    ])
    let problems = files.problems()
    for expected in [
      "plan.yaml:1:11 error Dollar is no currency",
      "plan.yaml:2:12 error there is no time zone Mars/Olympus",
      "plan.yaml:3:1 error a plan has no key dialing",
      "plan.yaml:4:18 error mode cannot be halfup",
      "plan.yaml:4:36 error decimals cannot be 12",
      "plan.yaml:5:10 error grace_s cannot be -1",
      "plan.yaml:7:24 error days cannot be mon-fru",
      "plan.yaml:7:39 error 25:00 is no time of day",
      "plan.yaml:8:26 error 2026-02-30 is no date",
      "plan.yaml:8:5 error there is a band peak already",
      "plan.yaml:9:5 error the band has no name",
      "plan.yaml:9:5 error the band begins and ends at the same time of day",
      "plan.yaml:11:12 error missing.csv: No such file or directory (the deck's file)",
      "plan.yaml:12:28 error kind cannot be transit",
      "plan.yaml:12:37 error a deck has no key colour",
      "plan.yaml:13:5 error the deck has no file",
      "plan.yaml:14:46 error columns has no key tariff",
      "plan.yaml:14:74 error qq is no form of a date",
      "plan.yaml:14:89 error delimiter must be one character",
    ] { #expect(problems.contains(expected), "\(expected)") }
    let remedies = (try? files.load()) == nil ? Self.remedies(files) : []
    #expect(remedies.contains("did you mean dialling?"))
    #expect(remedies.contains("did you mean half_up?"))
  }

  private static func remedies(_ files: PlanFiles) -> [String] {
    do throws(ProblemReport) {
      return try files.load().warnings.map(\.remedy)
    } catch {
      return error.problems.map(\.remedy)
    }
  }

  @Test(arguments: [
    // text of plan.yaml, the only problem
    ("", "plan.yaml error the file is empty"),
    ("- a\n- b\n", "plan.yaml:1:1 error a plan must be a mapping of keys to values"),
    ("currency: USD\n", "plan.yaml:1 error the plan names no deck"),
    ("currency: [USD\n", "plan.yaml:2:1 error not YAML: did not find expected ',' or ']'"),
  ])
  func `that is no plan says so`(text: String, problem: String) throws {
    #expect(try PlanFiles(["plan.yaml": text]).problems() == [problem])
  }

  @Test func `has to be there`() throws {
    #expect(try PlanFiles(["deck.csv": Self.deck]).problems() == [". error the folder has no plan.yaml"])
    #expect(try PlanFiles([:]).problems("none.csv") == ["none.csv error No such file or directory"])
  }
}
