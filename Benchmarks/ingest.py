"""The parts of Benchmarks/ingest that are no commands: a book's customers, their calls, and the comparison."""
import json
import os
import random
import sqlite3
import subprocess
import sys
import time

ACCOUNTS, KEYS = 12_000, 5


def customers(path):
    book = sqlite3.connect(path)
    ids = range(1, ACCOUNTS + 1)
    book.executemany(
        "INSERT INTO account (id, name, currency, time_zone, opened) VALUES (?, ?, 'USD', 'America/New_York', 0)",
        ((i, f"A{i:05}") for i in ids))
    book.executemany("INSERT INTO service (id, name, type, account) VALUES (?, ?, 'voice', ?)", ((i, f"S{i:05}", i) for i in ids))
    keys = [(i, "account_code", f"acct{i:05}") for i in ids]
    keys += [(i, "number", str(12012000000 + 7 * i + j)) for i in ids for j in range(KEYS - 1)]
    book.executemany("INSERT INTO service_key (service, kind, key, valid_from) VALUES (?, ?, ?, 0)", sorted(keys))
    book.executemany("INSERT INTO service_plan (service, valid_from, plan) VALUES (?, 0, 'retail-us')", ((i,) for i in ids))
    book.executemany("INSERT INTO service_status (service, effective, status, ordered_at) VALUES (?, 0, 'active', 0)", ((i,) for i in ids))
    book.commit()


def days(folder, calls):
    """Gives each call of standard input one of the accounts, seeded, and cuts them into days."""
    seeded, out = random.Random(7), None
    for number, line in enumerate(sys.stdin):
        if number % calls == 0:
            out = open(f"{folder}/day{number // calls:03}.csv", "w")
        account = 1 + seeded.randrange(ACCOUNTS)
        out.write(f'"acct{account:05}","{12012000000 + 7 * account}",{line.split(",", 2)[2]}')


def run(program, path, before, plan, zone, files):
    def summary(*arguments):
        begin = time.monotonic()
        result = subprocess.run([program, *arguments, "--time-zone", zone, "--summary", "json", *files], capture_output=True, text=True)
        lines = [line for line in result.stderr.splitlines() if line.startswith("{")]
        assert result.returncode in (0, 3) and lines, result.stderr
        return json.loads(lines[-1]), time.monotonic() - begin

    ingested, seconds = summary("ingest", "--book", path)
    rated, _ = summary("rate", "--plan", plan, "-o", "/dev/null")
    for key in ("read", "rated", "rejected", "not_chargeable", "billed_seconds", "charges"):
        assert ingested[key] == rated[key], (key, ingested[key], rated[key])
    book = sqlite3.connect(path)
    count, nanos = book.execute("SELECT count(*), sum(charge) FROM usage").fetchone()
    whole, _, fraction = rated["charges"]["USD"].partition(".")
    assert count == rated["rated"] and nanos == int(whole) * 10**9 + int(fraction.ljust(9, "0") or 0)
    grown = os.path.getsize(path) - before
    print(f"{ingested['read']} calls, {count} rated: {seconds:.2f} s, {ingested['read'] / seconds:.0f} calls/s; "
          f"{grown / count:.1f} bytes a rated call, {grown / ingested['read']:.1f} a call read")


match sys.argv[1:]:
    case ["book", path]: customers(path)
    case ["days", folder, calls]: days(folder, int(calls))
    case ["run", program, path, before, plan, zone, *files]: run(program, path, int(before), plan, zone, files)
