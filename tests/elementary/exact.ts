/**
 * Elementary functions in whole numbers of as many digits as are asked for: what those of `src/elementary` are compared with.
 * A fixed-point number is a BigInt that counts units of 2^−bits.
 */

/** A value of some 60 significant digits: `digits` · 2^`exponent`. */
export interface Exact {
  readonly digits: bigint;
  readonly exponent: number;
}

const double = new Float64Array(1);
const bits64 = new BigUint64Array(double.buffer);

/** A finite double as it is. */
export function exactly(x: number): Exact {
  double[0] = x;
  const word = bits64[0];
  const biased = Number((word >> 52n) & 0x7ffn);
  const fraction = word & 0xfffffffffffffn;
  const digits = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return { digits: word >> 63n === 1n ? -digits : digits, exponent: Math.max(biased, 1) - 1075 };
}

/** In units of 2^−bits, rounded down. */
export function fixed({ digits, exponent }: Exact, bits: number): bigint {
  return shifted(digits, exponent + bits);
}

const shifted = (x: bigint, by: number): bigint => (by >= 0 ? x << BigInt(by) : x >> BigInt(-by));
const lengthOf = (x: bigint): number => (x < 0n ? -x : x).toString(2).length;

/** Distance of a double from a value, in units in the last place of that value (of the smallest numbers below the normal ones). */
export function unitsInTheLastPlace(y: number, value: Exact): number {
  if (value.digits === 0n) return y === 0 ? 0 : Infinity;
  const last = Math.max(value.exponent + lengthOf(value.digits) - 53, -1074);
  const { digits, exponent } = exactly(y);
  const low = Math.min(exponent, value.exponent);
  const distance = shifted(digits, exponent - low) - shifted(value.digits, value.exponent - low);
  // 64 binary digits behind the point are enough of a distance.
  return Number(shifted(distance < 0n ? -distance : distance, low - last + 64)) / 2 ** 64;
}

const remembered = new Map<string, bigint>();

function constant(name: string, bits: number, compute: (bits: number) => bigint): bigint {
  const key = `${name} ${bits}`;
  let value = remembered.get(key);
  if (value === undefined) {
    value = compute(bits + 32) >> 32n;
    remembered.set(key, value);
  }
  return value;
}

/** ln 2 = Σ 1/(k 2^k). */
const ln2 = (bits: number): bigint =>
  constant('ln2', bits, (more) => {
    let sum = 0n;
    for (let k = 1; k <= more; k++) sum += (1n << BigInt(more - k)) / BigInt(k);
    return sum;
  });

/** π = 16 atan(1/5) − 4 atan(1/239) (Machin 1706). */
const pi = (bits: number): bigint => constant('pi', bits, (more) => 16n * inverseTangent(5n, more) - 4n * inverseTangent(239n, more));

function inverseTangent(of: bigint, bits: number): bigint {
  let power = (1n << BigInt(bits)) / of;
  let sum = power;
  for (let k = 3n; power !== 0n; k += 2n) {
    power = -power / (of * of);
    sum += power / k;
  }
  return sum;
}

/** e^x in units of 2^−bits · 2^k, with that k. */
function exponential(x: bigint, bits: number): { readonly value: bigint; readonly power: number } {
  const two = ln2(bits);
  const power = x / two - (x < 0n ? 1n : 0n);
  if (power < -4000n) return { value: 0n, power: 0 }; // below every number that a double can be compared with
  // e^r = (e^(r/256))^256: fewer terms.
  const r = (x - power * two) >> 8n;
  let term = 1n << BigInt(bits);
  let sum = term;
  for (let k = 1n; term !== 0n; k++) {
    term = (term * r) >> BigInt(bits);
    term /= k;
    sum += term;
  }
  for (let i = 0; i < 8; i++) sum = (sum * sum) >> BigInt(bits);
  return { value: sum, power: Number(power) };
}

/** log of a number > 0 in units of 2^−bits: 2 atanh((m − 1)/(m + 1)) with m near 1. */
function logarithm({ digits, exponent }: Exact, bits: number): bigint {
  const one = 1n << BigInt(bits);
  let power = exponent + lengthOf(digits);
  let m = shifted(digits, exponent - power + bits); // ½ ≤ m < 1
  if (m * m * 2n < one * one) {
    m = shifted(digits, exponent - power + 1 + bits);
    power--;
  }
  const s = ((m - one) << BigInt(bits)) / (m + one);
  const square = (s * s) >> BigInt(bits);
  let odd = s;
  let sum = s;
  for (let k = 3n; odd !== 0n && odd !== -1n; k += 2n) {
    odd = (odd * square) >> BigInt(bits);
    sum += odd / k;
  }
  return 2n * sum + BigInt(power) * ln2(bits);
}

function squareRoot(x: bigint): bigint {
  if (x === 0n) return 0n;
  let root = 1n << BigInt((lengthOf(x) + 1) >> 1);
  for (;;) {
    const next = (root + x / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** Sine and cosine of an angle, in units of 2^−bits. */
function sineOf(x: bigint, bits: number, quarters: number): bigint {
  const quarter = pi(bits) >> 1n;
  const turns = (2n * x + quarter) / (2n * quarter) - (2n * x + quarter < 0n ? 1n : 0n);
  const r = x - turns * quarter;
  const place = Number((((turns + BigInt(quarters)) % 4n) + 4n) % 4n);
  const square = (r * r) >> BigInt(bits);
  let term = place % 2 === 0 ? r : 1n << BigInt(bits);
  let sum = term;
  for (let k = place % 2 === 0 ? 2n : 1n; term !== 0n && term !== -1n; k += 2n) {
    term = -((term * square) >> BigInt(bits)) / (k * (k + 1n));
    sum += term;
  }
  return place < 2 ? sum : -sum;
}

/** atan x in units of 2^−bits, by halving the angle four times. */
function arcTangent(x: Exact, bits: number): bigint {
  const one = 1n << BigInt(bits);
  const isLarge = x.exponent + lengthOf(x.digits) > 0;
  const isBelow = x.digits < 0n;
  const size = { digits: isBelow ? -x.digits : x.digits, exponent: x.exponent };
  let t = isLarge ? (1n << BigInt(2 * bits)) / shifted(size.digits, size.exponent + bits) : fixed(size, bits);
  for (let i = 0; i < 4; i++) t = (t << BigInt(bits)) / (one + squareRoot(one * one + t * t));
  const square = (t * t) >> BigInt(bits);
  let odd = t;
  let sum = t;
  for (let k = 3n; odd !== 0n && odd !== -1n; k += 2n) {
    odd = -((odd * square) >> BigInt(bits));
    sum += odd / k;
  }
  const angle = isLarge ? (pi(bits) >> 1n) - 16n * sum : 16n * sum;
  return isBelow ? -angle : angle;
}

/** Bits behind the point that leave 150 significant ones of a result near `size`. */
const bitsFor = (size: number): number => 150 + Math.max(0, -Math.floor(Math.log2(Math.abs(size) || 5e-324)));

const ofExponential = ({ value, power }: { readonly value: bigint; readonly power: number }, bits: number): Exact => ({
  digits: value,
  exponent: power - bits,
});

/** Each function of `src/elementary`, to at least 40 digits. */
export const exact: Readonly<Record<string, (x: number, y: number) => Exact>> = {
  exp: (x) => ofExponential(exponential(fixed(exactly(x), 220), 220), 220),
  expm1: (x) => {
    const bits = 220 + bitsFor(x);
    const { value, power } = exponential(fixed(exactly(x), bits), bits);
    return { digits: shifted(value, power + 1200) - (1n << BigInt(bits + 1200)), exponent: -bits - 1200 };
  },
  log: (x) => {
    const bits = bitsFor(x - 1) + 60;
    return { digits: logarithm(exactly(x), bits), exponent: -bits };
  },
  log1p: (x) => {
    const bits = bitsFor(x) + 60;
    const { digits, exponent } = exactly(x);
    const low = Math.min(0, exponent);
    const sum = { digits: (1n << BigInt(-low)) + shifted(digits, exponent - low), exponent: low };
    return { digits: logarithm(sum, bits), exponent: -bits };
  },
  pow: (x, y) => {
    const bits = 320;
    const times = exactly(y);
    const more = 60 + Math.max(0, times.exponent + 53);
    const product = shifted(logarithm(exactly(x), bits + more) * times.digits, times.exponent - more);
    return ofExponential(exponential(product, bits), bits);
  },
  hypot: (x, y) => {
    const [a, b] = [exactly(x), exactly(y)];
    const low = Math.min(a.exponent, b.exponent);
    const sum = shifted(a.digits, a.exponent - low) ** 2n + shifted(b.digits, b.exponent - low) ** 2n;
    return { digits: squareRoot(sum << 300n), exponent: low - 150 };
  },
  sin: (x) => ({ digits: sineOf(fixed(exactly(x), bitsFor(x) + 80), bitsFor(x) + 80, 0), exponent: -bitsFor(x) - 80 }),
  cos: (x) => ({ digits: sineOf(fixed(exactly(x), 280), 280, 1), exponent: -280 }),
  atan: (x) => {
    const bits = bitsFor(Math.min(1, Math.abs(x))) + 60;
    return { digits: arcTangent(exactly(x), bits), exponent: -bits };
  },
};
