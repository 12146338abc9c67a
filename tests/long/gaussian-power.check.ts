import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readScenario } from '../../src/scenario/index.ts';
import { estimatePower } from '../../src/power/estimate-power.ts';
import type { PowerResult } from '../../src/power/characteristics/power-result.ts';

const REPLICATES = 100_000;

interface Row {
  readonly design: string;
  readonly n: number;
  readonly n1: number | null;
  readonly n2: number | null;
  readonly d: number;
  readonly alpha: number;
  readonly sides: number;
  readonly power: number;
}

/** Exact powers by the noncentral t distribution in R; see tests/reference/README.md. d is the effect over the SD of a paired difference. */
const { rows } = JSON.parse(readFileSync(new URL('../reference/power/t_power.json', import.meta.url), 'utf8')) as { rows: Row[] };

function simulate(n: number, difference: number, alpha: number, margin = 1): PowerResult {
  const text = `
model: gaussian
seed: ${n}-${difference}
design: {participants: ${n}, blockSize: 2}
gaussian: {mean: 10, difference: ${difference}, sdWithin: ${Math.SQRT1_2}, sdBetween: 2, periodEffect: 0.7}
analyses:
  crossover-t: {method: crossover-t}
  paired-t: {method: paired-t}
  equivalence: {method: tost, margin: ${margin}}
power: {replicates: ${REPLICATES}, alpha: ${alpha}, truthPatients: 100}
`;
  const result = readScenario({ path: 'check.yaml', text }, { readFile: () => '' });
  if ('problems' in result) throw new Error(result.problems.map((each) => each.text).join('\n'));
  return estimatePower(result.study);
}

/** Simulated power lies within three Monte-Carlo standard errors of the exact one. */
function expectPower({ value }: { value: number }, exact: number): void {
  expect(Math.abs(value - exact)).toBeLessThan(3 * Math.sqrt((exact * (1 - exact)) / REPLICATES));
}

const chosen = (design: string): Row[] =>
  rows.filter((row) => row.design === design && row.sides === 2 && row.n <= 100 && row.power > 0.02 && row.power < 0.99).slice(0, 12);

it('there are at least six settings of each design', () => {
  for (const design of ['crossover_2x2_balanced', 'paired_t']) expect(chosen(design).length).toBeGreaterThanOrEqual(6);
});

describe('simulated power against the noncentral t distribution, 100 000 trials each', () => {
  it.each(chosen('crossover_2x2_balanced'))(
    'crossover-t has the power of the noncentral t distribution: n = $n, d = $d: $power',
    ({ n, n1, n2, d, power, alpha }) => {
      expect(n1).toBe(n2);
      expectPower(simulate(n, d, alpha).analyses['crossover-t'].power, power);
    },
  );
});

describe('type I error under the null, 100 000 trials each', () => {
  it.each([8, 14, 30])('crossover-t, and tost at its margin, keep their level: n = %i', (n) => {
    expectPower(simulate(n, 0, 0.05).analyses['crossover-t'].power, 0.05);
    const atMargin = simulate(n, 3, 0.05, 3).analyses.equivalence.power;
    // At its margin the test rejects with probability alpha less that of the other side failing, which is negligible for a margin of 3 SD.
    expectPower(atMargin, 0.05);
  });
});

describe('paired t without a period effect', () => {
  const nulls = [8, 14, 30].map((n) => ({ n, d: 0, power: 0.05, alpha: 0.05 }));
  it.each([...chosen('paired_t'), ...nulls])(
    'paired-t has the power of the noncentral t distribution: n = $n, d = $d: $power',
    ({ n, d, power, alpha }) => {
      const text = `
model: gaussian
seed: paired-${n}-${d}
design: {participants: ${n}, sequences: [[placebo, naltrexone]]}
gaussian: {mean: 10, difference: ${d}, sdWithin: ${Math.SQRT1_2}, sdBetween: 2}
analyses: {paired-t: {method: paired-t}}
power: {replicates: ${REPLICATES}, alpha: ${alpha}, truthPatients: 100}
`;
      const result = readScenario({ path: 'check.yaml', text }, { readFile: () => '' });
      if ('problems' in result) throw new Error(result.problems.map((each) => each.text).join('\n'));
      expectPower(estimatePower(result.study).analyses['paired-t'].power, power);
    },
  );
});
