#!/usr/bin/env python3
"""Fills a book with a month of rated calls, closes it with `tollbook bill run`, and checks every total.

Benchmarks/billrun.py TOLLBOOK FOLDER ACCOUNTS CALLS [THREADS]

The rows are those an ingest writes, seals and all, so that `tollbook verify` holds too (--verify).
"""
import hashlib, os, sqlite3, struct, subprocess, sys, time

verify = "--verify" in sys.argv
arguments = [a for a in sys.argv[1:] if a != "--verify"]
program, folder, accounts, calls = arguments[0], arguments[1], int(arguments[2]), int(arguments[3])
threads = arguments[4] if len(arguments) > 4 else "2"
FIRST, DAYS = 20_513, 31  # March 2026
path = os.path.join(folder, f"bench-{accounts}.tollbook")
for suffix in ("", "-wal", "-shm"):
    if os.path.exists(path + suffix): os.remove(path + suffix)
subprocess.run([program, "book", "create", path, "--operator", "Bench", "--currency", "USD", "--time-zone", "UTC"], check=True)

big = lambda n: struct.pack(">q", n)
text = lambda s: big(len(s.encode())) + s.encode()
ids = range(1, accounts + 1)
db = sqlite3.connect(path, isolation_level=None)
db.execute("PRAGMA synchronous = OFF")
db.execute("PRAGMA cache_size = -1000000")
guard = db.execute("SELECT sql FROM sqlite_master WHERE name = 'usage_no_insert'").fetchone()[0]
db.execute("BEGIN")
db.execute("DROP TRIGGER usage_no_insert")
db.executemany("INSERT INTO account (id, name, title, currency, time_zone, opened) VALUES (?, ?, ?, 'USD', 'UTC', ?)",
               ((i, f"C{i:06d}", f"Customer {i}", FIRST) for i in ids))
db.executemany("INSERT INTO service (id, name, type, account) VALUES (?, ?, 'voice', ?)", ((i, f"1202{i:07d}", i) for i in ids))
db.executemany("INSERT INTO service_status (service, effective, status, ordered_at) VALUES (?, ?, 'active', 0)",
               ((i, FIRST * 86_400_000) for i in ids))
db.executemany("INSERT INTO product (code, title, kind) VALUES (?, ?, ?)",
               [("LINE", "Line", "recurring"), ("DID", "Number", "recurring"), ("LOCAL", "Local calls", "usage"), ("INTL", "International", "usage")])
db.executemany("INSERT INTO product_price VALUES (?, 'USD', 0, ?)", [("LINE", 12_990_000_000), ("DID", 1_500_000_000)])
for place, (product, quantity) in enumerate([("LINE", 1), ("DID", 2)]):
    db.executemany("INSERT INTO charge (id, name, account, service, product, frequency, timing, proration, start_day) "
                   "VALUES (?, ?, ?, ?, ?, 'monthly', 'advance', 'days_actual', ?)",
                   ((2 * i + place, f"{product}-{i}", i, i, product, FIRST) for i in ids))
    db.executemany("INSERT INTO charge_term (charge, valid_from, quantity) VALUES (?, ?, ?)",
                   ((2 * i + place, FIRST, quantity * 10**9) for i in ids))
db.execute("INSERT INTO tax_rule (name, authority, percent, valid_from) VALUES ('Sales tax', 'STATE', 6250000000, 0), ('City tax', 'CITY', 1500000000, 0)")
db.execute("INSERT INTO plan (name, valid_from, digest, content) VALUES ('bench', 0, ?, ?)",
           (hashlib.sha256(b"").digest(), bytes.fromhex("28b52ffd2000010000")))
for price in range(40):
    db.execute("INSERT INTO usage_price (plan, item, service_type, prefix, destination, band, jurisdiction) VALUES (1, ?, 'call', ?, ?, '', '')",
               (("LOCAL", "INTL")[price % 2], str(price + 1), f"Destination {price}"))

nanos, usage, seal = [0] * (accounts + 1), 1, bytes(32)
for day in range(DAYS):
    first, batch, runs, rows, sealed = usage, day + 1, [], [], bytearray()
    todays = calls * (day + 1) // DAYS - calls * day // DAYS
    for account in ids:
        count = todays * account // accounts - todays * (account - 1) // accounts
        if not count: continue
        begin, seconds, charges, lines = usage, 0, 0, []
        for _ in range(count):
            billed = 6 + 6 * (usage * 7919 % 100)
            charge = billed * (usage * 31 % 97 + 1) * 10_000
            record = f"17672{usage:010d}.{usage % 1000}"
            row = (usage, batch, usage - first + 1, record, account, account, (FIRST + day) * 86_400_000 + usage * 7919 % 86_400_000, 0,
                   billed * 1000, billed, 12_020_000_000 + account, 442_079_460_000 + usage % 1000, usage % 40 + 1, charge)
            rows.append(row)
            lines.append("%d,%d,%d,%d:%s,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,-\n" % (*row[:3], len(record), *row[3:]))
            seconds, charges, usage = seconds + billed, charges + charge, usage + 1
        digest = hashlib.sha256("".join(lines).encode()).digest()
        run = (batch, account, FIRST + day, begin, count, seconds, charges)
        runs.append((*run, digest))
        sealed += b"".join(map(big, run)) + digest
        nanos[account] += charges
    db.executemany("INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", rows)
    db.executemany("INSERT INTO usage_run (batch, account, day, first_usage, usage_count, billed_s, charge, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", runs)
    seal = hashlib.sha256(seal + big(first) + big(usage - first) + sealed).digest()
    db.execute("INSERT INTO usage_seal (first_usage, usage_count, hash) VALUES (?, ?, ?)", (first, usage - first, seal))
    db.execute("INSERT INTO usage_batch (source, format, bytes, content_hash, ingested_at, records_read, rated, not_chargeable, duplicate, rejected, "
               "first_usage, usage_count) VALUES (?, 'csv', 0, x'', 0, ?, ?, 0, 0, 0, ?, ?)",
               (f"day-{batch}", usage - first, usage - first, first, usage - first))

half_up = lambda amount, unit: (amount + unit // 2) // unit
posted = [half_up(amount, 10_000_000) for amount in nanos]
lines = [(account, "unbilled", posted[account]) for account in ids if posted[account]] + [(None, "revenue:usage", -sum(posted))]
entry = bytearray(bytes(32) + big(1) + big(FIRST) + text("usage") + b"\0" + text("bench") + text("") + b"\0" + big(0))
for place, (account, code, amount) in enumerate(lines):
    entry += big(place + 1) + text(code) + (b"\0" if account is None else b"\1" + big(account)) + text("USD") + big(amount)
db.execute("INSERT INTO ledger_account (id, code) VALUES (1, 'unbilled'), (2, 'revenue:usage')")
db.execute("INSERT INTO journal (id, day, kind, reference, recorded_at, hash) VALUES (1, ?, 'usage', 'bench', 0, ?)", (FIRST, hashlib.sha256(entry).digest()))
db.executemany("INSERT INTO journal_line (entry, ledger, account, currency, amount) VALUES (1, ?, ?, 'USD', ?)",
               ((1 if account else 2, account, amount) for account, _, amount in lines))
db.executemany("INSERT INTO account_balance (account, unbilled, unbilled_nanos) VALUES (?, ?, ?)", ((i, posted[i], nanos[i]) for i in ids))

# Seals over the rows of append-only tables, as one transaction makes them.
def value(v):
    if v is None: return b"\0"
    if isinstance(v, int): return b"\1" + big(v)
    return b"\2" + text(v) if isinstance(v, str) else b"\3" + big(len(v)) + v


last = bytes(32)
for table, columns, each in [("service_status", "*", False), ("plan", "id, name, valid_from, digest", True), ("usage_batch", "*", True), ("usage_price", "*", False),
                             ("ledger_account", "*", False)]:
    rows = db.execute(f"SELECT {columns} FROM {table} ORDER BY id").fetchall()
    after = 0
    for part in [[row] for row in rows] if each else [rows]:
        upto = part[-1][0]
        last = hashlib.sha256(last + text(table) + big(after) + big(upto) + b"".join(value(v) for row in part for v in row)).digest()
        db.execute("INSERT INTO row_seal (relation, after, upto, hash) VALUES (?, ?, ?, ?)", (table, after, upto, last))
        after = upto
db.execute(guard)
db.execute("COMMIT")
db.close()
size = os.path.getsize(path)

# By a small process in between: what is forked off this one counts its memory as its own.
BETWEEN = "import resource, subprocess, sys; code = subprocess.run(sys.argv[1:]).returncode; " \
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, file=sys.stderr); sys.exit(code)"
started = time.monotonic()
report = subprocess.run([sys.executable, "-c", BETWEEN, program, "bill", "run", "--as-of", "2026-04-01", "--threads", threads, "--book", path],
                        check=True, capture_output=True, text=True)
seconds = time.monotonic() - started
memory = int(report.stderr.split()[-1])
# In advance: March and April of a line and two numbers. Taxes are rounded once for each invoice and rate.
expected = 0
for account in ids:
    net = 2 * (1299 + 300) + posted[account]
    expected += net + half_up(net * 625, 10_000) + half_up(net * 150, 10_000)
wanted = [f"{accounts} accounts = {accounts} closed + 0 set aside + 0 nothing to bill", f"charges and taxes {expected // 100}.{expected % 100:02d} USD"]
for line in wanted:
    if line not in report.stdout: sys.exit(f"expected '{line}' in:\n{report.stdout}")
print(f"{accounts} accounts, {usage - 1} calls, {size >> 20} MB: {seconds:.1f} s, {memory} MB of memory, {threads} threads")
if verify: print(subprocess.run([program, "verify", "--book", path], check=True, capture_output=True, text=True).stdout, end="")
