import { type DoubleDouble, product, squareRoot } from './double-double.ts';
import { PLACE_OF_ONE, powersOfTwo, timesPowerOfTwo } from './powers-of-two.ts';

/** Parts into which a factor of two is cut. */
const PARTS = 128;
const PARTS_PER_UNIT = 184.6649652337873; // 128 / ln 2
/** ln 2 / 128 in two pieces; the first has 35 significant bits, so that its product with a whole number below 2^18 is exact. */
const PART_HIGH = 0.005415212347998022;
const PART_LOW = 1.2655086083325438e-13;
/** Added and subtracted again, it rounds a number below 2^51 to a whole one, halves to even. */
const ROUNDS = 6755399441055744; // 1.5 · 2^52
/** Above it the function overflows, below it 0 is nearest. */
const OVERFLOW = 709.782712893384;
const UNDERFLOW = -745.1332191019412;
/** From here on the result is normal, and so is the least term of its sum. */
const NORMAL = -660;
const SIXTH = 0.16666666666666666;
const TWENTY_FOURTH = 0.041666666666666664;
const HUNDRED_TWENTIETH = 0.008333333333333333;

/** 2^(i/128), i = 0 … 127, rounded to a double, and what rounding took away as a share of it. */
const { rounded, rest } = partsOfTwo();

/**
 * The exponential function, e^x.
 *
 *     x = (128 k + i) ln 2 / 128 + r,  |r| ≤ ln 2 / 256:   e^x = 2^k · 2^(i/128) · (1 + r + r²/2 + r³/6 + r⁴/24 + r⁵/120)
 *
 * The error is below 0.52 units in the last place (the page on elementary functions has what was measured); below the normal numbers one rounding follows another,
 * and it is below 1.
 *
 * @see Tang (1989) Table-driven implementation of the exponential function in IEEE floating-point arithmetic. ACM TOMS 15:144–157, DOI 10.1145/63522.214389
 */
export function exp(x: number): number {
  // A product with 1 leaves every bit, and V8 knows its result for a number; what a call may give otherwise is kept as an object, and so is what is worked out from it.
  return Math.abs(x) < -NORMAL ? between(x) : 1 * beyond(x);
}

/** Between `NORMAL` and 709. */
function between(x: number): number {
  const whole = x * PARTS_PER_UNIT + ROUNDS - ROUNDS;
  const k = whole | 0;
  const i = k & 127;
  const r = x - whole * PART_HIGH - whole * PART_LOW;
  const square = r * r;
  const more = rest[i] + r + square * (0.5 + r * SIXTH) + square * square * (TWENTY_FOURTH + r * HUNDRED_TWENTIETH);
  const scale = rounded[i] * powersOfTwo[(k >> 7) + PLACE_OF_ONE];
  return scale + scale * more;
}

/** Where the result is near the largest or below the normal numbers, or there is none. */
function beyond(x: number): number {
  if (x > 0 && x < 709) return between(x);
  if (!(x <= OVERFLOW)) return x > OVERFLOW ? Infinity : NaN;
  if (x < UNDERFLOW) return 0;
  // A product with 2^64 or 2^−64 leads back.
  const halves = x > 0 ? -64 : 64;
  const whole = x * PARTS_PER_UNIT + ROUNDS - ROUNDS;
  const r = x - whole * PART_HIGH - whole * PART_LOW;
  const square = r * r;
  const i = whole & 127;
  const more = rest[i] + r + square * (0.5 + r / 6) + square * square * (1 / 24 + r / 120);
  const scale = timesPowerOfTwo(rounded[i], (whole >> 7) + halves);
  return timesPowerOfTwo(scale + scale * more, -halves);
}

/** What the exponential function is made of, for the text of its vectors. */
export const EXPONENTIAL = {
  partsPerUnit: PARTS_PER_UNIT,
  partHigh: PART_HIGH,
  partLow: PART_LOW,
  rounds: ROUNDS,
  sixth: SIXTH,
  twentyFourth: TWENTY_FOURTH,
  hundredTwentieth: HUNDRED_TWENTIETH,
  least: NORMAL,
} as const;

/** 2^(i/128) and what rounding took away as a share of it, in turn. */
export function exponentialTable(): Float64Array {
  return Float64Array.from({ length: 2 * PARTS }, (_, place) => (place % 2 === 0 ? rounded[place >> 1] : rest[place >> 1]));
}

/** 2^(i/128) to some 100 binary digits: the products of seven repeated square roots of 2. */
function partsOfTwo(): { readonly rounded: Float64Array; readonly rest: Float64Array } {
  const powers: DoubleDouble[] = [[1, 0]];
  let root: DoubleDouble = [2, 0];
  for (let step = PARTS / 2; step >= 1; step /= 2) {
    root = squareRoot(root);
    for (let i = step; i < PARTS; i += 2 * step) powers[i] = product(powers[i - step], root);
  }
  return { rounded: Float64Array.from(powers, ([high]) => high), rest: Float64Array.from(powers, ([high, low]) => low / high) };
}
