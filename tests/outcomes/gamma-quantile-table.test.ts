import { expect, it } from 'vitest';
import { gammaLogQuantile } from '../../src/outcomes/gamma-quantile-table.ts';

it.each([0.05, 0.3, 1.14, 2, 6])(
  'quantiles found from a guess are those without one, to the last bit: coefficient of variation %f',
  (cv) => {
    const shape = 1 / (cv * cv);
    for (let score = -6; score <= 6; score += 0.3125) {
      const long = gammaLogQuantile(shape, score);
      for (const off of [0, 1e-13, 3e-6, -0.02, 0.4, 30, Infinity]) expect(gammaLogQuantile(shape, score, long + off)).toBe(long);
    }
  },
);
