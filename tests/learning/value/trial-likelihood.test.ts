import { expect, it } from 'vitest';
import { TrialLikelihood } from '../../../src/learning/value/trial-likelihood.ts';

const flat = { constant: 0, linear: new Float64Array(2), square: new Float64Array(4) };
const emulator = { kept: (figures: Float64Array) => figures, means: [flat], logSds: [flat], covariance: new Float64Array([1]) };

it('draws whose covariance cannot be factorised are refused and not used as they are', () => {
  const points = [0, 1, 2].map((value) => new Float64Array([value, value === 2 ? NaN : 1 - value]));
  expect(() => new TrialLikelihood(emulator, points, 0)).toThrow('the parameters that are not known determine each other');
});

it('parameters that go together without a remainder are not refused', () => {
  const points = [0, 1, 2].map((value) => new Float64Array([value, 2 * value]));
  const target = new Float64Array(3);
  new TrialLikelihood(emulator, points, 0).of([new Float64Array([1])], [target]);
  for (const value of target) expect(value).toBeCloseTo(-0.5, 6);
});
