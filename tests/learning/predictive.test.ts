import { expect, it } from 'vitest';
import type { Summary } from '../../src/learning/evidence-schema.ts';
import { Hierarchy } from '../../src/learning/sampler/hierarchy.ts';
import { checkedSummaries } from '../../src/learning/predictive.ts';
import { sample } from '../../src/learning/sampler/posterior.ts';
import type { EvidenceStudy } from '../../src/learning/evidence-study.ts';
import type { StudyEmulator } from '../../src/learning/emulator/study-emulator.ts';
import { likelihoodOf } from '../../src/learning/study-likelihood.ts';
import type { Surface } from '../../src/learning/emulator/surface.ts';

const line = (constant: number, slope: number): Surface => ({
  constant,
  linear: new Float64Array([slope]),
  square: new Float64Array([0]),
});
const common = { name: 'figure', read: 'here', endpoint: 'hamd17', visit: 'day1', measure: 'response', after: 'placebo' } as const;
const summaries: Summary[] = [
  { kind: 'mean', ...common, heldOut: false, value: 3 },
  { kind: 'count', ...common, heldOut: true, count: 7, of: 20 },
];

/** A mean of twice the parameter with a sampling SD of 1 and an error of the surface of ½, and a count with a probability of 30 % whatever the parameter. */
const emulator: StudyEmulator = {
  study: { name: 'study', summaries } as unknown as EvidenceStudy,
  reads: [0],
  figures: [{ mean: line(0, 2), logSd: line(0, 0) }],
  tables: [{ cells: [line(Math.log(3 / 7), 0), line(Math.log(7 / 3), 0)], overdispersion: 0.2 }],
  covariance: new Float64Array([1.25]),
  leftOut: 0,
};

it('predictions before and after the evidence have the spread of parameters, sampling and error of the emulator', () => {
  const hierarchy = new Hierarchy(1, [0], [likelihoodOf(emulator)]);
  const sampled = sample(hierarchy, '1', 0, { chains: 4, warmUp: 300, draws: 1000 });
  const [mean, count] = checkedSummaries({ emulators: [emulator], hierarchy, sampled }, [emulator], '1');
  expect(mean.prior.mean / 10).toBeCloseTo(0, 1);
  expect(mean.prior.sd / Math.sqrt(4 + 1.25)).toBeCloseTo(1, 1);
  // Posterior of the parameter: precision 1 + 4/1.25, mean 2·3/1.25 over it.
  const precision = 1 + 4 / 1.25;
  expect(mean.predicted.mean / ((2 * 2 * 3) / 1.25 / precision)).toBeCloseTo(1, 1);
  expect(mean.predicted.sd / Math.sqrt(4 / precision + 1.25)).toBeCloseTo(1, 1);
  expect([mean.emulatorError, count.emulatorError]).toEqual([0.5, 2]);
  // Beta-binomial: n p (1 − p) (1 + (n − 1) · 0.2).
  for (const { mean: events, sd } of [count.prior, count.predicted]) {
    expect(events / 6).toBeCloseTo(1, 1);
    expect(sd / Math.sqrt(4.2 * 4.8)).toBeCloseTo(1, 1);
  }
  expect(count.p).toBeGreaterThan(0.5);
});
