import { namedSequences } from '../../src/trial/sequence.ts';
import { columnKey, type TrialData } from '../../src/trial/trial-data.ts';
import type { AnalysisSpec } from '../../src/analysis/index.ts';

/** One subject of a small hand-written trial: the treatments of its periods and its values by `endpoint@visit`, one per period. */
export interface HandwrittenSubject {
  readonly treatments: readonly string[];
  readonly values: Readonly<Record<string, readonly number[]>>;
}

/** Trial data from a few hand-written subjects; a value left out is missing. */
export function trialOf(subjects: readonly HandwrittenSubject[]): TrialData {
  const periodCount = Math.max(...subjects.map((subject) => subject.treatments.length));
  const treatments = [...new Set(subjects.flatMap((subject) => subject.treatments))];
  const names = subjects.map((subject) => subject.treatments.join('-'));
  const sequences = namedSequences([...new Set(names)].map((name) => subjects[names.indexOf(name)].treatments));
  const rows = subjects.length * periodCount;
  const treatment = new Int32Array(rows).fill(-1);
  const columns = new Map<string, Float64Array>();
  subjects.forEach((subject, index) => {
    subject.treatments.forEach((name, period) => (treatment[index * periodCount + period] = treatments.indexOf(name)));
    for (const [key, values] of Object.entries(subject.values)) {
      if (!columns.has(key)) columns.set(key, new Float64Array(rows).fill(NaN));
      values.forEach((value, period) => columns.get(key)?.set([value], index * periodCount + period));
    }
  });
  const sequence = Int32Array.from(names, (name) => sequences.findIndex((each) => each.name === name));
  return { subjectCount: subjects.length, periodCount, treatments, sequences, sequence, treatment, columns, covariates: new Map() };
}

/** Subjects of an AB/BA trial with one endpoint `y` at `day1`: period 1 and period 2 values by sequence (A is the reference). */
export function crossoverTrial(ab: readonly (readonly [number, number])[], ba: readonly (readonly [number, number])[]): TrialData {
  const subject = (treatments: readonly string[], values: readonly number[]) => ({
    treatments,
    values: { [columnKey('y', 'day1')]: values },
  });
  return trialOf([...ab.map((pair) => subject(['A', 'B'], pair)), ...ba.map((pair) => subject(['B', 'A'], pair))]);
}

/** A question about `y` at `day1`, B against A. */
export function question(changes: Partial<AnalysisSpec> = {}): AnalysisSpec {
  return {
    endpoint: 'y',
    visit: 'day1',
    baseline: 'baseline',
    measure: 'value',
    population: 'all',
    reference: 'A',
    comparator: 'B',
    alternative: 'two-sided',
    level: 0.95,
    ...changes,
  };
}
