import { describe, expect, it } from 'vitest';
import { gamma, betaWithMoments } from '../../src/random/gamma.ts';
import { streamId, rootKey, Stream } from '../../src/random/index.ts';
import { poisson, truncatedNormal } from '../../src/random/variates.ts';

const key = rootKey('streams');
const first = (stream: Stream, count = 4): number[] => Array.from({ length: count }, () => stream.bits());
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the root key', () => {
  it('the root key is the same for a number and its text, and differs between seeds', () => {
    expect(rootKey(1)).toEqual(rootKey('1'));
    expect(rootKey('A')).not.toEqual(rootKey('Ł'));
    expect(new Set(Array.from({ length: 1000 }, (_, seed) => rootKey(seed).join())).size).toBe(1000);
  });
});

describe('a stream', () => {
  it('a stream gives the same numbers whenever it is seated at the same name', () => {
    const stream = new Stream().startAt(key, 7, 3, 11, 2);
    const expected = first(stream);
    stream.startAt(key, 8, 3, 11, 2).normal();
    expect(first(stream.startAt(key, 7, 3, 11, 2))).toEqual(expected);
  });

  it('a stream gives other numbers when any part of its name changes', () => {
    const names = [
      [0, 0, 0, 0],
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
      [-1, 0, 0, 0],
    ] as const;
    const starts = names.map((name) => first(new Stream().startAt(key, name[0], name[1], name[2], name[3])).join());
    expect(new Set(starts).size).toBe(names.length);
  });

  it('a stream draws uniform numbers inside (0, 1) with the right moments', () => {
    const stream = new Stream().startAt(key, 0, 0, 1);
    const values = Array.from({ length: 200_000 }, () => stream.uniform());
    expect(Math.min(...values.slice(0, 1000))).toBeGreaterThan(0);
    // SE of the mean √(1/12/n), of the variance about √(1/180/n): 4 SE.
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / values.length));
    expect(Math.abs(mean(values.map((u) => (u - 0.5) ** 2)) - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / values.length));
  });

  it('a stream draws normal numbers whose moments and tails are those of the normal distribution', () => {
    const stream = new Stream().startAt(key, 0, 0, 2);
    const n = 2_000_000;
    let [sum, squares, fourth, beyond3, beyondTail] = [0, 0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const z = stream.normal();
      sum += z;
      squares += z * z;
      fourth += z ** 4;
      if (Math.abs(z) > 3) beyond3++;
      if (Math.abs(z) > 3.6541528853610088) beyondTail++;
    }
    expect(Math.abs(sum / n)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(squares / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(fourth / n - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
    // P(|Z| > 3) = 0.002699796, P(|Z| > 3.654…) = 0.0002580325 (R: 2 * pnorm(-x)).
    expect(Math.abs(beyond3 / n - 0.002699796)).toBeLessThan(4 * Math.sqrt(0.0027 / n));
    expect(Math.abs(beyondTail / n - 2.580325e-4)).toBeLessThan(4 * Math.sqrt(2.58e-4 / n));
  });

  it('neighbouring subjects are uncorrelated', () => {
    const stream = new Stream();
    const n = 200_000;
    let product = 0;
    let previous = stream.startAt(key, 0, 0, 5).normal();
    for (let subject = 1; subject <= n; subject++) {
      const value = stream.startAt(key, 0, subject, 5).normal();
      product += value * previous;
      previous = value;
    }
    expect(Math.abs(product / n)).toBeLessThan(4 / Math.sqrt(n));
  });
});

describe('variates', () => {
  it('Poisson counts never fall when the mean rises for the same random numbers', () => {
    for (let u = 0.005; u < 1; u += 0.01) {
      let last = 0;
      for (const level of [0, 0.1, 0.5, 1, 3, 10, 40]) {
        const count = poisson(u, level);
        expect(count).toBeGreaterThanOrEqual(last);
        last = count;
      }
    }
  });

  it.each([0.3, 4, 25])('Poisson counts have mean and variance %s', (level) => {
    const stream = new Stream().startAt(key, 1, 0, 6);
    const n = 100_000;
    const counts = Array.from({ length: n }, () => poisson(stream.uniform(), level));
    expect(Math.abs(mean(counts) - level)).toBeLessThan(4 * Math.sqrt(level / n));
    const variance = mean(counts.map((count) => (count - level) ** 2));
    expect(Math.abs(variance - level)).toBeLessThan(4 * Math.sqrt((level + 2 * level * level) / n));
  });

  it.each([0.5, 1, 7])('gamma numbers of shape %s have that mean and variance', (shape) => {
    const stream = new Stream().startAt(key, 2, 0, 6);
    const n = 100_000;
    const values = Array.from({ length: n }, () => gamma(stream, shape));
    expect(Math.abs(mean(values) - shape)).toBeLessThan(4 * Math.sqrt(shape / n));
    const variance = mean(values.map((value) => (value - shape) ** 2));
    expect(Math.abs(variance - shape)).toBeLessThan(4 * Math.sqrt((2 * shape * shape + 6 * shape) / n));
  });

  it('beta numbers have the mean and SD asked for, and impossible ones are refused', () => {
    const stream = new Stream().startAt(key, 3, 0, 6);
    const n = 100_000;
    const values = Array.from({ length: n }, () => betaWithMoments(stream, 0.28, 0.15));
    expect(Math.abs(mean(values) - 0.28)).toBeLessThan((4 * 0.15) / Math.sqrt(n));
    expect(Math.abs(Math.sqrt(mean(values.map((v) => (v - 0.28) ** 2))) - 0.15)).toBeLessThan(0.002);
    expect(() => betaWithMoments(stream, 0.5, 0.5)).toThrow(RangeError);
  });

  it('truncated normal numbers stay inside', () => {
    const stream = new Stream().startAt(key, 4, 0, 6);
    for (let i = 0; i < 2000; i++) {
      const age = truncatedNormal(stream, 42, 12, 18, 70);
      expect(age >= 18 && age <= 70).toBe(true);
    }
  });

  it('purposes have codes of their own', () => {
    const names = ['allocation', 'candidate', 'occasion', 'kinetics', 'rating hamd17@day1', 'rating hamd17@day3'];
    expect(new Set(names.map(streamId)).size).toBe(names.length);
  });
});
