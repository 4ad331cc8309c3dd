# pairs.py TOLLBOOK FOLDER yes|no: runs tollbook and its peers in turn on the files of the folder, so that whatever else the
# machine does hits both alike, and prints medians, ratios and peak memory. The last argument is whether DuckDB takes part.
import csv
import os
import platform
import statistics
import subprocess
import sys
import time
from datetime import date

tollbook, folder, with_duckdb = sys.argv[1], sys.argv[2], sys.argv[3] == "yes"
ROUNDS = int(os.environ.get("ROUNDS", "7"))
deck, plain, packed, subscribers = (
    os.path.join(folder, name) for name in ("deck.csv", "Master.csv", "Master.csv.zst", "subscribers.csv"))
out = os.path.join(folder, "out.csv")


def rate(source, threads, target=out, who=()):
    return [tollbook, "rate", "--plan", deck, *who, "--format", "asterisk", "--time-zone", "UTC", "--threads", str(threads),
            "--summary", "json", "-o", target, source]


def invent_subscribers():
    """Up to 60,000 of the calls' own calling numbers, and an account for every five of them; others call from a range."""
    with open(plain, newline="") as file:
        numbers = list(dict.fromkeys(row[1] for row in csv.reader(file)))[:60_000]
    with open(subscribers, "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["service", "kind", "account", "valid_from"])
        rows.writerows([number, "number", f"A{index // 5:05}", "2000-01-01"] for index, number in enumerate(numbers))
        rows.writerows([digit, "range", f"R{digit}", "2000-01-01"] for digit in range(1, 10))
    return {number: f"A{index // 5:05}" for index, number in enumerate(numbers)}


def reference(threads):
    return [os.path.join(folder, "reference"), plain, out, str(threads)]


def run(command):
    """Seconds, and megabytes at the most."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        sys.exit(f"{' '.join(command)} failed: {errors}")
    return elapsed, usage.ru_maxrss / 1024


def pair(name, left, right):
    """Runs both in turn; the median of the ratios of neighbours is what counts."""
    times = [(run(left), run(right)) for _ in range(ROUNDS)]
    seconds = statistics.median(a[0] for a, _ in times), statistics.median(b[0] for _, b in times)
    ratio = statistics.median(a[0] / b[0] for a, b in times)
    memory = max(a[1] for a, _ in times)
    print(f"{name:58} {seconds[0]:7.3f} s {seconds[1]:7.3f} s {ratio:6.2f}x {memory:7.0f} MB", flush=True)


def check():
    """Every answered call must have been rated, and the charges must be those of a second formula."""
    run(rate(plain, 2))
    with open(plain, newline="") as file:
        answered = sum(row[14] == "ANSWERED" for row in csv.reader(file))
    with open(out, newline="") as file:
        rows = sum(1 for _ in csv.reader(file)) - 1
    if rows != answered:
        sys.exit(f"{answered} calls were answered, {rows} are rated")
    return answered


def check_payers():
    """With subscribers the same calls cost the same, and each is its number's."""
    accounts = invent_subscribers()
    other = os.path.join(folder, "out-payers.csv")
    run(rate(plain, 2, other, who))
    with open(out, newline="") as without, open(other, newline="") as file:
        for before, after in zip(csv.DictReader(without), csv.DictReader(file), strict=True):
            calling = after["calling"]
            if before["charge"] != after["charge"] or after["account"] != accounts.get(calling, "R" + calling[:1]):
                sys.exit(f"{before} became {after}")
    os.remove(other)
    return len(accounts)


answered = check()
who = ["--subscribers", subscribers]
services = check_payers()
model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "")
with open(plain, "rb") as file:
    calls = sum(1 for _ in file)
with open(deck, "rb") as file:
    prefixes = sum(1 for _ in file) - 1
print(f"{date.today()}, {model or platform.machine()}, {os.cpu_count()} cores")
print(f"{calls:,} calls ({answered:,} answered, {os.path.getsize(plain) / 1e6:.0f} MB), {prefixes:,} prefixes, "
      f"median of {ROUNDS} pairs")
print(f"{'':58} {'left':>9} {'right':>9} {'ratio':>7} {'peak':>10}")
pair("tollbook, 2 threads : reference, 2 threads", rate(plain, 2), reference(2))
pair("tollbook, 1 thread : reference, 1 thread", rate(plain, 1), reference(1))
pair("tollbook, 1 thread : tollbook, 2 threads", rate(plain, 1), rate(plain, 2))
pair(f"tollbook, {services:,} numbers : tollbook, 2 threads", rate(plain, 2, who=who), rate(plain, 2))
pair("tollbook from .zst : tollbook from plain, 2 threads", rate(packed, 2), rate(plain, 2))
if with_duckdb:
    peer = [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "duckdb_peer.py"), deck, plain, out]
    ROUNDS = 3
    pair("DuckDB, 2 threads : tollbook, 2 threads", peer, rate(plain, 2))
