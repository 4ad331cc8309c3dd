import Foundation
import Testing

/// What closing makes of what customers drew on their plans' promises.
@Suite struct `Closing cycles` {
  private let book: BookPlace
  private var place: Workplace { book.place }

  init() throws {
    book = try BookPlace()
    _ = try book.sql("UPDATE account SET opened = 20513, time_zone = 'UTC';")  // 2026-03-01
  }

  private func importPlan(_ promises: String) throws {
    try place.write("plan.yaml", "name: deck\ncurrency: USD\ntime_zone: UTC\n\(promises)\ndecks: [{file: deck.csv}]\n")
    let outcome = try place.shell("$T plan import --book book plan.yaml")
    try #require(outcome.status == 0, "\(outcome.messages)")
  }

  private func bill(_ day: String, _ options: String = "") throws {
    let outcome = try place.shell("$T bill run --book book --as-of \(day) \(options)")
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  private func verify() throws -> Workplace.Outcome { try place.shell("$T verify --book book") }

  /// What settling posted: what it is for, its item, nanos, and the day it is of.
  private func posted(_ account: Int) throws -> [String] {
    try book.sql(
      """
      SELECT substr(u.record_id, 2, 1) || ' ' || substr(u.record_id, 4) || ' ' || p.item || ' ' || u.charge || ' ' || date(r.day * 86400, 'unixepoch')
      FROM usage u JOIN usage_price p ON p.id = u.price
      JOIN usage_run r ON u.id >= r.first_usage AND u.id < r.first_usage + r.usage_count
      WHERE substr(u.record_id, 1, 1) = char(29) AND u.account = \(account) ORDER BY u.id;
      """
    ).split(separator: "\n").map(String.init)
  }

  // MARK: Against a naive biller

  @Test(arguments: ["1 any", "2 any", "3 any", "4 sorted"])
  func `comes to what a naive biller says, whatever the order of arrival`(arguments: String) throws {
    let place = try Workplace()
    try place.write("plan.yaml", Self.plan)
    try place.write("make.sql", Self.customers)
    try place.write("orders.csv", "service,effective,status\n" + (1...4).map { "S\($0),2026-01-01,active\n" }.joined())
    try place.write("model.py", Self.model)
    let outcome = try place.shell(
      """
      $T book create book --operator M --currency USD --time-zone UTC && $T plan import --book book plan.yaml \
        && sqlite3 -bail book < make.sql && $T import orders --book book orders.csv && python3 model.py \(arguments)
      """)
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  private static let plan = """
    name: deck
    currency: USD
    time_zone: UTC
    allowances:
    - {name: uk-10, amount: 10, unit: minutes, shared: branch, on: {destinations: [United Kingdom]}, rollover: {cap: 5, cycles: 1}}
    volumes: [{name: us, unit: minutes, mode: all_units, shared: branch, steps: [{from: 0, rate: "0.02"}, {from: 5, rate: "0.01"}], on: {prefixes: ["1"]}}]
    commitments: [{name: least, minimum: "3.00", shared: branch}]
    decks: [{file: deck.csv}]

    """

  private static let customers = """
    INSERT INTO account (id, name, currency, time_zone, opened, parent, billing) VALUES
      (1, 'H', 'USD', 'UTC', 20454, NULL, 'own'), (2, 'K', 'USD', 'UTC', 20454, 1, 'consolidated'),
      (3, 'Z', 'USD', 'UTC', 20454, NULL, 'own');
    INSERT INTO service (id, name, type, account) VALUES
      (1, 'S1', 'voice', 1), (2, 'S2', 'voice', 2), (3, 'S3', 'voice', 2), (4, 'S4', 'voice', 3);
    INSERT INTO service_key (service, kind, key, valid_from) SELECT id, 'number', 12025550099 + id, 0 FROM service;
    INSERT INTO service_plan (service, valid_from, plan) SELECT id, 0, 'deck' FROM service;
    """

  /// H and K share a branch and an invoice, Z is by itself.
  private static let model = """
    import json, os, random, sqlite3, subprocess, sys
    from fractions import Fraction as F
    rnd = random.Random(int(sys.argv[1]))
    os.environ.update(TOLLBOOK_BOOK='book', USER='ada')
    def tollbook(*arguments):
        done = subprocess.run([os.environ['T'], *arguments], capture_output=True, text=True)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout
    account = {'12025550100': 'H', '12025550101': 'K', '12025550102': 'K', '12025550103': 'Z'}
    head = {'H': 'H', 'K': 'H', 'Z': 'Z'}
    calls = []
    for number in range(150):
        month = rnd.randint(1, 3)
        called = rnd.choice(['441614960', '120255501']) + str(rnd.randint(100, 999))
        start = f'2026-{month:02}-{rnd.randint(1, 28):02}T{rnd.randint(0, 3):02}:{rnd.choice([0, 30]):02}:00Z'
        calls.append((start, f'r{number}', rnd.choice(list(account)), called, rnd.randint(1, 400)))

    # One call after the other, by start and id: each minute or six seconds by itself.
    owed, carried = {}, {'H': 0, 'Z': 0}
    def add(who, month, amount): owed[who, month] = owed.get((who, month), 0) + amount
    for month in range(1, 5):
        left = {who: [carried[who], 10] for who in 'HZ'}
        seconds, spent = {'H': 0, 'Z': 0}, {'H': F(0), 'Z': F(0)}
        for start, id, caller, called, duration in sorted(calls):
            if int(start[5:7]) != month: continue
            who, pool = account[caller], head[account[caller]]
            if called.startswith('44'):
                for minute in range(-(-duration // 60)):
                    if left[pool][0]: left[pool][0] -= 1
                    elif left[pool][1]: left[pool][1] -= 1
                    else:
                        add(who, month, F('0.06'))
                        spent[pool] += F('0.06')
            else:
                billed = -(-duration // 6) * 6
                seconds[pool] += billed
                rate = F('0.02') if seconds[pool] < 300 else F('0.01')
                add(who, month, F(billed, 60) * rate)
                spent[pool] += F(billed, 60) * rate
        for pool in 'HZ':
            total = F(seconds[pool], 60) * (F('0.02') if seconds[pool] < 300 else F('0.01'))
            streamed, reached = F(0), 0
            for start, id, caller, called, duration in sorted(calls):
                if int(start[5:7]) == month and head[account[caller]] == pool and called.startswith('1'):
                    billed = -(-duration // 6) * 6
                    reached += billed
                    streamed += F(billed, 60) * (F('0.02') if reached < 300 else F('0.01'))
            add(pool, month, total - streamed)
            add(pool, month, max(F(0), F('3.00') - spent[pool] - (total - streamed)))
            carried[pool] = min(5, left[pool][1])

    # They come in any order, some of them after their cycle is billed.
    known, mode = [], sys.argv[2] if len(sys.argv) > 2 else 'any'
    def arrive(part):
        if mode == 'any': rnd.shuffle(part)
        while part:
            some = part[:rnd.randint(1, 25)]
            part = part[len(some):]
            with open('in.csv', 'w') as file:
                file.write('record_id,calling,called,start,duration_s\\n')
                for start, id, caller, called, duration in some: file.write(f'{id},{caller},{called},{start},{duration}\\n')
            tollbook('ingest', '--threads', str(rnd.randint(1, 3)), 'in.csv')
    rest = sorted(calls)
    for month in range(2, 6):
        due = [c for c in rest if int(c[0][5:7]) < month]
        if mode == 'any' and month < 4: due = [c for c in due if rnd.random() < 0.8] + [c for c in rest if int(c[0][5:7]) == month and rnd.random() < 0.3]
        rest = [c for c in rest if c not in due]
        arrive(due)
        day = f'2026-{month:02}-01'
        previews = {who: json.loads(tollbook('bill', 'preview', who, '--as-of', day, '--format', 'json')) for who in 'HZ'}
        dry = tollbook('bill', 'run', '--as-of', day, '--dry-run').splitlines()
        assert tollbook('bill', 'run', '--as-of', day, '--threads', str(rnd.randint(1, 3))).splitlines() == dry[:-1]
        closed = dict(sqlite3.connect('book').execute(
            f"SELECT a.name, i.total_due FROM invoice i JOIN account a ON a.id = i.account WHERE i.period_to = unixepoch('{day}') / 86400"))
        assert closed.keys() == {'H', 'Z'}, closed
        for who in 'HZ':
            for line in previews[who].get('allowances', []): assert F(line['included']) + F(line['rolled_in']) >= F(line['used']) + F(line['left']), line
            assert F(str(previews[who]['totals']['due'])) * 100 == closed[who], (previews[who]['totals'], closed)
        tollbook('verify')
    book = sqlite3.connect('book')
    found = {(who, month): F(nanos, 10 ** 9) for who, month, nanos in book.execute(
        "SELECT a.name, CAST(strftime('%m', r.day * 86400, 'unixepoch') AS INTEGER), sum(r.charge) FROM usage_run r JOIN account a ON a.id = r.account "
        "JOIN invoice_run i ON i.run = r.id GROUP BY 1, 2")}
    want = {key: value for key, value in owed.items() if value}
    assert {k: v for k, v in found.items() if v} == want, [(k, found.get(k), want.get(k)) for k in sorted(set(found) | set(want)) if found.get(k) != want.get(k)]
    again = book.execute('SELECT count(*) FROM usage').fetchone()
    tollbook('bill', 'run', '--as-of', '2026-05-01')
    assert again == book.execute('SELECT count(*) FROM usage').fetchone(), 'settled twice'
    corrected = book.execute("SELECT substr(record_id, 4), sum(charge) FROM usage WHERE record_id GLOB char(29) || '1' || char(29) || 'r*' GROUP BY 1").fetchall()
    assert bool(corrected) == (mode == 'any'), corrected
    for id, nanos in corrected[:5]:
        said = subprocess.run([os.environ['T'], 'explain', '--record', id], capture_output=True, text=True, check=True).stdout
        assert 'retail, settled' in said, said
    """

  // MARK: By hand

  /// 12.34 USD are spent: 205 minutes at 0.06, and a minute at 0.04.
  @Test(arguments: [
    (terms: #"minimum: "50.00""#, from: "0", item: "shortfall", nanos: 37_660_000_000),
    // 21 of 31 days: 21.00.
    (#"minimum: "31.00", proration: {by: days}"#, "1773187200000", "shortfall", 8_660_000_000),
    (#"maximum: "10.00""#, "0", "cap", -2_340_000_000),
    (#"minimum: "5.00", maximum: "20.00""#, "0", "", 0),
  ])
  func `posts what is missing to a minimum, and takes off what is above a maximum`(
    terms: String, from: String, item: String, nanos: Int
  ) throws {
    try importPlan("commitments: [{name: spend, \(terms)}]")
    _ = try book.sql("UPDATE service_plan SET valid_from = \(from) WHERE service = 2;")
    try book.write(
      "a.csv", ["u1,12025550101,441614960100,2026-03-12T09:00:00Z,12300", "u2,12025550101,442079460100,2026-03-13T09:00:00Z,60"])
    try book.ingest("a.csv")
    try bill("2026-04-01")
    let row = "1 #commitment:deck/spend/A2/2026-03-01 \(item) \(nanos) 2026-03-31"
    #expect(try posted(2) == (nanos == 0 ? [] : [row]))
    #expect(try book.sql("SELECT charges FROM invoice WHERE account = 2;") == "\((12_340_000_000 + nanos) / 10_000_000)\n")
    // Who used nothing owes the minimum all the same.
    let least = terms.contains("50.00") ? "5000\n" : terms.contains("31.00") ? "3100\n" : terms.contains("5.00") ? "500\n" : ""
    #expect(try book.sql("SELECT charges FROM invoice WHERE account = 3;") == least)
    try bill("2026-04-01")
    #expect(try posted(2).count == (nanos == 0 ? 0 : 1))
    #expect(try verify().status == 0)
  }

  /// 25 of 30 minutes, billed; then 10 minutes of the day before come, which would have been free: the other call pays for
  /// 5 minutes.
  @Test func `corrects a closed cycle on the next invoice, and leaves the closed one alone`() throws {
    try importPlan("allowances: [{name: uk-30, amount: 30, unit: minutes, shared: account}]")
    try book.write("a.csv", ["r1,12025550101,441614960100,2026-03-03T09:00:00Z,1500", "s1,12025550101,441614960100,2026-04-02T09:00:00Z,60"])
    try book.ingest("a.csv")
    try bill("2026-04-01")
    let closed = try book.sql("SELECT hex(document) FROM invoice WHERE account = 2;")
    #expect(try posted(2) == [])
    try book.write("b.csv", ["r0,12025550101,441614960100,2026-03-02T09:00:00Z,600"])
    try book.ingest("b.csv")
    try bill("2026-05-01")
    #expect(try posted(2) == ["1 r0 USAGE -300000000 2026-03-02", "1 r1 USAGE 300000000 2026-03-03"])
    #expect(try book.sql("SELECT hex(document) FROM invoice WHERE account = 2 ORDER BY id LIMIT 1;") == closed)
    // A late line with its own cycle, of one call and 600 s.
    let lines = try book.sql(
      "SELECT date(period_from * 86400, 'unixepoch'), amount FROM invoice_line WHERE account = 2 ORDER BY invoice, position;")
    #expect(lines == "2026-03-01|0\n2026-03-01|30\n2026-04-01|0\n")
    let number = try book.sql("SELECT series || '-' || number FROM invoice WHERE account = 2 ORDER BY id DESC LIMIT 1;")
    let shown = try place.shell("$T invoice show --book book \(number.dropLast())").text
    #expect(shown.contains("2026-03-01 to 2026-03-31  USAGE  1 calls, 600 s  late  0.30"), "\(shown)")
    let said = try place.shell("$T explain --book book --record r1").text
    #expect(said.contains("charge     0 USD") && said.contains("charge     0.3 USD"), "\(said)")
    #expect(try verify().status == 0)
  }

  @Test(arguments: ["", "opening_"])
  func `leaves nothing that can be changed unseen`(table: String) throws {
    try importPlan("allowances: [{name: uk-30, amount: 30, unit: minutes, shared: account}]")
    try book.write("a.csv", ["r2,12025550101,441614960100,2026-03-04T09:00:00Z,1500"])
    try book.write("b.csv", ["r1,12025550101,441614960100,2026-03-03T09:00:00Z,600"])
    try book.ingest("a.csv")
    try book.ingest("b.csv")
    try bill("2026-04-01")
    #expect(try posted(2).count == 2)
    #expect(try verify().status == 0)
    _ = try book.sql("UPDATE \(table)allowance_counter SET used = used - 60, remaining = remaining + 60;")
    let outcome = try verify()
    let words = table.isEmpty ? "1740 is kept as used, usage says 1800" : "1740 is kept as used when it was settled, usage says 1800"
    #expect(outcome.status != 0 && outcome.text.contains(words), "\(outcome.text)")
  }

  /// Killed at any moment and run again, the run comes to the same books.
  @Test func `goes on where it was killed`() throws {
    try importPlan(
      """
      allowances: [{name: uk-10, amount: 10, unit: minutes, shared: account}]
      commitments: [{name: spend, minimum: "5.00"}]
      """)
    let calls = (0..<60).map { "k\($0),1202555010\($0 % 3),441614960100,2026-03-\(10 + $0 % 19)T09:00:00Z,\(50 + $0 * 7)" }
    for part in 0..<3 {
      try book.write("p.csv", calls.enumerated().filter { $0.offset % 3 == (part + 2) % 3 }.map(\.element).reversed())
      try book.ingest("p.csv")
    }
    let content = """
      SELECT * FROM usage ORDER BY id; SELECT hex(hash) FROM usage_seal; SELECT * FROM allowance_counter; SELECT * FROM commitment_counter;
      SELECT * FROM opening_allowance_counter; SELECT * FROM opening_commitment_counter; SELECT name, value FROM allowance_state;
      SELECT account, charges, hex(hash) FROM invoice ORDER BY id; SELECT * FROM account_balance ORDER BY 1;
      """
    try #require(place.shell("cp book killed").status == 0)
    try bill("2026-04-01")
    let whole = try book.sql(content)
    #expect(try !posted(2).isEmpty)
    for wait in ["0.01", "0.02", "0.03", "0.05", "0.08"] {
      _ = try place.shell("timeout -s KILL \(wait) $T bill run --book killed --as-of 2026-04-01 || true")
    }
    #expect(try place.shell("$T bill run --book killed --as-of 2026-04-01").status == 0)
    #expect(try book.sql(content, "killed") == whole)
  }
}
