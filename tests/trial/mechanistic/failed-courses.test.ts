import { describe, expect, it } from 'vitest';
import { rootKey } from '../../../src/random/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';
import type { TrialData } from '../../../src/trial/trial-data.ts';
import { exampleTrial } from '../example-trial.ts';

const N = 4000;
function trialWith(failedCoursesLogit: number): TrialData {
  const design = { ...exampleTrial.design, participants: N, sequences: [['placebo']], weights: [1], blockSize: 1 };
  const model = { ...exampleTrial, design, response: { ...exampleTrial.response, failedCoursesLogit } };
  const generator = compileTrial(model, rootKey('failed courses'), 'all');
  generator.generate(0);
  return generator.data;
}
const column = ({ columns }: TrialData, name: string): Float64Array => columns.get(name) ?? new Float64Array(0);

/** Mean HAM-D17 a day after the infusion of patients with few and with many failed courses. */
function meansByHistory(data: TrialData): [few: number, many: number] {
  const courses = data.covariates.get('failed_courses') ?? new Float64Array(0);
  const mean = (keep: (count: number) => boolean): number => {
    const kept = [...column(data, 'hamd17@day1')].filter((_, subject) => keep(courses[subject]));
    return kept.reduce((sum, value) => sum + value, 0) / kept.length;
  };
  return [mean((count) => count <= 4), mean((count) => count >= 15)];
}

describe('failed courses as a modifier of response', () => {
  it('failed courses change nothing by default, and what they change is depression alone', () => {
    const [none, some] = [trialWith(0), trialWith(-0.15)];
    const [few, many] = meansByHistory(none);
    // Standard errors of the two means: about 8 points over the root of 900 participants each.
    expect(Math.abs(few - many)).toBeLessThan(3 * 8 * Math.sqrt(2 / 900));
    for (const name of ['cadss@m40', 'craving@day1', 'hamd17@baseline']) expect(column(some, name)).toEqual(column(none, name));
  });

  it('patients with more failed courses respond less where the logit falls, person by person', () => {
    const [none, some] = [trialWith(0), trialWith(-0.15)];
    const [few, many] = meansByHistory(some);
    expect(many - few).toBeGreaterThan(3 * 8 * Math.sqrt(2 / 900));
    const courses = none.covariates.get('failed_courses') ?? new Float64Array(0);
    const mean = exampleTrial.population.failedCoursesMean;
    column(none, 'hamd17@day1').forEach((value, subject) => {
      const changed = column(some, 'hamd17@day1')[subject];
      if (courses[subject] > mean) expect(changed).toBeGreaterThanOrEqual(value);
      else expect(changed).toBeLessThanOrEqual(value);
    });
  });
});
