#!/usr/bin/env python3
"""Times carriers' rating against the plain case over the same calls, pair by pair, and checks charges and costs.

Benchmarks/carriers.py TOLLBOOK FOLDER [CALLS [PAIRS]]

The plain case: one deck, no directory. The carriers': 160,000 NPA-NXX rows with an interstate and an intrastate rate, an
origination deck, numbering data of as many exchanges, 12,000 accounts behind 200 resellers, two levels: two charges a call.
"""
import os, random, resource, statistics, subprocess, sys, time

program, folder = sys.argv[1], sys.argv[2]
calls = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
pairs = int(sys.argv[4]) if len(sys.argv) > 4 else 5
random.seed(1)
at = lambda name: os.path.join(folder, name)
npas = [n for n in range(201, 990) if n % 100 != 11 and str(n)[1] != "9" and n not in (800, 833, 844, 855, 866, 877, 888)][:210]
exchanges = [npa * 1000 + nxx for npa in npas for nxx in range(200, 1000)][:160_000]
US = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA".split()
state = {npa: US[i * len(US) // len(npas)] for i, npa in enumerate(npas)}
inter = {e: 1_000 + e * 7919 % 9_000 for e in exchanges}   # in 10⁻⁶ a minute
intra = {e: 2_000 + e * 104_729 % 9_000 for e in exchanges}
origin = {npa: 100 + npa * 31 % 400 for npa in npas}

def plan(name, deck, rows):
    os.makedirs(at(name), exist_ok=True)
    with open(at(f"{name}/plan.yaml"), "w") as f:
        f.write(f'name: {name}\ncurrency: USD\ntime_zone: UTC\nrounding: {{mode: half_up, decimals: 6}}\n'
                'dialling: {country_code: "1", international_prefix: "011", national_prefix: "1"}\ndecks:\n' + deck)
    for file, lines in rows.items():
        with open(at(f"{name}/{file}"), "w") as f: f.writelines(lines)

price = lambda millionths: f"{millionths // 10**6}.{millionths % 10**6:06d}"
header = "prefix,destination,rate_per_minute,first_interval_s,next_interval_s"
def both(factor):
    yield header + ",jurisdiction\n"
    for e in exchanges:
        yield f"1{e},{state[e // 1000]},{price(inter[e] * factor)},6,6,interstate\n"
        yield f"1{e},{state[e // 1000]},{price(intra[e] * factor)},6,6,intrastate\n"
legs = "  - {file: term.csv, kind: termination}\n  - {file: orig.csv, kind: origination}\n"
def origination(factor): return [header + "\n"] + [f"1{n},{state[n]},{price(origin[n] * factor)},6,6\n" for n in npas]
plan("retail", legs, {"term.csv": both(2), "orig.csv": origination(2)})
plan("buy", legs, {"term.csv": both(1), "orig.csv": origination(1)})
plan("plain", "  - {file: term.csv, kind: termination}\n",
     {"term.csv": [header + "\n"] + [f"1{e},{state[e // 1000]},{price(inter[e])},6,6\n" for e in exchanges]})
with open(at("numbering.csv"), "w") as f:
    f.write("npa,nxx,state,lata,ocn,rate_centre\n")
    for e in exchanges: f.write(f"{e // 1000},{e % 1000},{state[e // 1000]},,{e % 9000 + 1000},\n")
with open(at("resellers.csv"), "w") as f:
    f.write("account,buy_plan,sell_plan\n")
    for r in range(200): f.write(f"R{r:03d},buy,retail\n")
subscribers = [f"1{random.choice(exchanges)}{i % 10000:04d}" for i in range(60_000)]
with open(at("subscribers.csv"), "w") as f:
    f.write("service,kind,account,service_type,parent_account\n")
    seen = set()
    for i, number in enumerate(subscribers):
        if number not in seen: f.write(f"{number},number,C{i % 12_000:05d},voip_line,R{i % 12_000 % 200:03d}\n")
        seen.add(number)
expected = [0, 0]
def charge(source, target, seconds, factor):
    billed = max(6, (seconds + 5) // 6 * 6)
    table = intra if state[source // 1000] == state[target // 1000] else inter
    total = (table[target] + origin[source // 1000]) * factor * billed  # 10⁻⁶ × 60
    return (2 * total + 60) // 120
with open(at("Master.csv"), "w") as f:
    for i in range(calls):
        source, target = subscribers[random.randrange(60_000)], random.choice(exchanges)
        seconds = random.randrange(1, 900)
        clock = 1_772_323_200 + i * 2
        text = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(clock)); end = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(clock + seconds))
        f.write(f'"","{source}","1{target}{i % 10000:04d}","out","""C"" <{source}>","SIP/a-1","SIP/b-2","Dial","SIP/b,60","{text}","{text}","{end}",{seconds},{seconds},"ANSWERED","DOCUMENTATION","{clock}.{i}",""\n')
        for level in (0, 1): expected[level] += charge(int(source[1:7]), target, seconds, 2 - level)

def run(arguments):
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([program, "rate", *arguments, "--time-zone", "UTC", "--threads", "2", "--format", "asterisk", at("Master.csv")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - begun, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
plain = ["--plan", at("plain"), "-o", at("plain.csv")]
levels = ["--plan", at("retail"), "--plan", at("buy"), "--numbering", at("numbering.csv"), "--subscribers", at("subscribers.csv"),
          "--resellers", at("resellers.csv"), "-o", at("levels.csv")]
times = [(run(plain), run(levels)) for _ in range(pairs)]
sums, rows = {"retail": 0, "reseller": 0}, 0
with open(at("levels.csv")) as f:
    titles = f.readline().strip().split(",")
    place, tier = titles.index("charge"), titles.index("tier") - len(titles)
    for line in f:
        cells = line.rstrip("\n").split(",")
        whole, _, rest = cells[place].partition(".")
        sums[cells[tier].split(":")[0]] += int(whole) * 10**6 + int(rest.ljust(6, "0"))
        rows += 1
assert rows == 2 * calls and [sums["retail"], sums["reseller"]] == expected, (rows, sums, expected)
ratio = lambda kind: statistics.median(b[kind] / 2 / a[kind] for a, b in times)
middle = lambda run, kind: statistics.median(pair[run][kind] for pair in times)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
for kind, unit in enumerate(("s", "processor s")):
    print(f"plain {middle(0, kind):.2f} {unit} for {calls} charges, carriers' {middle(1, kind):.2f} {unit} for {rows}: {ratio(kind):.2f}x a charge")
print(f"at most {peak} MB; charges of both levels agree")
