import { columnKey, type TrialData } from '../../src/trial/trial-data.ts';
import { namedSequences } from '../../src/trial/sequence.ts';
import { rootKey, Stream } from '../../src/random/index.ts';

/** What a random trial looks like: its sequences as lists of treatments, subjects, visits, and the share of values that are missing. */
export interface RandomTrial {
  readonly sequences?: readonly (readonly string[])[];
  readonly subjects?: number;
  readonly visits?: readonly string[];
  readonly missing?: number;
  readonly subjectSd?: number;
}

/**
 * A repeatable crossover trial of endpoint `y`: subject, subject-in-period and residual effects, treatments A, B, … 2 points apart, a period effect,
 * a baseline that is correlated with the period, a covariate `age`, and values missing completely at random.
 */
export function incompleteTrial(
  seed: string,
  {
    sequences = [
      ['A', 'B'],
      ['B', 'A'],
    ],
    subjects = 20,
    visits = ['day1'],
    missing = 0.15,
    subjectSd = 3,
  }: RandomTrial = {},
): TrialData {
  const stream = new Stream().startAt(rootKey(seed), 0, 0, 1);
  const treatments = [...new Set(sequences.flat())].sort();
  const periodCount = sequences[0].length;
  const rows = subjects * periodCount;
  const columns = new Map(['baseline', ...visits].map((visit) => [columnKey('y', visit), new Float64Array(rows)]));
  const treatment = new Int32Array(rows);
  const sequence = Int32Array.from({ length: subjects }, (_, subject) => subject % sequences.length);
  const age = Float64Array.from({ length: subjects }, () => Math.round(40 + 10 * stream.normal()));
  for (let subject = 0; subject < subjects; subject++) {
    const level = 20 + subjectSd * stream.normal() + 0.1 * (age[subject] - 40);
    for (let period = 0; period < periodCount; period++) {
      const row = subject * periodCount + period;
      treatment[row] = treatments.indexOf(sequences[sequence[subject]][period]);
      const occasion = 1.5 * stream.normal();
      const mean = level + occasion + 2 * treatment[row] - period;
      columns.get(columnKey('y', 'baseline'))?.set([level + occasion + 2 * stream.normal()], row);
      for (const visit of visits) {
        const value = Math.round(100 * (mean + 2 * stream.normal())) / 100;
        columns.get(columnKey('y', visit))?.set([stream.uniform() < missing ? NaN : value], row);
      }
    }
  }
  return {
    subjectCount: subjects,
    periodCount,
    treatments,
    sequences: namedSequences(sequences),
    sequence,
    treatment,
    columns,
    covariates: new Map([['age', age]]),
  };
}

/** The same trial with every recorded value transformed, baselines too. */
export function transformed(data: TrialData, change: (value: number, row: number, key: string) => number): TrialData {
  return {
    ...data,
    columns: new Map([...data.columns].map(([key, column]) => [key, column.map((value, row) => change(value, row, key))])),
  };
}
