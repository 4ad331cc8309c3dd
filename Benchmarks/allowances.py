#!/usr/bin/env python3
"""Times rating with plans' allowances and pools against the same run without, pair by pair, and checks every charge.

Benchmarks/allowances.py TOLLBOOK FOLDER [CALLS [PAIRS]]

12,000 accounts with five numbers each call by a deck of 100,000 prefixes. Every second account has a plan with 60 minutes a
number to some countries, and 300 minutes a month that its numbers share and that roll over. Charges and units are compared
with those of a biller of its own.
"""
import os, random, resource, statistics, subprocess, sys, time

program, folder = sys.argv[1], sys.argv[2]
calls = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
pairs = int(sys.argv[4]) if len(sys.argv) > 4 else 5
random.seed(1)
at = lambda name: os.path.join(folder, name)
included = ("44", "49", "33")
prefixes = sorted({f"{random.choice(included + ('34', '39', '31', '48', '55', '61', '81'))}{random.randrange(10**4):04d}" for _ in range(200_000)})[:100_000]
rate = {p: 1_000 + int(p) * 7919 % 90_000 for p in prefixes}  # in 10⁻⁶ a minute
with open(at("deck.csv"), "w") as f:
    f.write("prefix,destination,rate_per_minute,first_interval_s,next_interval_s\n")
    for p in prefixes: f.write(f"{p},To {p},0.{rate[p]:06d},6,6\n")

def plan(folder, name, promises=""):
    os.makedirs(at(folder), exist_ok=True)
    with open(at(f"{folder}/plan.yaml"), "w") as f:
        f.write(f"name: {name}\ncurrency: EUR\ntime_zone: UTC\nrounding: {{mode: half_up, decimals: 6}}\n"
                f"decks: [{{file: ../deck.csv, kind: termination}}]\n{promises}")
plan("plain", "plain")
plan("without", "minutes")
plan("with", "minutes", f"""allowances:
  - {{name: friends, amount: 60, unit: minutes, on: {{prefixes: {list(included)}}}}}
  - {{name: pool, amount: 300, unit: minutes, shared: account, rollover: {{cap: 600, cycles: 2}}}}
""".replace("'", '"'))
numbers = [f"1201{i:07d}" for i in range(60_000)]
with open(at("subscribers.csv"), "w") as f:
    f.write("service,kind,account,plan,valid_from\n")
    for i, number in enumerate(numbers): f.write(f"{number},number,A{i // 5:05d},{'minutes' if i // 5 % 2 else 'plain'},2026-03-01\n")

friends, pool = {}, {}
expected = {"plain": 0, "with": 0, "friends": 0, "pool": 0}
with open(at("Master.csv"), "w") as f:
    for i in range(calls):
        who, prefix, seconds = random.randrange(60_000), random.choice(prefixes), random.randrange(1, 900)
        clock = 1_772_323_200 + i * 2_600_000 // calls  # March 2026
        text, end = (time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(clock + s)) for s in (0, seconds))
        f.write(f'"","{numbers[who]}","{prefix}{i % 100000:05d}","out","""C"" <{who}>","SIP/a-1","SIP/b-2","Dial","SIP/b,60","{text}","{text}","{end}",{seconds},{seconds},"ANSWERED","DOCUMENTATION","{clock}.{i}",""\n')
        steps = (seconds + 5) // 6
        charge = lambda steps: (2 * rate[prefix] * steps * 6 + 60) // 120
        expected["plain"] += charge(steps)
        if who // 5 % 2:
            if prefix.startswith(included):
                left = friends.get(who, 3600)
                taken = min(steps, left // 6)
                friends[who], steps, expected["friends"] = left - taken * 6, steps - taken, expected["friends"] + taken * 6
            left = pool.get(who // 5, 18000)
            taken = min(steps, left // 6)
            pool[who // 5], steps, expected["pool"] = left - taken * 6, steps - taken, expected["pool"] + taken * 6
        expected["with"] += charge(steps)

def run(plan, *more):
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([program, "rate", "--plan", at("plain"), "--plan", at(plan), "--subscribers", at("subscribers.csv"), "--time-zone", "UTC",
                           "--threads", "2", "--format", "asterisk", "-o", at(plan + ".csv"), *more, at("Master.csv")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - begun, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

def fresh():
    if os.path.exists(at("state")): os.remove(at("state"))
    return run("with", "--allowances", at("state"))
times = [(run("without"), fresh()) for _ in range(pairs)]

def sums(name):
    total, units = 0, {"friends": 0, "pool": 0}
    with open(at(name + ".csv")) as f:
        titles = f.readline().strip().split(",")
        place, covered = titles.index("charge"), titles.index("allowance_units")
        for line in f:
            cells = line.split(",")
            whole, _, rest = cells[place].partition(".")
            total += int(whole) * 10**6 + int(rest.ljust(6, "0"))
            for part in filter(None, cells[covered].split(";")):
                allowance, taken, _ = part.split(":")
                units[allowance] += int(taken)
    return total, units
assert sums("without")[0] == expected["plain"]
total, units = sums("with")
assert total == expected["with"] and units == {k: expected[k] for k in units}, (total, units, expected)
ratio = lambda kind: statistics.median(b[kind] / a[kind] for a, b in times)
middle = lambda run, kind: statistics.median(pair[run][kind] for pair in times)
for kind, unit in enumerate(("s", "processor s")):
    print(f"without {middle(0, kind):.2f} {unit}, with allowances and pools {middle(1, kind):.2f} {unit}: {ratio(kind):.2f}x")
print(f"{calls} calls, {sum(units.values()) // 60} minutes covered; charges and units agree")
