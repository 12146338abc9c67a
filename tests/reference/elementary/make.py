# Values of elementary functions to 40 digits: python3 make.py > values.json (mpmath 1.3.0).
import json
import random
import mpmath
from mpmath import mp, mpf

random.seed(20261126)


def size(low, high):
    return random.choice([-1, 1]) * random.uniform(1, 2) * 2.0 ** random.randint(low, high)


arguments = {
    'exp': [random.uniform(-745, 709) for _ in range(20)] + [size(-60, 2) for _ in range(10)],
    'expm1': [random.uniform(-40, 709) for _ in range(20)] + [size(-1000, 2) for _ in range(10)],
    'log': [abs(size(-1022, 1022)) for _ in range(20)] + [1 + size(-50, -2) for _ in range(10)],
    'log1p': [abs(size(-1022, 1022)) for _ in range(20)] + [size(-1000, -2) for _ in range(10)],
    'sin': [random.uniform(-10, 10) for _ in range(15)] + [size(-100, 18) for _ in range(15)],
    'cos': [random.uniform(-10, 10) for _ in range(15)] + [size(-100, 18) for _ in range(15)],
    'atan': [random.uniform(-4, 4) for _ in range(15)] + [size(-1000, 1000) for _ in range(15)],
}
rows = []
for name, places in arguments.items():
    for x in places:
        mp.prec = 2400
        value = getattr(mpmath, name)(mpf(x))
        mp.dps = 60
        rows.append({'name': name, 'x': x, 'y': 0, 'value': mpmath.nstr(value, 42)})
for i in range(30):
    x, y = random.uniform(0, 4), size(-3, 6)
    mp.prec = 2400
    rows.append({'name': 'pow', 'x': x, 'y': y, 'value': mpmath.nstr(mpf(x) ** mpf(y), 42)})
    x, y = size(-30, 30), size(-30, 30)
    rows.append({'name': 'hypot', 'x': x, 'y': y, 'value': mpmath.nstr(mpmath.sqrt(mpf(x) ** 2 + mpf(y) ** 2), 42)})
print(json.dumps({'program': 'mpmath ' + mpmath.__version__, 'rows': rows}, indent=1))
