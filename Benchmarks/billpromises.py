#!/usr/bin/env python3
"""Times `tollbook bill run` where half of the accounts have allowances and pools against the same book without, and checks
every total.

Benchmarks/billpromises.py TOLLBOOK FOLDER ACCOUNTS CALLS

Accounts with two numbers each, CALLS calls of each account in March 2026, ingested in the order in which they were made.
"""
import os, random, subprocess, sys, time

program, folder, accounts, calls = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
random.seed(1)
at = lambda name: os.path.join(folder, name)
rates = {"44": 6, "33": 12}  # cents a minute, by the second: no charge is rounded
for kind, promises in (("plain", ""), ("with", """allowances:
  - {name: friends, amount: 10, unit: minutes, on: {prefixes: ["44"]}}
  - {name: pool, amount: 30, unit: minutes, shared: account}
"""), ("without", "")):
    os.makedirs(at(kind), exist_ok=True)
    with open(at(f"{kind}/plan.yaml"), "w") as f:
        f.write(f"name: {'plain' if kind == 'plain' else 'minutes'}\ncurrency: EUR\ntime_zone: UTC\nrounding: {{mode: half_up, decimals: 9}}\n"
                f"decks: [{{file: deck.csv, kind: termination}}]\n{promises}")
    with open(at(f"{kind}/deck.csv"), "w") as f:
        f.write("prefix,destination,rate_per_minute,first_interval_s,next_interval_s\n" + "".join(f"{p},To {p},0.{c:02d},1,1\n" for p, c in rates.items()))
tables = {"accounts": "name,opened\n", "services": "name,type,account\n", "keys": "service,kind,key,valid_from\n",
          "service-plans": "service,valid_from,plan\n", "orders": "service,effective,status\n"}
for a in range(accounts):
    tables["accounts"] += f"C{a:06d},2026-03-01\n"
    for n in (2 * a, 2 * a + 1):
        number = f"1202{n:07d}"
        tables["services"] += f"{number},line,C{a:06d}\n"
        tables["keys"] += f"{number},number,{number},2026-03-01\n"
        tables["service-plans"] += f"{number},2026-03-01,{'minutes' if a % 2 else 'plain'}\n"
        tables["orders"] += f"{number},2026-03-01,active\n"
for kind, text in tables.items():
    with open(at(kind + ".csv"), "w") as f: f.write(text)

with open(at("line.yaml"), "w") as f: f.write("name: line\ntitle: Line\n")

sixtieths = {"with": [0] * accounts, "without": [0] * accounts}  # of a cent
friends, pools = {}, {}
with open(at("calls.csv"), "w") as f:
    f.write("record_id,start,duration_s,calling,called\n")
    for i in range(accounts * calls):
        n, prefix, seconds = random.randrange(2 * accounts), random.choice(list(rates)), random.randrange(1, 900)
        start = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1_772_323_200 + i * 2_670_000 // (accounts * calls)))
        f.write(f"r{i},{start},{seconds},1202{n:07d},{prefix}{i % 10**7:07d}\n")
        sixtieths["without"][n // 2] += seconds * rates[prefix]
        if n // 2 % 2:
            if prefix == "44":
                taken = min(seconds, friends.get(n, 600))
                friends[n], seconds = friends.get(n, 600) - taken, seconds - taken
            taken = min(seconds, pools.get(n // 2, 1800))
            pools[n // 2], seconds = pools.get(n // 2, 1800) - taken, seconds - taken
        sixtieths["with"][n // 2] += seconds * rates[prefix]

seconds = {}
for kind in ("without", "with"):
    book = at(kind + ".tollbook")
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(book + suffix): os.remove(book + suffix)
    def do(*arguments):
        done = subprocess.run([program, *arguments, "--book", book], capture_output=True, text=True)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr[:2000])
        return done.stdout
    subprocess.run([program, "book", "create", book, "--operator", "Bench", "--currency", "EUR", "--time-zone", "UTC"], check=True, capture_output=True)
    do("service-type", "add", at("line.yaml"))
    for table in tables: do("import", table, at(table + ".csv"))
    for plan in ("plain", kind): do("plan", "import", at(plan))
    started = time.monotonic()
    do("ingest", at("calls.csv"))
    ingested = time.monotonic()
    report = do("bill", "run", "--as-of", "2026-04-01")
    seconds[kind] = (ingested - started, time.monotonic() - ingested)
    due = sum((amount + 30) // 60 for amount in sixtieths[kind])
    assert f"charges and taxes {due // 100}.{due % 100:02d} EUR" in report, (report, due)
for place, what in enumerate(("ingest", "bill run")):
    a, b = seconds["without"][place], seconds["with"][place]
    print(f"{what}: without {a:.2f} s, with allowances and pools {b:.2f} s: {b / a:.2f}x")
print(f"{accounts} accounts, {accounts * calls} calls; the invoices' sums agree")
