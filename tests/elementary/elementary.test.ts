import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as elementary from '../../src/elementary/index.ts';
import { functionNames } from './arguments.ts';
import { exact, exactly, unitsInTheLastPlace } from './exact.ts';
import { worstError } from './worst-error.ts';

type Elementary = (x: number, y?: number) => number;
const named = (name: string): Elementary => Reflect.get(elementary, name) as Elementary;

/** Values to 40 digits by mpmath (tests/reference/elementary/make.py). */
const reference = JSON.parse(readFileSync(new URL('../reference/elementary/values.json', import.meta.url), 'utf8')) as {
  rows: { name: string; x: number; y: number; value: string }[];
};

/** A decimal text as digits and exponent of 2, to 200 binary digits. */
function ofDecimal(text: string): { digits: bigint; exponent: number } {
  const [mantissa, power = '0'] = text.split('e');
  const [whole, behind = ''] = mantissa.split('.');
  const ten = Number(power) - behind.length;
  const digits = BigInt(whole + behind);
  return ten >= 0
    ? { digits: digits * 10n ** BigInt(ten), exponent: 0 }
    : { digits: (digits << 1400n) / 10n ** BigInt(-ten), exponent: -1400 };
}

describe('whole-number arithmetic gives the values of mpmath', () => {
  it.each(functionNames)('%s agrees in 38 digits', (name) => {
    const rows = reference.rows.filter((row) => row.name === name);
    expect(rows.length).toBeGreaterThan(20);
    for (const { x, y, value } of rows) {
      const [ours, theirs] = [exact[name](x, y), ofDecimal(value)];
      const low = Math.min(ours.exponent, theirs.exponent);
      const a = ours.digits << BigInt(ours.exponent - low);
      const b = theirs.digits << BigInt(theirs.exponent - low);
      const distance = a > b ? a - b : b - a;
      expect(distance * 10n ** 38n <= (b < 0n ? -b : b), `${name}(${x}, ${y})`).toBe(true);
    }
  });
});

describe('an elementary function is within one unit in the last place', () => {
  it.each(functionNames)('%s at 6 000 arguments, among them where its formula changes', (name) => {
    const { tried, error } = worstError(name, 6000);
    expect(tried).toBeGreaterThan(2000);
    expect(error).toBeLessThan(1);
  });

  it('exp and hypot within 0.6 units but below the normal numbers', () => {
    for (let i = 0; i < 2000; i++) {
      const x = -700 + 0.7043 * i;
      expect(unitsInTheLastPlace(elementary.exp(x), exact.exp(x, 0))).toBeLessThan(0.52);
      expect(unitsInTheLastPlace(elementary.hypot(x, 3 * i), exact.hypot(x, 3 * i))).toBeLessThan(0.6);
    }
  });
});

describe('at the ends of the numbers the values are those of ECMAScript', () => {
  const ends = [0, -0, Infinity, -Infinity, NaN, 1, -1, 5e-324, -5e-324, 1e-310, 1e308, -1e308, 709.8, -745.2, -746, -2];
  it.each(['exp', 'expm1', 'log', 'log1p', 'atan'])('%s is that of ECMAScript at the ends', (name) => {
    for (const x of ends) {
      const [ours, theirs] = [named(name)(x), (Reflect.get(Math, name) as Elementary)(x)];
      if (Number.isFinite(theirs) && theirs !== 0) expect(ours, `${name}(${x})`).toBeCloseTo(theirs, 14);
      else expect(ours, `${name}(${x})`).toBe(theirs);
    }
  });

  it('pow and hypot', () => {
    for (const x of ends.filter((end) => !(end < 0) && !Object.is(end, -0)))
      for (const y of ends.filter((end) => !(x === 1 && !Number.isFinite(end))))
        expect(elementary.pow(x, y), `${x}, ${y}`).toBe(Math.pow(x, y));
    for (const x of ends)
      for (const y of ends)
        expect(
          Math.abs(elementary.hypot(x, y) - Math.hypot(x, y)) <= 3e-16 * Math.hypot(x, y) ||
            Object.is(elementary.hypot(x, y), Math.hypot(x, y)),
          `${x}, ${y}`,
        ).toBe(true);
    expect([elementary.pow(-2, 3), elementary.pow(1, NaN), elementary.pow(1, Infinity), elementary.pow(NaN, 0)]).toEqual([NaN, 1, 1, 1]);
  });

  it('sine and cosine beyond 2^20 are not given', () => {
    expect([elementary.sin(-0), elementary.cos(0), elementary.sin(2 ** 21), elementary.cos(-Infinity), elementary.sin(NaN)]).toEqual([
      -0,
      1,
      NaN,
      NaN,
      NaN,
    ]);
  });
});

it('a product with a power of two is rounded once', () => {
  expect(elementary.timesPowerOfTwo(1, -1074)).toBe(5e-324);
  expect(elementary.timesPowerOfTwo(1, -1075)).toBe(0);
  expect(elementary.timesPowerOfTwo(1 + Number.EPSILON, -1075)).toBe(5e-324);
  expect(elementary.timesPowerOfTwo(5e-324, 2098)).toBe(Infinity);
  expect(elementary.timesPowerOfTwo(5e-324, 1074)).toBe(1);
  expect([elementary.timesPowerOfTwo(1, -1e8), elementary.timesPowerOfTwo(-1, 1e8)]).toEqual([0, -Infinity]);
  for (let i = 1; i < 200; i++) {
    const x = 1 + i * 0.0037;
    const { digits } = exactly(x);
    const kept = elementary.timesPowerOfTwo(x, -1022 - (i % 40));
    expect(unitsInTheLastPlace(kept, { digits, exponent: -1074 - (i % 40) })).toBeLessThanOrEqual(0.5);
  }
});
