import { describe, expect, it } from 'vitest';
import { note } from '../reference/agreement.ts';
import { fallback, fixedSequence, hochberg, holm, intersectionUnion } from '../../src/statistics/multiple-testing.ts';

function expectAll(got: readonly number[], expected: readonly number[]): void {
  expect(got.length).toBe(expected.length);
  got.forEach((value, i) => note('adjusted p-values', `p-value ${i + 1}`, value, expected[i], 5e-14));
  got.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 13));
}

/** Fifteen p-values of Neuhaus et al. (1992), the example of Benjamini & Hochberg (1995) J R Stat Soc B 57:289–300. */
const thrombolysis = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];

describe('Holm and Hochberg', () => {
  // R 4.2.2: p.adjust(p, "holm"), p.adjust(p, "hochberg")
  it('Holm and Hochberg equal R’s p.adjust, with ties and in any order', () => {
    const p = [0.01, 0.04, 0.03, 0.005, 0.5, 0.03];
    expectAll(holm(p), [0.05, 0.12, 0.12, 0.03, 0.5, 0.12]);
    expectAll(hochberg(p), [0.05, 0.08, 0.08, 0.03, 0.5, 0.08]);
  });
  it('Holm and Hochberg equal R’s p.adjust in a published example, where both reject the first three at 0.05', () => {
    const rest = [1, 1, 1, 1, 1, 1];
    expectAll(holm(thrombolysis), [0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213, ...rest]);
    expectAll(hochberg(thrombolysis), [0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.2682, 0.2682, 0.2752, 0.3213, ...rest]);
    for (const procedure of [holm, hochberg]) expect(procedure(thrombolysis).filter((p) => p <= 0.05)).toHaveLength(3);
  });
  it('Hochberg is never above Holm, neither is below the raw value or above Bonferroni', () => {
    for (const p of everyTriple()) {
      const [down, up] = [holm(p), hochberg(p)];
      p.forEach((value, i) => {
        expect(up[i]).toBeLessThanOrEqual(down[i]);
        expect(up[i]).toBeGreaterThanOrEqual(value);
        expect(down[i]).toBeLessThanOrEqual(Math.min(1, 3 * value));
      });
    }
  });
});

describe('fixed sequence and fallback', () => {
  it('fixed sequence stops at the first that fails', () => {
    expect(fixedSequence([0.01, 0.2, 0.001])).toEqual([0.01, 0.2, 0.2]);
  });
  it('fallback with all weight on the first is the fixed sequence', () => {
    for (const p of everyTriple()) expectAll(fallback(p, [1, 0, 0]), fixedSequence(p));
  });
  it('fallback decides as the procedure does step by step, for every alpha and weight', () => {
    for (const p of everyTriple())
      for (const weights of [
        [0.5, 0.3, 0.2],
        [0, 0.8, 0.2],
        [1 / 3, 1 / 3, 1 / 3],
      ])
        for (const alpha of [0.01, 0.025, 0.0501, 0.1, 0.3])
          expect(fallback(p, weights).map((adjusted) => adjusted <= alpha)).toEqual(stepByStep(p, weights, alpha));
  });
  it('fallback reaches the later hypothesis where the fixed sequence cannot', () => {
    expect(fallback([0.2, 0.01], [0.5, 0.5])[1]).toBeCloseTo(0.02, 15);
    expect(fixedSequence([0.2, 0.01])[1]).toBe(0.2);
  });
});

it('an intersection–union claim is as strong as its weakest part', () => {
  expect(intersectionUnion([0.01, 0.04, 0.002])).toBe(0.04);
});

it('the procedures refuse what is no family of p-values', () => {
  for (const procedure of [holm, hochberg, fixedSequence, (p: readonly number[]) => fallback(p), intersectionUnion]) {
    expect(() => procedure([])).toThrow(RangeError);
    expect(() => procedure([0.1, NaN])).toThrow(RangeError);
    expect(() => procedure([0.1, 1.1])).toThrow(RangeError);
  }
  expect(() => fallback([0.1, 0.2], [0.5, 0.6])).toThrow(RangeError);
});

/** All triples of a few p-values. */
function everyTriple(): number[][] {
  const values = [0, 0.004, 0.011, 0.024, 0.05, 0.2, 1];
  return values.flatMap((a) => values.flatMap((b) => values.map((c) => [a, b, c])));
}

/** The fallback procedure as Wiens (2003) words it. */
function stepByStep(p: readonly number[], weights: readonly number[], alpha: number): boolean[] {
  let carried = 0;
  return p.map((value, i) => {
    const level = alpha * weights[i] + carried;
    const rejected = level > 0 && value <= level;
    carried = rejected ? level : 0;
    return rejected;
  });
}
