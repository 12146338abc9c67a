import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyticPower } from '../../../src/power/closed-form/analytic-power.ts';
import { claimPower } from '../../../src/power/closed-form/claim-power.ts';
import { simulateStudy } from '../../../src/power/simulate-study.ts';
import { binomialProbability } from '../../../src/statistics/distributions/binomial.ts';
import { studentTQuantile } from '../../../src/statistics/distributions/student-t.ts';
import { jointTTestPower } from '../../../src/statistics/test-power/joint-t-power.ts';
import { readStudy } from '../../../src/scenario/index.ts';

/** Joint powers by R, mvtnorm and rWishart (`joint_power.R`). */
const { rows, wishartDraws } = JSON.parse(readFileSync(new URL('../../reference/power/joint_power.json', import.meta.url), 'utf8')) as {
  wishartDraws: number;
  rows: {
    n: number;
    difference: [number, number];
    sdWithin: [number, number];
    correlation: number;
    side: [string, string];
    power: number;
    wishart: number;
    oneVariance: number | null;
  }[];
};

function studyText({
  n,
  difference,
  sdWithin,
  correlation,
  side,
}: Omit<(typeof rows)[number], 'power' | 'wishart' | 'oneVariance'>): string {
  const endpoint = (i: 0 | 1): string =>
    `{ mean: 10, difference: ${difference[i]}, sdWithin: ${sdWithin[i]}, sdBetween: 5, periodEffect: ${i} }`;
  const analysis = (i: 0 | 1): string => `{ method: crossover-t, endpoint: ${'ab'[i]}, direction: ${side[i]} }`;
  return `model: gaussian
seed: joint
design: { participants: ${n}, blockSize: 2 }
gaussian:
  endpoints: { a: ${endpoint(0)}, b: ${endpoint(1)} }
  correlations: [{ of: [b, a], between: 0.7, within: ${correlation} }]
analyses: { a: ${analysis(0)}, b: ${analysis(1)} }
claim: { name: both, all: [a, b] }
power: { replicates: 20000, truthPatients: 100 }
`;
}

describe('the power of two correlated t tests together', () => {
  it.each(rows)('joint power is R’s: n $n, correlation $correlation, $side', (row) => {
    const exact = claimPower(readStudy(studyText(row)));
    if (exact === undefined || 'reason' in exact) throw new Error('no power');
    expect(Math.abs(exact.power - row.power)).toBeLessThan(2e-8);
    expect(Math.abs(exact.power - row.wishart)).toBeLessThan(4 * Math.sqrt((exact.power * (1 - exact.power)) / wishartDraws));
    // A multivariate t distribution, which has one variance for both, is another probability.
    if (row.oneVariance !== null && row.n < 50) expect(Math.abs(exact.power - row.oneVariance)).toBeGreaterThan(0.005);
  });

  it.each(rows.slice(0, 4))('joint power is that of simulated trials: correlation $correlation, $side', async (row) => {
    const { total } = await simulateStudy(readStudy(studyText(row)));
    const error = Math.sqrt((row.power * (1 - row.power)) / 20_000);
    expect(Math.abs(total.claims / 20_000 - row.power)).toBeLessThan(3 * error);
  });

  it('joint power without correlation is the product, and it lies between the bounds of any correlation', () => {
    const tests = [
      { ncp: 2.4, critical: 2.07, side: 'greater' },
      { ncp: 1.9, critical: 2.07, side: 'greater' },
    ] as const;
    const study = readStudy(studyText({ ...rows[0], correlation: 0 }));
    const [a, b] = Object.values(study.analyses).map((planned) => {
      const exact = analyticPower(study, planned);
      return 'power' in exact ? exact.power : NaN;
    });
    const joint = claimPower(study);
    expect(joint).toEqual({ power: expect.closeTo(a * b, 9) as number });
    const powers = [-0.9, -0.4, 0, 0.4, 0.9].map((correlation) => jointTTestPower([...tests], 22, correlation));
    expect([...powers].sort((x, y) => x - y)).toEqual(powers);
    expect(() => jointTTestPower([...tests], 22, 0.999)).toThrow(RangeError);
  });

  it('a comparison the other way round turns the sign of the correlation', () => {
    const [row] = rows;
    const power = (text: string): unknown => claimPower(readStudy(text));
    const turned = studyText(row).replace(
      'endpoint: b, direction: greater',
      'endpoint: b, direction: less, reference: naltrexone, comparator: placebo',
    );
    expect(power(turned)).toEqual({ power: expect.closeTo(row.power, 8) as number });
  });

  it.each([
    ['endpoint: b', 'endpoint: a', /one endpoint/],
    ['method: crossover-t, endpoint: b', 'method: paired-t, endpoint: b', /of the same kind/],
    ['claim:', 'missingness: { betweenPeriods: 0.1, betweenPeriodsScoreSlope: 0.2 }\nclaim:', /missing because of scores/],
  ])('a claim has no formula with %s as %s', (from, to, reason) => {
    const text = studyText(rows[0]).replace('periodEffect: 1', 'periodEffect: 0').replace(from, to);
    expect(claimPower(readStudy(text))).toEqual({ reason: expect.stringMatching(reason) as string });
  });

  /** A study whose participants are lost between the periods, with the exact power of its claim. */
  const withDropout = (
    row: (typeof rows)[number],
    share: number,
  ): { study: ReturnType<typeof readStudy>; power: number; complete: number } => {
    const study = readStudy(studyText(row).replace('claim:', `missingness: { betweenPeriods: ${share} }\nclaim:`));
    const exact = claimPower(study);
    if (exact === undefined || 'reason' in exact) throw new Error('no power');
    expect(exact.assumes).toMatch(/complete participants alone/);
    return { study, power: exact.power, complete: exact.complete ?? NaN };
  };

  it('joint power with dropout is the mean over the binomial numbers of complete participants in the two sequences', () => {
    const [row] = rows;
    const { study, power, complete } = withDropout(row, 0.15);
    const { alpha } = study.analyses.a;
    const half = row.n / 2;
    let mean = 0;
    for (let n1 = 1; n1 <= half; n1++) {
      for (let n2 = 1; n2 <= half; n2++) {
        if (n1 + n2 < 3) continue;
        const tests = ([0, 1] as const).map((i) => ({
          ncp: row.difference[i] / (row.sdWithin[i] * Math.SQRT1_2 * Math.sqrt(1 / n1 + 1 / n2)),
          critical: -studentTQuantile(alpha / 2, n1 + n2 - 2),
          side: row.side[i] as 'greater' | 'less',
        }));
        const probability = binomialProbability(n1, half, 0.85) * binomialProbability(n2, half, 0.85);
        if (probability > 1e-9) mean += probability * jointTTestPower([tests[0], tests[1]], n1 + n2 - 2, row.correlation);
      }
    }
    expect(Math.abs(power - mean)).toBeLessThan(1e-7);
    expect(complete).toBeCloseTo(0.85 * row.n, 6);
    expect(power).toBeLessThan(row.power);
  });

  it('joint power with dropout is that of simulated trials', async () => {
    const { study, power } = withDropout(rows[0], 0.2);
    const { total } = await simulateStudy(study);
    expect(Math.abs(total.claims / 20_000 - power)).toBeLessThan(3 * Math.sqrt((power * (1 - power)) / 20_000));
  });

  it('joint power with unequal sequences and dropout is that of simulated trials', async () => {
    const text = studyText({ ...rows[0], n: 30 }).replace('blockSize: 2', 'blockSize: 3, weights: [2, 1]');
    const study = readStudy(text.replace('claim:', 'missingness: { betweenPeriods: 0.1, perVisit: 0.05 }\nclaim:'));
    const exact = claimPower(study);
    if (exact === undefined || 'reason' in exact) throw new Error('no power');
    const { total } = await simulateStudy(study);
    expect(Math.abs(total.claims / 20_000 - exact.power)).toBeLessThan(3 * Math.sqrt((exact.power * (1 - exact.power)) / 20_000));
  });
});
