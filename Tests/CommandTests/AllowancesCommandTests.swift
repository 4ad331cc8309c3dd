import BillingStore
import RatePlans
import Rating
import Testing

/// A state as two runs could have left it: account A1 with two services, and B1, the head of a branch.
@Suite struct `What customers have left` {
  private let place: Workplace

  /// In base units: seconds, octets, nanos.
  init() throws {
    place = try Workplace()
    var retail = RatePlan(name: "retail")
    var minutes = Allowance(name: "minutes", amount: 18_000, unit: .minutes)
    minutes.shared = .service
    var gigabytes = Allowance(name: "family", amount: 5_000_000_000, unit: .gigaoctets)
    gigabytes.shared = .branch
    retail.promises.allowances = [minutes, gigabytes]
    retail.promises.volumes = [VolumePrice(name: "talk", unit: .minutes, scale: .packages(of: 60, priceNanos: 1))]
    retail.promises.commitments = [SpendingCommitment(name: "min")]
    retail.promises.limits = [PlanLimit(name: "calls", measure: .units(.calls), at: 9), PlanLimit(name: "spend", measure: .money, at: 1)]
    let services = [
      PoolOwners.Service(account: 0, name: "4930"), PoolOwners.Service(account: 0, name: "4931"), PoolOwners.Service(account: 1, name: "4930"),
    ]
    let file = try AllowanceFile(
      place.path + "/state", plans: [retail], accounts: ["A1", "B1"], services: services)
    var state = AllowanceState()
    func key(_ promise: Int16, _ owner: Int32, _ day: Int32) -> CounterKey {
      CounterKey(PoolKey(plan: 0, promise: promise, owner: owner), cycle: day)
    }
    // 300 minutes in October, of which 10.5 went to November; there 290 with them and 20 from a booster of 60 were used.
    state.allowances.set(
      key(0, 0, 20_727), to: AllowanceCounter(
        granted: 18_000, left: 0, carried: [], carriedIn: 0, used: 17_370, boosted: 0, rolledOver: 630))
    state.allowances.set(
      key(0, 0, 20_758), to: AllowanceCounter(
        granted: 18_000, left: 1_230, carried: [], carriedIn: 630, used: 18_600, boosted: 1_200, rolledOver: 0))
    state.grant(Booster(units: 3_600, left: 2_400, from: 0, expires: 4_102_444_800_000), to: key(0, 0, 0).pool)
    state.grant(Booster(units: 600, from: 0, expires: 1_000), to: key(0, 0, 0).pool)
    state.allowances.set(key(0, 2, 20_758), to: AllowanceCounter(granted: 60))
    state.allowances.set(
      key(1, 1, 20_758), to: AllowanceCounter(
        granted: 5_000_000_000, left: 3_500_000_000, carried: [], carriedIn: 0, used: 1_500_000_000, boosted: 0, rolledOver: 0))
    var talk = VolumeCounter()
    (talk.total, talk.priced, talk.settled) = (1_080, 27 * 600_000_000, -30_000_000)
    state.volumes.set(key(0, 1, 20_758), to: talk)
    var spending = SpendingCounter()
    (spending.spent, spending.settled) = (12_500_000_000, 37_500_000_000)
    state.commitments.set(key(0, 0, .min), to: spending)
    var calls = LimitCounter()
    (calls.value, calls.raised) = (8, 1)
    state.limits.set(key(0, 0, 20_758), to: calls)
    var spend = LimitCounter()
    spend.value = 1_230_000_000
    state.limits.set(key(1, 0, 20_758), to: spend)
    try file.save(state)
    try file.commit()
  }

  private static let header =
    "account,service,shared,plan,kind,name,cycle_from,unit,included,rolled_in,boosted,used,left,rolled_out,currency,charged,settled,told"

  private static let rows = [
    "A1,,account,retail,commitment,min,,USD,,,,12.5,,,USD,,37.5,",
    "A1,4930,service,retail,allowance,minutes,2026-10-01,minutes,300,0,0,289.5,0,10.5,,,,",
    "A1,4930,service,retail,allowance,minutes,2026-11-01,minutes,300,10.5,20,310,60.5,0,,,,",
    "A1,4930,service,retail,limit,calls,2026-11-01,calls,,,,8,,,,,,1",
    "A1,4930,service,retail,limit,spend,2026-11-01,USD,,,,1.23,,,,,,0",
    "A1,4931,service,retail,volume,talk,2026-11-01,minutes,,,,18,,,USD,0.27,-0.03,",
    "B1,,branch,retail,allowance,family,2026-11-01,GB,5,0,0,1.5,3.5,0,,,,",
    "B1,4930,service,retail,allowance,minutes,2026-11-01,minutes,1,0,0,0,1,0,,,,",
  ]

  @Test(arguments: [  // options, rows of the list above
    ("", Array(0...7)), ("--account A1", Array(0...5)), ("--account B1", [6, 7]), ("--service 4930", [1, 2, 3, 4, 7]),
    ("--service 4930 --account B1", [7]), ("--cycle-from 2026-11-01", [0, 2, 3, 4, 5, 6, 7]), ("--plan retail --account B1", [6, 7]),
  ])
  func `is listed by owner, plan and cycle`(options: String, rows: [Int]) throws {
    let listed = try place.shell("$T allowances state \(options) --format csv")
    #expect(listed.status == 0 && listed.messages == "", "\(listed.messages)")
    #expect(listed.text == ([Self.header] + rows.map { Self.rows[$0] }).map { $0 + "\n" }.joined())
  }

  @Test func `is listed as JSON and as text`() throws {
    let json = try place.tollbook("allowances", "state", "--account", "B1", "--service", "4930", "--format", "json")
    #expect(json.text == """
      {"account":"B1","service":"4930","shared":"service","plan":"retail","kind":"allowance","name":"minutes",\
      "cycle_from":"2026-11-01","unit":"minutes","included":"1","rolled_in":"0","boosted":"0","used":"0","left":"1",\
      "rolled_out":"0","currency":null,"charged":null,"settled":null,"told":null}

      """)
    #expect(try place.tollbook("allowances", "list", "state").text.contains("A1       4930     service  retail  allowance"))
  }

  @Test(arguments: [
    ("--account X", "nothing was counted for account 'X'; name one whose usage was rated here"),
    ("--service A1", "nothing was counted for service 'A1'; name one whose usage was rated here"),
    ("--plan retial", "nothing was counted for plan 'retial'; did you mean retail?"),
  ])
  func `is not made up for whom nobody knows`(options: String, message: String) throws {
    let listed = try place.shell("$T allowances state \(options)")
    #expect(listed.status == 1 && listed.text == "" && listed.messages == "tollbook: state: \(message)\n", "\(listed.messages)")
  }

  @Test func `is read without changing a byte, and where nothing may be written`() throws {
    let (before, files) = (try place.bytes("state"), try place.files)
    let listed = try place.tollbook("allowances", "state")
    let outcome = try place.shell(
      "chmod 777 .; as $T allowances state; chmod 444 state; chmod 555 .; as $T allowances state; chmod 755 .")
    #expect(outcome.status == 0 && outcome.messages == "" && outcome.text == listed.text + listed.text, "\(outcome.messages)")
    #expect(try place.bytes("state") == before && place.files == files)
  }

  // MARK: Boosters

  private func boost(_ options: String) throws -> Workplace.Outcome {
    try place.shell("$T allowances boost state --plan retail --from 2026-11-01 --expires 2099-01-01 \(options)")
  }

  @Test func `grows by a booster, once a reference`() throws {
    let options = "--allowance minutes --service 4931 --units 2.5 --reference o-1"
    let given = try boost(options)
    #expect(given.status == 0 && given.messages == "2.5 minutes were given to service 4931\n", "\(given.messages)")
    let again = try boost(options)
    #expect(again.status == 0 && again.messages == "o-1 was given before; nothing was changed\n")
    let other = try boost("--allowance minutes --service 4931 --units 3 --reference o-1")
    #expect(other.status == 1 && other.messages == "tollbook: state: 'o-1' is the reference of another booster; give this one its own\n")
    let listed = try place.tollbook("allowances", "state", "--service", "4931", "--format", "csv")
    #expect(listed.rows.first == "A1,4931,service,retail,allowance,minutes,,minutes,,,,,2.5,,,,,")
    #expect(try boost("--allowance family --account C1 --units 1").messages
      == "1 GB were given to account C1\nnothing was counted for account C1 before; see that its name is right\n")
    let family = try place.tollbook("allowances", "state", "--account", "C1", "--format", "csv")
    #expect(family.rows == ["C1,,branch,retail,allowance,family,,GB,,,,,1,,,,,"])
  }

  @Test func `may be of a plan that no run has had yet`() throws {
    try place.write(
      "new.yaml", "name: new\ncurrency: EUR\nallowances: [{name: texts, amount: 0, unit: messages}]\ndecks: [{file: deck.csv}]\n")
    let given = try place.shell(
      "$T allowances boost state --plan new.yaml --allowance texts --service 4930 --account A1 --units 9 --time-zone "
        + "Europe/Berlin --from '2026-11-21 12:00:00' --expires 2099-01-01")
    #expect(given.status == 0 && given.messages == "9 messages were given to service 4930\n", "\(given.messages)")
    let listed = try place.tollbook("allowances", "state", "--plan", "new", "--format", "csv")
    #expect(listed.rows == ["A1,4930,service,new,allowance,texts,,messages,,,,,9,,,,,"])
    // 12:00 in Berlin is 11:00 UTC.
    let outcome = try place.shell("sqlite3 state 'SELECT valid_from, expires FROM booster ORDER BY id DESC LIMIT 1'")
    #expect(outcome.text == "1795258800000|4070905200000\n")
  }

  @Test(arguments: [
    ("--allowance minutes --service 4930 --units 1", "state: service '4930' has been of several accounts; say which with --account too"),
    ("--allowance minutes --service X --units 1", "state: nothing was counted for service 'X' yet; name its account with --account too"),
    ("--allowance minutes --account A1 --units 1", "allowance 'minutes' is each service's own; name one with --service"),
    ("--allowance family --service 4930 --units 1", "allowance 'family' is shared by branch; name one with --account in place of --service"),
    ("--allowance minute --service 4931 --units 1", "state: plan 'retail' has no allowance 'minute'; did you mean minutes?"),
    ("--plan x --allowance minutes --service 4931 --units 1",
      "state: no allowance of plan 'x' is known; known are retail, or give the path of the plan's folder"),
    ("--allowance minutes --service 4931 --units 0.001", "'0.001' minutes do not come to whole seconds; round it"),
    ("--allowance minutes --service 4931 --units -1", "'-1' is no amount of minutes; write a number above 0, such as 100"),
    ("--allowance family --account B1 --units 9999999999", "'9999999999' is no amount of GB; write a number above 0, such as 100"),
    ("--allowance minutes --service 4931 --units 1 --expires 2026-11-01",
      "the booster would expire before it begins; give a later --expires"),
  ])
  func `is not given to nobody`(options: String, message: String) throws {
    let given = try boost(options.replacing("--units -1", with: "--units=-1"))
    #expect(given.status == 1 && given.messages == "tollbook: \(message)\n", "\(given.messages)")
    #expect(try place.tollbook("allowances", "state", "--format", "csv").rows.map(String.init) == Self.rows)
  }

  @Test func `is kept by runs, not made by a gift`() throws {
    let given = try place.shell("$T allowances boost missing --plan retail --allowance a --account b --units 1 --from 2026-01-01 --expires 2027-01-01")
    #expect(given.status == 1 && !place.exists("missing"))
    #expect(given.messages == "tollbook: missing: there is no state of allowances; name the one that 'tollbook rate --allowances' keeps\n")
  }
}
