import { describe, expect, it } from 'vitest';
import { parallelTPower, tTestPower } from '../../src/statistics/test-power/t-power.ts';
import { estimatePower } from '../../src/power/estimate-power.ts';
import { readScenario } from '../../src/scenario/index.ts';

const REPLICATES = 50_000;
const WITHIN = 3; // SD of a response within a patient
const BETWEEN = 9; // large, so that its estimate is never 0 and the Kenward–Roger degrees of freedom are those within patients

interface Case {
  readonly name: string;
  readonly participants: number;
  readonly blockSize: number;
  readonly sequences: string;
  readonly analysis: string;
  /** The variance of the estimate is this times σ²/N, N patients in all. */
  readonly factor: number;
  readonly df: number;
  readonly effects: string;
  /** The effect that the analysis aims at. */
  readonly effect: number;
}

/**
 * With sequences as fixed effects everything about the treatments is known within patients, and the effect divided by its standard error is a t on the
 * degrees of freedom left within them. Factors by least squares on the sequences' period means, as in docs/designs.md.
 */
const cases: readonly Case[] = [
  ...[12, 24].map((n) => ({
    name: `Balaam adjusted for carry-over, ${n} patients`,
    participants: n,
    blockSize: 4,
    sequences: '[[A, A], [A, B], [B, A], [B, B]]',
    analysis: '{method: mixed-model, carryover: first-order}',
    factor: 8,
    df: n - 3,
    effects: 'B: 4',
    effect: 4,
  })),
  ...[12, 24].map((n) => ({
    name: `Balaam, ${n} patients`,
    participants: n,
    blockSize: 4,
    sequences: '[[A, A], [A, B], [B, A], [B, B]]',
    analysis: '{method: mixed-model}',
    factor: 4,
    df: n - 2,
    effects: 'B: 3',
    effect: 3,
  })),
  ...[8, 16].flatMap((n) =>
    (['first-order', 'none'] as const).map((carryover) => ({
      name: `extra period (ABB, BAA), carry-over ${carryover}, ${n} patients`,
      participants: n,
      blockSize: 2,
      sequences: '[[A, B, B], [B, A, A]]',
      analysis: `{method: mixed-model, carryover: ${carryover}}`,
      factor: 1.5,
      df: 2 * n - (carryover === 'none' ? 3 : 4),
      effects: 'B: 2.5',
      effect: 2.5,
    })),
  ),
  ...[8, 16].map((n) => ({
    name: `Williams square, one difference, ${n} patients`,
    participants: n,
    blockSize: 4,
    sequences: '[[A, B, D, C], [B, C, A, D], [C, D, B, A], [D, A, C, B]]',
    analysis: '{method: mixed-model, comparator: B}',
    factor: 2,
    df: 3 * n - 6,
    effects: 'B: 3, C: 1, D: 2',
    effect: 3,
  })),
  ...[8, 16].map((n) => ({
    name: `Williams square, difference of differences, ${n} patients`,
    participants: n,
    blockSize: 4,
    sequences: '[[A, B, D, C], [B, C, A, D], [C, D, B, A], [D, A, C, B]]',
    analysis: '{method: mixed-model, comparator: B, minus: {reference: C, comparator: D}}',
    factor: 4,
    df: 3 * n - 6,
    effects: 'B: 5, C: 1, D: 2',
    effect: 4,
  })),
];

function simulate(
  { participants, blockSize, sequences, analysis, effects }: Omit<Case, 'name' | 'factor' | 'df' | 'effect'>,
  seed: string,
) {
  const text = `
model: gaussian
seed: ${JSON.stringify(seed)}
design: {participants: ${participants}, blockSize: ${blockSize}, sequences: ${sequences}, reference: A}
gaussian: {mean: 20, periodEffect: 1.3, sdWithin: ${WITHIN}, sdBetween: ${BETWEEN}, effects: {${effects}}}
analyses: {asked: ${analysis}}
power: {replicates: ${REPLICATES}, truthPatients: 100, maxFailures: 0}
`;
  const read = readScenario({ path: 'designs.yaml', text }, { readFile: () => '' });
  if ('problems' in read) throw new Error(read.problems.map((each) => each.text).join('\n'));
  return estimatePower(read.study).analyses.asked;
}

/** Three Monte-Carlo standard errors of a simulated power. */
const reach = (power: number): number => 3 * Math.sqrt((power * (1 - power)) / REPLICATES);

describe('simulated power is that of the closed form', () => {
  it.each(cases)('simulated power is that of the closed form: $name', (one) => {
    const exact = tTestPower(one.effect / (WITHIN * Math.sqrt(one.factor / one.participants)), one.df, 0.05, 2);
    expect(exact).toBeGreaterThan(0.2);
    expect(exact).toBeLessThan(0.99);
    const { power, empiricalSe, trueEffect } = simulate(one, one.name);
    expect(trueEffect).toBeCloseTo(one.effect, 9);
    expect(Math.abs(power.value - exact)).toBeLessThan(reach(exact));
    // The relative error of a standard deviation of R numbers is 1/√(2R).
    expect(Math.abs((empiricalSe ?? 0) / (WITHIN * Math.sqrt(one.factor / one.participants)) - 1)).toBeLessThan(
      3 / Math.sqrt(2 * REPLICATES),
    );
  });

  it.each(cases.filter(({ participants }) => participants <= 12))('a true null hypothesis is rejected in 5 %: $name', (one) => {
    const { power } = simulate(
      { ...one, effects: 'B: 0, C: 0, D: 0'.slice(0, one.effects.includes('C') ? undefined : 4) },
      `null ${one.name}`,
    );
    expect(Math.abs(power.value - 0.05)).toBeLessThan(reach(0.05));
  });

  it.each([
    [20, '[1, 1]', 10, 10],
    [30, '[2, 1]', 20, 10],
  ])('simulated power is that of the closed form for parallel groups of %i patients weighted %s', (participants, weights, n1, n2) => {
    const text = `
model: gaussian
seed: parallel ${participants}
design: {participants: ${participants}, blockSize: ${participants === 20 ? 2 : 3}, weights: ${weights}, sequences: [[A], [B]], reference: A}
gaussian: {mean: 20, sdWithin: 3, sdBetween: 4, effects: {B: 6}}
analyses: {asked: {method: parallel-t}}
power: {replicates: ${REPLICATES}, truthPatients: 100}
`;
    const read = readScenario({ path: 'parallel.yaml', text }, { readFile: () => '' });
    if ('problems' in read) throw new Error(read.problems.map((each) => each.text).join('\n'));
    const exact = parallelTPower(n1, n2, { d: 6 / 5, alpha: 0.05, sides: 2 });
    expect(Math.abs(estimatePower(read.study).analyses.asked.power.value - exact)).toBeLessThan(reach(exact));
  });
});
