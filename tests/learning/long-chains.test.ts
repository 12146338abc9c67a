import { expect, it } from 'vitest';
import { longChains, posteriorOf, samplerSummary } from '../../src/learning/emulated-posterior.ts';
import type { EvidenceStudy } from '../../src/learning/evidence-study.ts';
import type { StudyEmulator } from '../../src/learning/emulator/study-emulator.ts';
import { chainLengths } from '../../src/learning/sampler/posterior.ts';

const reading = { read: 'here', heldOut: false, endpoint: 'hamd17', visit: 'day1', after: 'placebo' } as const;

/** A study of one mean, which is a·z + b·z² with an SD of 0.1. */
function study(value: number, a: number, b: number): StudyEmulator {
  const summaries = [{ kind: 'mean', measure: 'value', name: 'mean', value, ...reading }];
  const mean = { constant: 0, linear: Float64Array.of(a), square: Float64Array.of(b) };
  const logSd = { constant: Math.log(0.1), linear: Float64Array.of(0), square: Float64Array.of(0) };
  return {
    study: { name: 'study', summaries } as unknown as EvidenceStudy,
    reads: [0],
    figures: [{ mean, logSd }],
    tables: [],
    covariance: Float64Array.of(1),
    leftOut: 0,
  };
}

const prior = { distribution: 'normal', mean: 0, sd: 1 } as const;
const parameters = [{ path: 'a', prior, support: { min: -10, max: 10 }, integer: false }];
const request = { parameters, betweenStudy: [0], seed: '1', purpose: 0 };
const total = ({ chains, draws }: typeof chainLengths): number => chains * draws;

it('chains that have converged are as long as they are', () => {
  const posterior = posteriorOf({ ...request, emulators: [study(1, 1, 0)] });
  expect(posterior.sampled.draws.length).toBe(total(chainLengths));
  expect(samplerSummary(request, posterior).notConverged).toEqual([]);
});

it('chains that have not converged are made anew four times as long, unless their length was given', () => {
  // Two values, 2 and −2, between which no chain goes.
  const apart = { ...request, emulators: [study(4, 0, 1)] };
  const posterior = posteriorOf(apart);
  expect(posterior.sampled.draws.length).toBe(total(longChains));
  expect(longChains.draws).toBe(4 * chainLengths.draws);
  expect(samplerSummary(request, posterior)).toMatchObject({ notConverged: ['a'] });
  const lengths = { chains: 4, warmUp: 100, draws: 100 };
  expect(posteriorOf({ ...apart, lengths }).sampled.draws.length).toBe(400);
});
