# deck.py COUNT SEED: a deck of so many invented prices for prefixes that nest and crowd as real ones do: a few countries
# have most of them.
import random
import sys

count, seed = int(sys.argv[1]), int(sys.argv[2])
draw = random.Random(seed)
codes = [1, 7, 20, 27] + list(range(30, 35)) + [36, 39, 40, 41] + list(range(43, 50)) + list(range(51, 59))
codes += [60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98]
codes += list(range(211, 270)) + list(range(350, 390)) + list(range(500, 510)) + list(range(850, 857)) + list(range(960, 999))
draw.shuffle(codes)

prefixes = {str(code) for code in codes}
while len(prefixes) < count:
    # The n-th country has about 1/n as many prefixes as the first.
    code = codes[int(len(codes) ** draw.random()) - 1]
    prefixes.add(str(code) + "".join(draw.choices("0123456789", k=draw.choice([2, 3, 4, 5, 5, 6, 6, 6]))))

increments = ["60,60", "60,1", "30,6", "6,6", "1,1", "60,6"]
print("prefix,destination,connect_fee,rate_per_minute,first_interval_s,next_interval_s,effective_from")
for prefix in sorted(prefixes)[:count]:
    fee = f"0.{draw.randrange(50):03}" if draw.random() < 0.25 else "0"
    print(f"{prefix},Place {prefix},{fee},0.{draw.randrange(10, 45000):05},{draw.choice(increments)},2025-01-01")
