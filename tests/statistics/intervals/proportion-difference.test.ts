import { describe, expect, it } from 'vitest';
import { proportionDifferenceInterval } from '../../../src/statistics/intervals/proportion-difference.ts';

/** The examples of Newcombe (1998) Stat Med 17:873–890, table II, by his method 10. */
const examples = [
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
] as const;

describe('Newcombe’s interval for a difference of proportions', () => {
  it.each(examples)('the interval of %i of %i against %i of %i is the published one', (x1, n1, x2, n2, lower, upper) => {
    const interval = proportionDifferenceInterval(x1, n1, x2, n2);
    expect(interval.lower).toBeCloseTo(lower, 4);
    expect(interval.upper).toBeCloseTo(upper, 4);
  });

  it('the interval changes its signs when the groups trade places', () => {
    const [one, other] = [proportionDifferenceInterval(3, 9, 7, 20, 0.9), proportionDifferenceInterval(7, 20, 3, 9, 0.9)];
    expect(other.lower).toBeCloseTo(-one.upper, 14);
    expect(other.upper).toBeCloseTo(-one.lower, 14);
  });
});
