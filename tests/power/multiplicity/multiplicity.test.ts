import { describe, expect, it } from 'vitest';
import { estimatePower } from '../../../src/power/estimate-power.ts';
import { referenceMeanIn, truthValues } from '../../../src/power/true-effect.ts';
import { nullHolds } from '../../../src/power/multiplicity/judge.ts';
import type { PowerResult } from '../../../src/power/characteristics/power-result.ts';
import type { PlannedAnalysis } from '../../../src/study/study.ts';
import { readScenario } from '../../../src/scenario/index.ts';
import { run } from '../../cli/command-line.ts';
import { threeTreatments } from './three-treatments.ts';

function result(multiplicity: string, effects: readonly number[], trials = 20_000): PowerResult {
  const read = readScenario({ path: 'several.yaml', text: threeTreatments(multiplicity, effects, trials) }, { readFile: () => '' });
  if ('problems' in read) throw new Error(read.problems.map((each) => each.text).join('\n'));
  return estimatePower(read.study);
}

const all = 'analyses: [a, b, c]';
const within = (value: number, limit: number, trials: number): void =>
  expect(value).toBeLessThan(limit + 3 * Math.sqrt((limit * (1 - limit)) / trials));

describe('procedures in a simulated trial', () => {
  it.each(['holm', 'hochberg', 'fixed-sequence', 'fallback'])(
    '%s keeps the familywise error under global and partial nulls; without it the error is higher',
    (procedure) => {
      for (const effects of [
        [0, 0, 0],
        [0, 0, 6],
        [6, 0, 0],
      ]) {
        const { multiplicity } = result(`multiplicity: {procedure: ${procedure}, ${all}}`, effects, 10_000);
        within(multiplicity?.familywiseError?.value ?? 1, 0.05, 10_000);
      }
      const { analyses, multiplicity } = result(`multiplicity: {procedure: ${procedure}, ${all}}`, [0, 0, 0], 10_000);
      expect(analyses.a.unadjustedPower?.value).toBeGreaterThan(0.04);
      expect(multiplicity?.any.value).toBe(multiplicity?.familywiseError?.value);
    },
  );

  it('analyses one after the other never succeed more often than those before them, and the first keeps its power', () => {
    const { multiplicity, analyses } = result(`multiplicity: {procedure: fixed-sequence, ${all}}`, [2, 3, 4], 4000);
    const powers = ['a', 'b', 'c'].map((name) => multiplicity?.analyses[name].value ?? NaN);
    expect(powers[0]).toBe(analyses.a.unadjustedPower?.value);
    expect(powers).toEqual(['a', 'b', 'c'].map((name) => analyses[name].power.value));
    expect(powers[1]).toBeLessThanOrEqual(powers[0]);
    expect(powers[2]).toBeLessThanOrEqual(powers[1]);
    expect(multiplicity?.all.value).toBe(powers[2]);
  });

  it('Hochberg rejects whenever Holm does; all the weight of fallback on the first is the fixed sequence', () => {
    const effects = [2, 2.5, 3];
    const [holm, hochberg] = ['holm', 'hochberg'].map(
      (procedure) => result(`multiplicity: {procedure: ${procedure}, ${all}}`, effects, 4000).multiplicity,
    );
    for (const name of ['a', 'b', 'c']) expect(hochberg?.analyses[name].value).toBeGreaterThanOrEqual(holm?.analyses[name].value ?? 2);
    const [fixed, fallback] = [`fixed-sequence, ${all}`, `fallback, ${all}, weights: [1, 0, 0]`].map(
      (procedure) => result(`multiplicity: {procedure: ${procedure}}`, effects, 4000).multiplicity,
    );
    expect(fallback?.analyses).toEqual(fixed?.analyses);
  });
});

describe('which null hypotheses are true', () => {
  const planned = (change: Partial<PlannedAnalysis>): PlannedAnalysis => ({
    ...{
      method: 'paired-t',
      endpoint: 'score',
      visit: 'end',
      baseline: '',
      measure: 'value',
      population: 'all',
      reference: 'p',
      comparator: 'n',
    },
    ...{ alternative: 'two-sided', direction: 'either', alpha: 0.05, options: {} },
    ...change,
  });
  it.each<[string, PlannedAnalysis, number, boolean]>([
    ['no effect', planned({}), 0, true],
    ['an effect', planned({}), 0.1, false],
    ['the wrong direction', planned({ direction: 'greater' }), -1, true],
    ['the right side', planned({ alternative: 'less' }), -1, false],
    ['equivalent', planned({ method: 'tost', options: { scale: 'difference', margin: 2, lower: 0, upper: 0 } }), 1.9, false],
    ['not equivalent', planned({ method: 'tost', options: { scale: 'difference', margin: 2, lower: 0, upper: 0 } }), 2, true],
    [
      'bioequivalent by convention',
      planned({ method: 'tost', options: { scale: 'ratio', margin: 0, lower: 0, upper: 0 } }),
      Math.log(1.2),
      false,
    ],
    ['inferior', planned({ method: 'non-inferiority', alternative: 'less', options: { scale: 'difference', margin: 1 } }), 1, true],
  ])('a null hypothesis is true where the effect says so: %s', (_, analysis, truth, expected) =>
    expect(nullHolds(analysis, truth)).toBe(expected),
  );

  it('a null hypothesis whose margin is a share of the reference is true where the effect is that share of its mean', () => {
    const half = planned({
      method: 'tost',
      options: { scale: 'difference', marginUnit: 'share-of-reference', margin: 0.5, lower: 0, upper: 0 },
    });
    expect(nullHolds(half, 3.9, 8)).toBe(false);
    expect(nullHolds(half, 4, 8)).toBe(true);
    expect(nullHolds(half, 4, -9)).toBe(false);
    const values = truthValues([
      { value: 1, mcse: 0, patients: 9, words: '' },
      { value: 4, mcse: 0, patients: 9, words: '', referenceMean: 8 },
    ]);
    expect([0, 1].map((position) => referenceMeanIn(values, 2, position))).toEqual([NaN, 8]);
  });
});

describe('a scenario with a procedure', () => {
  it.each([
    ['multiplicity: {procedure: holm, analyses: [a, d]}', /multiplicity\.analyses\.1: .*'d'|multiplicity\.analyses\.1: .*got d/],
    ['multiplicity: {procedure: holm, analyses: [a]}', /multiplicity\.analyses: expected at least two/],
    ['multiplicity: {procedure: holm, analyses: [a, a]}', /expected each analysis once/],
    ['multiplicity: {procedure: homl, analyses: [a, b]}', /multiplicity\.procedure: .*holm/],
    ['multiplicity: {procedure: holm, analyses: [a, b], weights: [1, 0]}', /only fallback has weights/],
    ['multiplicity: {procedure: fallback, analyses: [a, b], weights: [0.5, 0.6]}', /add to 1/],
  ])('a scenario with %s is refused', (multiplicity, message) => {
    const read = readScenario({ path: 'several.yaml', text: threeTreatments(multiplicity, [0, 0, 0], 100) }, { readFile: () => '' });
    expect('problems' in read ? read.problems.map(({ text }) => text).join('\n') : '').toMatch(message);
  });

  it('a procedure is printed', async () => {
    const { writeFileSync, mkdtempSync, rmSync } = await import('node:fs');
    const folder = mkdtempSync('/tmp/several-');
    try {
      writeFileSync(`${folder}/several.yaml`, threeTreatments(`multiplicity: {procedure: holm, ${all}}`, [1, 2, 3], 500));
      const { stdout } = await run('power', `${folder}/several.yaml`, '--quiet', '--details');
      expect(stdout.replace(/\s+/g, ' ')).toMatch(/adjusted by holm at 0\.05: at least one analysis succeeds in /);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
