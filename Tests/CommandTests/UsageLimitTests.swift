import Foundation
import Testing

@Suite struct `Usage limits` {
  private let book: BookPlace
  private var place: Workplace { book.place }

  init() throws { book = try BookPlace() }

  /// Adds up all calls of the book after every batch, each by the clock of its account and the calendar of who pays.
  private static let model = """
    import datetime, json, os, random, sqlite3, subprocess, sys, zoneinfo
    rnd = random.Random(int(sys.argv[1]))
    os.environ.update(TOLLBOOK_BOOK='book', USER='ada')
    zones = {1: 'America/New_York', 2: 'UTC', 3: 'Pacific/Kiritimati'}
    cycle_day = {1: 3, 2: 1, 3: 28}
    parent, limits, told, seen, calls = {}, {}, {}, 0, 0
    first_of_all = datetime.datetime(2026, 3, 1, tzinfo=datetime.timezone.utc)
    now = datetime.datetime.now(datetime.timezone.utc)

    def tollbook(*arguments):
        done = subprocess.run([os.environ['T'], *arguments], capture_output=True, text=True)
        assert done.returncode in (0, 3), (arguments, done.stderr)

    def rows(sql): return sqlite3.connect('book').execute(sql).fetchall()
    def day(account, ms): return datetime.datetime.fromtimestamp(ms / 1000, zoneinfo.ZoneInfo(zones[account])).date()
    def payer(account): return payer(parent[account]) if account in parent else account

    def period(limit, day):
        if limit['period'] == 'day': return day, day + datetime.timedelta(1)
        begin = day
        while begin.day != cycle_day[payer(limit['owner'])]: begin -= datetime.timedelta(1)
        end = begin + datetime.timedelta(1)
        while end.day != begin.day: end += datetime.timedelta(1)
        return begin, end

    def counts(limit, account, service):
        if 'service' in limit: return service == limit['service']
        while account != limit['account'] and account in parent: account = parent[account]
        return account == limit['account']

    def judge(name, span):
        limit, used, found = limits[name], 0, False
        for account, service, ms, seconds, charge, extras, _ in rows('SELECT account, service, start_ms, billed_s, charge, extras, batch FROM usage'):
            if not counts(limit, account, service) or not span[0] <= day(account, ms) < span[1]: continue
            extras, found = json.loads(extras or '{}'), True
            used += {'amount': charge * 60, 'minutes': seconds * 10**9, 'records': 60 * 10**9,
                     'megabytes': (extras.get('octets_in', 0) + extras.get('octets_out', 0)) * 60000}[limit['measure']]
        events = []
        for kind in ('soft', 'hard'):
            level, key = limit.get(kind), (name, kind, span)
            if found and level is not None and used >= level * 60 * 10**9 and told.get(key, 0) < level:
                told[key] = level
                text = f'{used // 60 // 10**9}.{used // 60 % 10**9:09}'.rstrip('0').rstrip('.')
                events.append(('usage_limit_' + kind, name, str(span[0]), str(span[1]), str(level), text))
        return events

    def expect(events):
        global seen
        found = rows(f"SELECT id, kind, payload FROM outbox WHERE kind LIKE 'usage%' AND id > {seen} ORDER BY id")
        if found: seen = found[-1][0]
        found = [(k, p['limit'], p['period_from'], p['period_to'], p['threshold'], p['used']) for _, k, p in ((i, k, json.loads(p)) for i, k, p in found)]
        assert sorted(found) == sorted(events), (sys.argv[1], found, events)
        for name in limits:  # Soft goes before hard.
            for span in {e[2] for e in found if e[1] == name}:
                kinds = [e[0] for e in found if e[1] == name and e[2] == span]
                assert kinds == sorted(kinds, reverse=True), found

    def today(name):
        return period(limits[name], now.astimezone(zoneinfo.ZoneInfo(zones[limits[name]['owner']])).date())

    def add(name):
        limit = {'measure': rnd.choice(['amount', 'minutes', 'records', 'megabytes']), 'period': rnd.choice(['day', 'cycle'])}
        whose = rnd.choice(['account', 'service'])
        limit[whose] = limit['owner'] = rnd.randint(1, 3)
        limit['soft'] = rnd.randint(1, 40)
        if rnd.random() < 0.7: limit['hard'] = limit['soft'] + rnd.randint(0, 60)
        limits[name] = limit
        tollbook('usage-limit', 'add', name, '--' + whose, ('A' if whose == 'account' else 'S') + str(limit[whose]),
                 '--measure', limit['measure'], '--period', limit['period'], '--soft', str(limit['soft']), '--hard', str(limit.get('hard', '')))
        expect(judge(name, today(name)))

    def change(name):
        limit = limits[name]
        limit['soft'] = max(1, limit['soft'] + rnd.randint(-10, 40))
        if 'hard' in limit: limit['hard'] = limit['soft'] + rnd.randint(0, 40)
        tollbook('usage-limit', 'change', name, '--soft', str(limit['soft']), '--hard', str(limit.get('hard', '')))
        expect(judge(name, today(name)))

    def move():
        if 3 in parent:
            del parent[3]
            tollbook('account', 'change', 'A3', '--billing', 'own', '--parent', '')
        else:
            parent[3] = rnd.choice([1, 2])
            tollbook('account', 'change', 'A3', '--parent', f'A{parent[3]}', '--billing', 'consolidated')
        expect([])

    def recycle():
        account = rnd.randint(1, 3)
        cycle_day[account] = rnd.randint(1, 28)
        tollbook('account', 'change', f'A{account}', '--cycle-day', str(cycle_day[account]))
        expect([])

    def ingest():
        global calls
        with open('in.csv', 'w') as file:
            file.write('record_id,calling,called,start,duration_s,octets_in,octets_out\\n')
            for _ in range(rnd.randint(1, 30)):
                calls += 1
                start = now if rnd.random() < 0.3 else first_of_all + datetime.timedelta(seconds=rnd.randint(0, 8 * 86400))
                octets = f'{rnd.randint(0, 10**7)},{rnd.randint(0, 10**6)}' if rnd.random() < 0.5 else ','
                file.write(f'r{calls},1202555010{rnd.randint(0, 2)},{rnd.choice(["442079460", "441614960"])}123,{start:%Y-%m-%dT%H:%M:%SZ},{rnd.randint(1, 900)},{octets}\\n')
        tollbook('ingest', 'in.csv')
        new = rows('SELECT account, service, start_ms FROM usage WHERE batch = (SELECT max(id) FROM usage_batch)')
        expect([event for name, limit in limits.items()
                for span in {period(limit, day(a, ms)) for a, s, ms in new if counts(limit, a, s)} for event in judge(name, span)])

    for account in zones: tollbook('account', 'change', f'A{account}', '--cycle-day', str(cycle_day[account]))
    for number in range(6): add(f'l{number}')
    for turn in range(14):
        for _ in range(rnd.randint(1, 2)): ingest()
        rnd.choice([lambda: add(f'm{turn}'), lambda: change(rnd.choice(list(limits))), move, recycle])()
    tollbook('verify')
    print(rows("SELECT count(*) > 5 FROM outbox WHERE kind LIKE 'usage%'")[0][0])

    """

  @Test(arguments: [1, 2, 3])
  func `are told of once for each crossing and period, as a count of all calls has it`(seed: Int) throws {
    try place.write("model.py", Self.model)
    let outcome = try place.shell("python3 model.py \(seed)")
    #expect(outcome.status == 0 && outcome.text == "1\n", "\(outcome.messages)")
  }

  @Test func `are exchanged, and leave a trail`() throws {
    try place.write("limits.csv", """
      name,account,service,measure,period,soft,hard
      family,A1,,amount,cycle,50,80.5
      line,,S2,megabytes,day,1000,

      """)
    let outcome = try place.shell(
      """
      export TOLLBOOK_BOOK=book USER=ada; $T import usage-limits limits.csv && $T export usage-limits | cmp - limits.csv &&
      $T usage-limit change family --hard 90 && $T audit --object limit --format csv | cut -d, -f2- && $T usage-limit list --account A1 --format csv
      """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.text == """
      actor,object,name,field,before,after
      ada,limit,family,created,,"{""account"":""A1"",""soft"":""50"",""hard"":""80.5""}"
      ada,limit,line,created,,"{""service"":""S2"",""measure"":""megabytes"",""period"":""day"",""soft"":""1000""}"
      ada,limit,family,hard,80.5,90
      name,account,service,measure,period,soft,hard
      family,A1,,amount,cycle,50,90

      """)
  }

  @Test(arguments: [  // what is typed, what is said
    ("add x --soft 5", "a limit is for an account or for a service; name one of the two"),
    ("add x --account A1 --service S1 --soft 5", "a limit is for an account or for a service"),
    ("add x --account A1 --soft 5 --hard 4", "it is above the hard limit"),
    ("add x --account A1 --soft 0", "'0' does not fit"),
    ("add x --account A1 --measure octets --soft 1", "'octets' is not known here"),
    ("change day --measure minutes", "the limit has counted usage, its measure stays; clear its soft and hard, and add another limit"),
  ])
  func `are refused with the reason`(typed: String, message: String) throws {
    try book.write("in.csv", BookPlace.calls(0..<50))
    _ = try place.shell("$T usage-limit add day --account A1 --period day --soft 1 --book book")
    try book.ingest("in.csv", status: 3)
    let outcome = try place.shell("$T usage-limit \(typed) --book book")
    #expect(outcome.status == 1 && outcome.messages.contains(message), "\(outcome.messages)")
  }

  /// What an event says, what `used` lists, and that a batch that is abandoned leaves nothing.
  @Test func `say how much was used`() throws {
    _ = try place.shell("$T usage-limit add day --service S1 --period day --measure minutes --soft 1.5 --hard 3 --book book")
    try book.write("in.csv", ["a,12025550100,442079460100,2026-03-02T09:00:00Z,89"])
    try book.ingest("in.csv")
    #expect(try book.sql("SELECT count(*) FROM outbox WHERE kind LIKE 'usage%';") == "0\n")
    try book.write("in.csv", ["b,12025550100,442079460100,2026-03-03T04:59:59Z,2"])
    try book.ingest("in.csv")
    #expect(try book.sql("SELECT kind, account, service, payload FROM outbox WHERE kind LIKE 'usage%';") == """
      usage_limit_soft|1|1|{"limit":"day","account":"A1","service":"S1","measure":"minutes","period":"day","period_from":"2026-03-02","period_to":"2026-03-03","threshold":"1.5","used":"1.516666666"}

      """)
    let used = try place.tollbook("usage-limit", "used", "day", "--format", "csv", "--book", "book")
    #expect(used.rows == ["day,minutes,2026-03-02,2026-03-02,1.516666666,1.5,3,1.5,"])
    _ = try book.sql("UPDATE usage_limit_count SET used = used - 1;")
    let verified = try place.tollbook("verify", "--check", "usage-limits", "--book", "book")
    #expect(verified.status == 1 && verified.text.contains("usage limit day, from 2026-03-02: 90 is kept as used, its usage comes to 91"))
  }
}
