import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyticPower, type AnalyticPower } from '../../../src/power/closed-form/analytic-power.ts';
import { completeCounts } from '../../../src/power/closed-form/complete-counts.ts';
import { withinContrast } from '../../../src/power/closed-form/within-contrast.ts';
import { simulateStudy } from '../../../src/power/simulate-study.ts';
import { readStudy } from '../../../src/scenario/index.ts';
import type { Study } from '../../../src/study/study.ts';
import { emptyFolder, run } from '../../cli/command-line.ts';

/** Replicate designs and dropout by base R (`exact_designs.R`). */
const reference = JSON.parse(readFileSync(new URL('../../reference/power/exact_designs.json', import.meta.url), 'utf8')) as {
  delta: number;
  deltaOfLargest: number;
  sdWithin: number;
  models: { sequences: string[]; counts: number[]; carryover: boolean; df: number; se: number; power: number }[];
  crossover: { n1: number; n2: number; complete: number; power: number }[];
  paired: { n: number; complete: number; power: number }[];
};

const names = (sequences: readonly string[]): string => `[${sequences.map((each) => `[${[...each].join(', ')}]`).join(', ')}]`;

interface Asked {
  readonly sequences: readonly string[];
  readonly counts: readonly number[];
  readonly analysis: string;
  readonly difference?: number;
  readonly more?: string;
  readonly lost?: number;
  readonly replicates?: number;
}

/** A study whose blocks are whole, of A and B. */
function studyOf({ sequences, counts, analysis, difference = reference.delta, more = '', lost = 0, replicates = 1 }: Asked): Study {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return readStudy(`model: gaussian
seed: designs
design: { participants: ${total}, blockSize: ${total}, sequences: ${names(sequences)}, weights: [${counts.join(', ')}], reference: A }
gaussian: { difference: ${difference}, sdWithin: ${reference.sdWithin}, sdBetween: 20${more} }
missingness: { betweenPeriods: ${lost} }
analyses: { asked: { ${analysis} } }
power: { replicates: ${replicates}, truthPatients: 100 }
`);
}

function exactOf(study: Study): AnalyticPower {
  return analyticPower(study, study.analyses.asked);
}

function powerOf(study: Study): number {
  const exact = exactOf(study);
  if ('reason' in exact) throw new Error(exact.reason);
  return exact.power;
}

describe('exact power of other designs is R’s', () => {
  it.each(reference.models)(
    'least squares within participants is R’s: $sequences, $counts, carry-over $carryover',
    ({ sequences, counts, carryover, df, se, power }) => {
      const contrast = withinContrast({
        sequences: sequences.map((each) => [...each]),
        means: sequences.map((each) => [...each].map((treatment) => (treatment === 'B' ? reference.delta : 0))),
        counts,
        reference: 'A',
        comparator: 'B',
        carryover,
        sdWithin: reference.sdWithin,
      });
      expect(contrast?.df).toBe(df);
      expect(contrast?.standardError).toBeCloseTo(se, 9);
      expect(contrast?.effect).toBeCloseTo(reference.delta, 9);
      const analysis = `method: mixed-model, carryover: ${carryover ? 'first-order' : 'none'}`;
      expect(powerOf(studyOf({ sequences, counts, analysis, more: ', periodEffect: 2' }))).toBeCloseTo(power, 9);
    },
  );

  it.each(reference.crossover)('crossover-t with dropout is R’s: $n1 and $n2, complete $complete', ({ n1, n2, complete, power }) => {
    const difference = n1 > 300 ? reference.deltaOfLargest : reference.delta;
    const study = studyOf({ sequences: ['AB', 'BA'], counts: [n1, n2], analysis: 'method: crossover-t', difference, lost: 1 - complete });
    expect(powerOf(study)).toBeCloseTo(power, 8);
    expect(exactOf(study)).toMatchObject({ complete: expect.closeTo((n1 + n2) * complete, 6) as number });
  });

  it.each(reference.paired)('paired-t with dropout is R’s: $n, complete $complete', ({ n, complete, power }) => {
    const difference = n > 600 ? reference.deltaOfLargest : reference.delta;
    const study = studyOf({
      sequences: ['AB', 'BA'],
      counts: [n / 2, n / 2],
      analysis: 'method: paired-t',
      difference,
      lost: 1 - complete,
    });
    expect(powerOf(study)).toBeCloseTo(power, 8);
  });

  it('carry-over that the model leaves out moves the estimate, and one that it holds does not', () => {
    const of = (carryover: string, more: string): number =>
      powerOf(studyOf({ sequences: ['ABAB', 'BABA'], counts: [8, 8], analysis: `method: mixed-model, carryover: ${carryover}`, more }));
    expect(of('first-order', ', carryover: 2')).toBeCloseTo(of('first-order', ''), 9);
    expect(of('none', ', carryover: 2')).not.toBeCloseTo(of('none', ''), 2);
  });
});

describe('exact power of other designs is that of simulated trials', () => {
  it.each<[string, Asked]>([
    ['ABB/BAA by a mixed model', { sequences: ['ABB', 'BAA'], counts: [6, 6], analysis: 'method: mixed-model' }],
    [
      'ABAB/BABA unequal, adjusted for carry-over',
      { sequences: ['ABAB', 'BABA'], counts: [8, 4], analysis: 'method: mixed-model, carryover: first-order', more: ', carryover: 1' },
    ],
    ['ABAB/BABA by differences of means', { sequences: ['ABAB', 'BABA'], counts: [5, 5], analysis: 'method: paired-t' }],
    ['AB/BA with dropout', { sequences: ['AB', 'BA'], counts: [10, 10], analysis: 'method: crossover-t', lost: 0.3 }],
    ['AB/BA unequal with dropout', { sequences: ['AB', 'BA'], counts: [14, 7], analysis: 'method: crossover-t', lost: 0.25 }],
    [
      'equivalence with dropout',
      { sequences: ['AB', 'BA'], counts: [12, 12], analysis: 'method: tost, margin: 5', difference: 0.5, lost: 0.2 },
    ],
    [
      'three sequences, some with both treatments',
      { sequences: ['AB', 'BA', 'CA'], counts: [8, 8, 4], analysis: 'method: paired-t, comparator: B' },
    ],
    [
      'few with much dropout, some trials of nobody',
      { sequences: ['AB', 'BA'], counts: [3, 3], analysis: 'method: crossover-t', lost: 0.5 },
    ],
  ])('simulated power is the exact one: %s', { timeout: 60_000 }, async (_, asked) => {
    const replicates = asked.analysis.includes('mixed') ? 4000 : 20_000;
    const study = studyOf({ ...asked, replicates });
    const exact = powerOf(study);
    const { total } = await simulateStudy(study);
    const error = Math.sqrt((exact * (1 - exact)) / replicates);
    expect(Math.abs(total.analyses[0].successes / replicates - exact)).toBeLessThan(3 * error);
  });
});

describe('what a formula takes for granted is said', () => {
  const assumed = (asked: Partial<Asked>): string | undefined => {
    const exact = exactOf(studyOf({ sequences: ['AB', 'BA'], counts: [10, 10], analysis: 'method: crossover-t', ...asked }));
    return 'reason' in exact ? `none: ${exact.reason}` : exact.assumes;
  };
  it.each<[string, Partial<Asked>, RegExp | undefined]>([
    ['nothing beyond normal responses', {}, undefined],
    [
      'that values are missing at random',
      { lost: 0.2 },
      /^complete participants alone, 16\.0 of 20 expected; values are missing completely at random$/,
    ],
    ['the SD of means', { sequences: ['ABB', 'BAA'], analysis: 'method: paired-t' }, /means of each treatment’s periods, SD 4\.899$/],
    [
      'what the mixed model is',
      { sequences: ['ABB', 'BAA'], analysis: 'method: mixed-model' },
      /least squares within participants, adjusted for period/,
    ],
  ])('assumptions are said: %s', (_, asked, words) => {
    if (words === undefined) expect(assumed(asked)).toBeUndefined();
    else expect(assumed(asked)).toMatch(words);
  });

  it.each<[Partial<Asked>, RegExp]>([
    [{ sequences: ['ABB', 'BAA'], analysis: 'method: paired-t', lost: 0.1 }, /several periods under a treatment/],
    [{ sequences: ['ABB', 'BAB'], analysis: 'method: paired-t', more: ', periodEffect: 1' }, /mixture/],
    [{ sequences: ['ABBB', 'AABB'], analysis: 'method: paired-t' }, /unequal variances/],
    [{ analysis: 'method: mixed-model', lost: 0.1 }, /values are missing/],
  ])('a design without a formula says why: %j', (asked, words) => {
    expect(assumed(asked)?.replace('none: ', '')).toMatch(words);
  });

  it('values missing because of scores have no formula', () => {
    const study = readStudy(`model: gaussian
design: { participants: 20, sequences: [[A, B], [B, A]], reference: A }
missingness: { betweenPeriods: 0.1, betweenPeriodsScoreSlope: 0.1 }
analyses: { asked: { method: crossover-t } }
`);
    expect(exactOf(study)).toEqual({ reason: 'values are missing because of scores: no formula' });
  });

  it('a variance between participants that may be estimated as 0 leaves the mixed model without a formula', () => {
    const study = studyOf({ sequences: ['AB', 'BA'], counts: [4, 4], analysis: 'method: mixed-model' });
    if (study.trial.kind !== 'gaussian') throw new Error('not a normal model');
    const alike: Study = { ...study, trial: { ...study.trial, gaussian: { ...study.trial.gaussian, sdBetween: 1 } } };
    expect(exactOf(alike)).toEqual({ reason: expect.stringMatching(/in \d+ % of trials the variance between participants/) as string });
  });
});

it('the numbers of complete participants are binomial, large ones in windows with the same mean', () => {
  const sum = (n: number, p: number, power: number): number =>
    completeCounts(n, p).reduce((total, { count, probability }) => total + probability * count ** power, 0);
  for (const [n, p] of [
    [10, 0.8],
    [200, 0.5],
    [5000, 0.85],
  ]) {
    expect(sum(n, p, 0)).toBeCloseTo(1, 10);
    expect(sum(n, p, 1) / (n * p)).toBeCloseTo(1, 10);
  }
  expect(completeCounts(5000, 0.85).length).toBeLessThan(300);
});

describe('sample-size --analytic with dropout', () => {
  const folder = emptyFolder();
  afterAll(() => rmSync(folder, { recursive: true }));
  const scenario = join(folder, 'lost.yaml');
  writeFileSync(
    scenario,
    `model: gaussian
design: { participants: 24, blockSize: 2 }
gaussian: { difference: 3, sdWithin: 4, sdBetween: 5 }
missingness: { betweenPeriods: 0.2 }
analyses: { primary: { method: crossover-t } }
`,
  );

  it('the number to randomise, the number who must be complete, and the rule n/(1 − d) are told', async () => {
    const { stdout } = await run('sample-size', scenario, '--analytic', '--json');
    const document = JSON.parse(stdout) as { participants: number; dropout: Record<string, number> };
    expect(document).toMatchObject({ participants: 38, dropout: { share: 0.2, complete: 30, byRule: 38 } });
    const text = (await run('sample-size', scenario, '--analytic')).stdout.replaceAll('\n', ' ');
    expect(text).toMatch(
      / 30 complete participants would reach it; 20\.0 % are not complete, so that the rule n\/\(1 − d\) randomises 38 /,
    );
    expect(text).toMatch(/ assumes: complete participants alone, 30\.4 of 38 expected/);
    const whole = await run('sample-size', scenario, '--analytic', '--json', '--set', 'missingness.betweenPeriods=0');
    expect(JSON.parse(whole.stdout)).toMatchObject({ participants: 30 });
    expect(whole.stdout).not.toContain('dropout');
  });

  it('power --analytic says what it takes for granted', async () => {
    expect((await run('power', scenario, '--analytic')).stdout).toMatch(
      /primary assumes: complete participants alone, 19\.2 of 24 expected/,
    );
  });
});
