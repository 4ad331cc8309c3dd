import Foundation
import Testing

/// What plans promise, as ingest keeps count of it in a book.
@Suite struct `Promises in a book` {
  private let book: BookPlace
  private var place: Workplace { book.place }

  private static let plan = """
    name: deck
    currency: USD
    time_zone: UTC
    allowances:
    - {name: uk-30, amount: 30, unit: minutes, shared: account, on: {destinations: [United Kingdom, London]}}
    limits: [{name: spend, unit: money, at: "1.00", warn: [50, 100], hard: true, shared: account}]
    decks: [{file: deck.csv}]

    """

  init() throws {
    book = try BookPlace()
    try importPlan(Self.plan)
  }

  private func importPlan(_ plan: String, _ options: String = "") throws {
    try place.write("plan.yaml", plan)
    let outcome = try place.shell("$T plan import --book book plan.yaml \(options)")
    try #require(outcome.status == 0 && !outcome.messages.contains("warning"), "\(outcome.messages)")
  }

  private func counters() throws -> String {
    try book.sql(
      """
      SELECT p.name, c.owner, c.cycle, granted, used FROM allowance_counter c JOIN promise p ON p.id = c.promise ORDER BY 1, 2, 3;
      SELECT p.name, c.owner, c.cycle, value, raised FROM limit_counter c JOIN promise p ON p.id = c.promise ORDER BY 1, 2, 3;
      """)
  }

  private func charges() throws -> [String] {
    try book.sql("SELECT record_id || ' ' || (charge / 1e9) || coalesce(' ' || (extras -> '$.covered'), '') FROM usage ORDER BY id;")
      .split(separator: "\n").map(String.init)
  }

  private static func covered(_ units: Int, _ left: Int, by name: String = "uk-30") -> String {
    #" [{"allowance":"\#(name)","units":\#(units),"left":\#(left)}]"#
  }

  @Test func `are drawn upon in the order of the input, by new records alone`() throws {
    try book.write(
      "a.csv", [
        "r1,12025550100,441614960100,2026-03-02T09:00:00Z,1500",  // 25 min of 30
        "r2,12025550100,442079460100,2026-03-02T10:00:00Z,330",  // 300 s of it, the fee with them; 30 s at 0.0005
        "r1,12025550100,441614960100,2026-03-02T09:00:00Z,1500",  // the same once more
        "r2,12025550101,441614960100,2026-03-02T09:00:00Z,60",  // another record by its id
        "r3,12025550101,441614960100,2026-03-02T09:00:00Z,x",  // cannot be read
        "r4,12025550101,441614960100,2026-03-02T09:00:00Z,60",
      ])
    try book.ingest("a.csv", status: 3)
    let all = ["r1 0.0" + Self.covered(1500, 300), "r2 0.015" + Self.covered(300, 0), "r4 0.0" + Self.covered(60, 1740)]
    #expect(try charges() == all)
    let counted = "uk-30|1|20513|1800|1800\nuk-30|2|20513|1800|60\nspend|1|20513|15000000|0\n"
    #expect(try counters() == counted)
    try book.write("b.csv", ["r1,12025550100,441614960100,2026-03-02T09:00:00Z,1500", "r4,12025550101,441614960100,2026-03-02T09:00:00Z,60"])
    try book.ingest("b.csv")
    #expect(try counters() == counted)
    #expect(try charges() == all)
    // What a row was covered by is no fact of it.
    let exported = try place.shell("$T usage export --book book | python3 -c \"import csv, sys; [print(r['record_id'], r['allowance_units']) for r in csv.DictReader(sys.stdin)]\"")
    #expect(exported.text == "r1 uk-30:1500:300\nr2 uk-30:300:0\nr4 uk-30:60:1740\n")
  }

  @Test func `raise events once, with the usage that did it`() throws {
    try book.write("a.csv", (0..<3).map { "u\($0),12025550100,12025550199,2026-03-02T09:0\($0):00Z,\(1500 + 900 * $0)" })  // 0.30, 0.48, 0.66
    try book.ingest("a.csv")
    let events = try book.sql("SELECT kind, account, coalesce(service, '-'), payload FROM outbox WHERE kind LIKE 'plan%' ORDER BY id;")
    let head = #"{"plan":"deck","limit":"spend","scope":"account","account":"A1","unit":"USD","cycle_from":"2026-03-01","cycle_to":"2026-04-01","threshold":"1""#
    #expect(
      events == """
        plan_limit_warning|1|-|\(head),"percent":"50","record":"u1"}
        plan_limit_warning|1|-|\(head),"percent":"100","record":"u2"}
        plan_limit_reached|1|-|\(head),"record":"u2"}

        """)
    try book.write("b.csv", ["u9,12025550100,12025550199,2026-03-02T10:00:00Z,6000"])
    try book.ingest("b.csv")
    #expect(try book.sql("SELECT count(*) FROM outbox WHERE kind LIKE 'plan%';") == "3\n")
  }

  /// Of the second version other allowances come first, one is new, and `uk-30` has other units.
  @Test func `go on in a new version of the plan, by their names`() throws {
    try importPlan(
      Self.plan.replacing("- {name: uk-30, amount: 30,", with: "- {name: late-5, amount: 5, unit: minutes, on: {destinations: [United Kingdom]}}\n- {name: uk-30, amount: 60,"),
      "--valid-from 2026-03-16")
    try book.write(
      "a.csv", [
        "v1,12025550100,441614960100,2026-03-15T09:00:00Z,600",
        "v2,12025550100,441614960100,2026-03-16T09:00:00Z,600",
        "v3,12025550100,441614960100,2026-03-15T10:00:00Z,60",
        "v4,12025550100,441614960100,2026-04-01T10:00:00Z,600",
        "v5,12025550101,441614960100,2026-03-17T10:00:00Z,600",
      ])
    try book.ingest("a.csv")
    let late = #" [{"allowance":"late-5","units":300,"left":0},{"allowance":"uk-30","units":300,"left":"#
    #expect(
      try charges() == [
        "v1 0.0" + Self.covered(600, 1200), "v3 0.0" + Self.covered(60, 840), "v2 0.0" + late + "900}]",
        "v4 0.0" + late + "3300}]", "v5 0.0" + late + "3300}]",
      ])
    // What a counter was opened with it keeps: A1's March by the first version, A2's by the second.
    #expect(
      try counters().split(separator: "\n").filter { $0.hasPrefix("uk") } == [
        "uk-30|1|20513|1800|960", "uk-30|1|20544|3600|300", "uk-30|2|20513|3600|300",
      ])
  }

  @Test(arguments: 1...3)
  func `come to what a naive biller says`(seed: Int) throws {
    try place.write("model.py", Self.model)
    let outcome = try place.shell("python3 model.py \(seed)")
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  /// One call after the other, in the order of the inputs, each minute or second by itself.
  private static let model = """
    import json, os, random, sqlite3, subprocess, sys
    from fractions import Fraction as F
    rnd = random.Random(int(sys.argv[1]))
    os.environ.update(TOLLBOOK_BOOK='book', USER='ada')
    book = sqlite3.connect('book')
    book.execute("INSERT INTO service (id, name, type, account) VALUES (4, 'S4', 'voice', 1)")
    book.execute("INSERT INTO service_key (service, kind, key, valid_from) VALUES (4, 'number', '12025550103', 0)")
    book.execute("INSERT INTO service_plan VALUES (4, 0, 'deck')")
    book.execute("UPDATE account SET cycle_day = 3 WHERE id = 2")
    book.commit()
    def tollbook(*arguments):
        done = subprocess.run([os.environ['T'], *arguments], capture_output=True, text=True)
        assert done.returncode in (0, 3), (arguments, done.stderr)
    open('s4.csv', 'w').write('service,effective,status\\nS4,1970-01-02,active\\n')
    tollbook('import', 'orders', 's4.csv')
    account = {'12025550100': 1, '12025550101': 2, '12025550102': 3, '12025550103': 1}
    offset = {1: -5, 2: 0, 3: 14}  # New York in February, UTC, Kiritimati
    used, charges, drawn, lines = {}, {}, {}, []
    def rate(caller, called, day, hour, seconds):
        who = account[caller]
        local = day * 24 + hour + offset[who]
        date = local // 24
        first = date >= (3 if who == 2 else 1)  # of the cycle that begins in February
        key, left = (who, first), 1800 - used.get((who, first), 0)
        if called.startswith('1'): return F(-(-seconds // 6) * 6, 60) * F('0.012'), 0
        step, price, fee = (1, F('0.0005'), F('0.01')) if called.startswith('4420') else (60, F('0.06'), 0)
        steps = -(-seconds // step)
        covered = 0
        while covered < steps and left >= step: covered += 1; left -= step
        used[key] = 1800 - left
        return (steps - covered) * price + (fee if covered == 0 else 0), covered * step
    for number in range(8):
        for _ in range(rnd.randint(0, 60)):
            caller = rnd.choice(list(account) + ['12025550109'])
            called = rnd.choice(['441614960', '442079460', '120255501']) + str(rnd.randint(100, 999))
            day, hour, seconds = rnd.randint(-2, 6), rnd.randint(0, 23), rnd.randint(1, 900)
            if rnd.random() < 0.1: seconds = 'x'
            lines.append((f'r{len(lines)}', caller, called, day, hour, seconds))
        # Some come again, some of them changed.
        again = [l if rnd.random() < 0.5 else l[:3] + (3, 3, 333) for l in rnd.sample(lines, min(len(lines), 5))]
        part = lines[-40:] + again
        rnd.shuffle(part)
        for id, caller, called, day, hour, seconds in part:
            if id in charges or caller not in account or seconds == 'x': continue
            charges[id], drawn[id] = rate(caller, called, day, hour, seconds)
        with open('in.csv', 'w') as file:
            file.write('record_id,calling,called,start,duration_s\\n')
            for id, caller, called, day, hour, seconds in part:
                date = f'2026-02-{day:02}' if day > 0 else f'2026-01-{31 + day:02}'
                file.write(f'{id},{caller},{called},{date}T{hour:02}:00:00Z,{seconds}\\n')
        tollbook('ingest', '--threads', str(rnd.randint(1, 4)), 'in.csv')
        found = {row[0]: (F(row[1], 10 ** 9), sum(c['units'] for c in json.loads(row[2] or '[]')))
                 for row in book.execute("SELECT record_id, charge, extras -> '$.covered' FROM usage")}
        assert found == {id: (charges[id], drawn[id]) for id in charges}, [(id, found.get(id), charges[id], drawn[id]) for id in charges if found.get(id) != (charges[id], drawn[id])]
        counters = {}
        for owner, cycle, units in book.execute('SELECT c.owner, c.cycle, c.used FROM allowance_counter c'):
            counters[owner, cycle >= 20485] = units
        assert {k: v for k, v in counters.items() if v} == {k: v for k, v in used.items() if v}, (counters, used)
    for id in rnd.sample(list(charges), 20):
        said = json.loads(subprocess.run([os.environ['T'], 'explain', '--record', id, '--format', 'json'], capture_output=True, text=True, check=True).stdout)
        assert F(said['charge']) == charges[id], (id, said)
        assert sum(c['units'] for c in said['covered']) == drawn[id], (id, said)
    assert any(F(0) < c and drawn[i] for i, c in charges.items()), 'no call was covered in part'
    """

  /// A5 heads A4, which is on its invoice, and A6; it has no service itself, and its cycle begins on the 10th. A8 is below
  /// the reseller A7.
  @Test func `are shared by the branch, in the cycles of who pays, from the day the plan is assigned`() throws {
    try importPlan(Self.plan.replacing("shared: account, on", with: "shared: branch, proration: {by: days}, on"))
    _ = try book.sql(
      """
      INSERT INTO account (id, name, currency, time_zone, opened, cycle_day, parent, billing) VALUES
        (5, 'A5', 'USD', 'UTC', 0, 10, NULL, 'own'), (4, 'A4', 'USD', 'UTC', 0, 1, 5, 'consolidated'),
        (6, 'A6', 'USD', 'UTC', 0, 1, 5, 'own'), (7, 'A7', 'USD', 'UTC', 0, 1, NULL, 'own'), (8, 'A8', 'USD', 'UTC', 0, 20, 7, 'own');
      INSERT INTO service (id, name, type, account) VALUES (4, 'S4', 'voice', 4), (6, 'S6', 'voice', 6), (8, 'S8', 'voice', 8);
      INSERT INTO service_key (service, kind, key, valid_from) VALUES
        (4, 'number', '12025550104', 0), (6, 'number', '12025550106', 0), (8, 'number', '12025550108', 0);
      INSERT INTO service_plan (service, valid_from, plan) VALUES (4, 1773619200000, 'deck'), (6, 1773619200000, 'deck'), (8, 0, 'deck');
      INSERT INTO reseller (account, valid_from, buy_plan) VALUES (7, 0, 'deck');
      """)
    try place.write("more.csv", "service,effective,status\nS4,1970-01-02,active\nS6,1970-01-02,active\nS8,1970-01-02,active\n")
    try #require(place.shell("$T import orders --book book more.csv").status == 0)
    try book.write(
      "a.csv", [
        "b1,12025550104,441614960100,2026-03-16T09:00:00Z,600", "b2,12025550106,441614960100,2026-03-17T09:00:00Z,600",
        "b3,12025550104,441614960100,2026-03-18T09:00:00Z,600",  // 5 of its 10 minutes are left: 5 × 0.06
        "b4,12025550108,441614960100,2026-03-18T09:00:00Z,60",
      ])
    try book.ingest("a.csv")
    // 30 minutes × 25 of 31 days from the 16th = 24.2, rounded up; March 10 is day 20522, February 20 is 20504.
    #expect(try counters().split(separator: "\n").filter { $0.hasPrefix("uk") } == ["uk-30|5|20522|1500|1500", "uk-30|8|20504|1800|60"])
    #expect(try book.sql("SELECT record_id, charge FROM usage WHERE record_id LIKE 'b%' ORDER BY 1;") == "b1|0\nb2|0\nb3|300000000\nb4|0\n")
    // What the reseller pays for the call of its customer draws on nothing.
    #expect(try book.sql("SELECT charge, extras FROM usage WHERE account = 7;") == "60000000|{\"tier\":\"reseller:A7\"}\n")
    #expect(try place.shell("$T verify --book book").status == 0)
  }

  /// Everything that promises price by, in charges of one, two and three parts.
  @Test func `are explained as they were booked`() throws {
    try importPlan(
      """
      name: deck
      currency: USD
      time_zone: UTC
      dialling: {country_code: "1", international_prefix: "011", national_prefix: "1"}
      allowances:
      - {name: uk-10, amount: 10, unit: minutes, on: {destinations: [United Kingdom]}, overage: "0.05"}
      - {name: lon-1, amount: 60, unit: seconds, on: {destinations: [London]}, price: "0.001"}
      volumes: [{name: us, unit: minutes, steps: [{from: 0, rate: "0.02"}, {from: 2, rate: "0.01"}], on: {prefixes: ["1"]}}]
      decks: [{file: deck.csv}]

      """)
    try book.write(
      "a.csv", [
        "r1,12025550100,011441614960100,2026-03-02T09:00:00Z,300",
        "r2,12025550100,011441614960100,2026-03-02T10:00:00Z,630",
        "r3,12025550100,011442079460100,2026-03-12T10:00:00Z,100",
        "r4,12025550100,2025550199,2026-03-12T09:00:00Z,90",
        "r5,12025550100,2025550199,2026-03-12T09:10:00Z,90",
      ])
    try book.ingest("a.csv")
    let expected: [(id: String, charge: String, words: [String])] = [
      ("r1", "0", ["covered    300 s of uk-10 covered; 300 s left then", "           nothing is left to the decks' rates"]),
      ("r2", "0.3", ["covered    300 s of uk-10 covered; 0 s left then", "overage    360 s beyond uk-10 at 0.05 per minute"]),
      ("r3", "0.08", [
        "price      from 60 s: 40 × 1 s, 40 s at 0.03 per 60 s = 0.02",
        "covered    60 s of lon-1 covered at 0.001 per second; 0 s left then", "           the rest is priced above",
      ]),
      ("r4", "0.03", ["volume     90 s of us, behind 0 s = 0.03"]),  // 1.5 × 0.02
      ("r5", "0.02", ["volume     90 s of us, behind 90 s = 0.02"]),  // 0.5 × 0.02 + 1 × 0.01
    ]
    for (id, charge, words) in expected {
      let text = try place.shell("$T explain --book book --record \(id)")
      let lines = text.text.split(separator: "\n").map(String.init)
      #expect(lines.last == "charge     \(charge) USD", "\(text.messages)")
      for line in words { #expect(lines.contains(line), "\(text.text)") }
    }
  }

  @Test func `are listed by who has them, and proven by the usage`() throws {
    try book.write(
      "a.csv", [
        "r1,12025550100,441614960100,2026-03-02T09:00:00Z,1500", "r2,12025550100,12025550199,2026-04-02T10:00:00Z,3000",
        "r3,12025550101,441614960100,2026-03-02T09:00:00Z,60",
      ])
    try book.ingest("a.csv")
    let listed = try place.shell("$T allowances --book book --format csv")
    #expect(
      listed.text == """
        account,service,shared,plan,kind,name,cycle_from,unit,included,rolled_in,boosted,used,left,rolled_out,currency,charged,settled,told
        A1,,account,deck,allowance,uk-30,2026-03-01,minutes,30,0,0,25,5,0,,,,
        A1,,account,deck,limit,spend,2026-04-01,USD,,,,0.6,,,,,,1
        A2,,account,deck,allowance,uk-30,2026-03-01,minutes,30,0,0,1,29,0,,,,

        """, "\(listed.messages)")
    #expect(try place.shell("$T allowances --book book --account A2 --format csv").rows.count == 1)
    let nobody = try place.shell("$T allowances --book book --account B7")
    #expect(nobody.status == 1 && nobody.messages == "tollbook: there is no account 'B7'; name one that 'tollbook account list' shows\n")
    #expect(try place.shell("$T verify --book book").status == 0)
    _ = try book.sql("UPDATE allowance_counter SET used = used - 60, remaining = remaining + 60 WHERE owner = 1;")
    let damaged = try place.shell("$T verify --book book")
    #expect(damaged.status == 1)
    #expect(damaged.text.contains("allowance uk-30 of plan deck, account A1: 1440 is kept as used, usage says 1500 was covered"), "\(damaged.text)")
  }

  /// By hand: what is not an outgoing call of full numbers, priced by all decks of its plan.
  @Test func `say of usage what rating it again needs to know`() throws {
    try place.write(
      "origination.csv",
      "prefix,destination,rate_per_minute,first_interval_s,next_interval_s,effective_from\n1,Home,0.06,60,60,1970-01-01\n")
    try place.write(
      "short.csv",
      "prefix,destination,rate_per_minute,first_interval_s,next_interval_s,effective_from,per_call\n1,US,0.12,60,60,1970-01-01,0.05\n411$,Information,0.24,60,60,1970-01-01,0\n")
    try importPlan(
      """
      name: deck
      currency: USD
      time_zone: UTC
      dialling: {country_code: "1", international_prefix: "011", national_prefix: "1"}
      allowances:
      - {name: in-1, amount: 1, unit: minutes, on: {directions: [in], service_types: [toll_free]}, shared: account}
      - {name: texts, amount: 3, unit: messages}
      - {name: out-1, amount: 1, unit: minutes, on: {directions: [out]}}
      decks: [{file: origination.csv, kind: origination}, {file: short.csv}]

      """)
    _ = try book.sql(
      """
      INSERT INTO service (id, name, type, account) VALUES (4, 'S4', 'toll_free', 1), (5, 'S5', 'sms', 1);
      INSERT INTO service_key (service, kind, key, valid_from) VALUES (4, 'did', '18005550100', 0), (5, 'number', '12025550105', 0);
      INSERT INTO service_plan (service, valid_from, plan) VALUES (4, 0, 'deck'), (5, 0, 'deck');
      """)
    try place.write("more.csv", "service,effective,status\nS4,1970-01-02,active\nS5,1970-01-02,active\n")
    try #require(place.shell("$T import orders --book book more.csv").status == 0)
    try book.write(
      "a.csv", [
        "in,12025550177,18005550100,2026-03-02T09:00:00Z,120", "text,12025550105,12025550188,2026-03-02T09:00:00Z,0",
        "short,12025550100,411,2026-03-02T09:00:00Z,120", "full,12025550101,2025550188,2026-03-02T09:00:00Z,120",
      ])
    try book.ingest("a.csv")
    let remarks = try book.sql("SELECT record_id || ' ' || (charge / 1e9) || ' ' || coalesce(extras -> '$.rated_as', '-') FROM usage ORDER BY record_id;")
    #expect(
      remarks == """
        full 0.18 -
        in 0.06 {"direction":"in","legs":"origination"}
        short 0.3 {"short":"called"}
        text 0.0 {"kind":"message","legs":"termination"}

        """)
    for (id, charge) in [("full", "0.18"), ("in", "0.06"), ("short", "0.3"), ("text", "0")] {
      let said = try place.shell("$T explain --book book --record \(id) | tail -1")
      #expect(said.text == "charge     \(charge) USD\n", "\(id): \(said.messages)")
    }
  }

  // MARK: What does not become of an input

  @Test func `stay as they were where an input is killed`() throws {
    try book.write("a.csv", BookPlace.calls(0..<20_000))
    let outcome = try place.shell(
      """
      export TOLLBOOK_BOOK=book; cp book whole; $T ingest --book whole a.csv 2>/dev/null
      for delay in 0.02 0.1 0.2 0.3 0.4 0.6; do
        $T ingest a.csv 2>/dev/null & p=$!; sleep $delay; kill -9 $p 2>/dev/null && killed="$killed."; wait $p 2>/dev/null
        test "$(sqlite3 book "SELECT coalesce(sum(used), 0) FROM allowance_counter")" = "$(sqlite3 book "SELECT coalesce(sum(c.value -> '$.units'), 0) FROM usage u, json_each(u.extras, '$.covered') c")" || exit 5
      done
      $T ingest a.csv 2>/dev/null
      for b in book whole; do sqlite3 $b "SELECT * FROM allowance_counter; SELECT * FROM limit_counter; SELECT count(*), sum(charge) FROM usage" > $b.txt; done
      cmp book.txt whole.txt || exit 6; test -n "$killed" || exit 7; wc -l < book.txt
      """)
    #expect(outcome.status == 0, "\(outcome.status) \(outcome.messages)")
  }

  /// A stream is slow: nobody is kept from the book while it comes.
  @Test func `refuse a stream where another program drew on them meanwhile`() throws {
    try place.write("a.csv", Workplace.header + Workplace.calls(0..<12_000))
    try book.write("b.csv", ["other,12025550100,442079460100,2026-03-02T09:00:00Z,60"])
    let outcome = try place.shell(
      """
      export TOLLBOOK_BOOK=book; mkfifo pipe; $T ingest pipe 2> messages & p=$!
      exec 3> pipe; head -11000 a.csv >&3; sleep 1; $T ingest b.csv 2>/dev/null; tail -n +11001 a.csv >&3; exec 3>&-
      wait $p; echo $?; grep -o 'another program.*' messages; sqlite3 book "SELECT used FROM allowance_counter"
      cat a.csv | $T ingest - 2>/dev/null; echo $?; sqlite3 book "SELECT used FROM allowance_counter; SELECT count(*) FROM usage"
      """)
    #expect(
      outcome.text == """
        1
        another program took usage into the book meanwhile, and what customers have left of what their plans include may be otherwise now; ingest it again
        60
        0
        1800
        12001

        """, "\(outcome.messages)")
  }

  @Test func `are drawn upon by records that were set aside once they are rated`() throws {
    _ = try book.sql("DELETE FROM service_key WHERE service = 2;")
    try book.write("a.csv", ["r1,12025550101,441614960100,2026-03-02T09:00:00Z,60"])
    try book.ingest("a.csv", status: 3)
    #expect(try counters() == "")
    _ = try book.sql("INSERT INTO service_key (service, kind, key, valid_from) VALUES (2, 'number', '12025550101', 0);")
    #expect(try place.shell("$T rejects retry --book book").status == 0)
    #expect(try counters() == "uk-30|2|20513|1800|60\n")
  }
}
