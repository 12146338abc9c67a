import { isResponse } from '../../analysis/selection/measure.ts';
import { log, squared } from '../../elementary/index.ts';
import { scaleTotal } from '../../outcomes/scales/index.ts';
import type { Study } from '../../study/study.ts';
import { conditionNames } from '../../trial/conditions.ts';
import { gaussianParts } from '../../trial/gaussian/gaussian-parts.ts';
import { columnKey, columnParts, type TrialData } from '../../trial/trial-data.ts';

/** Figures by which a trial of a design is known: what its report would print, and more. */
export interface TrialFigures {
  readonly names: readonly string[];
  /** Columns that they read. */
  readonly columns: ReadonlySet<string>;
  /** The figures of a simulated trial; not finite where one is not defined in it. */
  readonly read: (data: TrialData) => number[];
}

/** A score at one visit, and the visit before the drug from which its change is taken. */
interface Reading {
  readonly endpoint: string;
  readonly visit: string;
  readonly baseline?: string;
}

/**
 * The figures that a design has, by its conditions, endpoints and visits. Of the score at a visit before the drug, else of its change from there (of the score itself where there is no such
 * visit): the mean under each condition, over all periods and in the first; the logarithm of its SD under each condition, about the means of the periods; Fisher's z of its correlation between
 * any two conditions of the same patients; on scales with a response (half of the baseline gone), the shares of responders under each condition and under both of any two.
 */
export function trialFigures({ trial }: Study): TrialFigures {
  const conditions = conditionNames(trial.design);
  const { sequences } = trial.design;
  const periods = sequences[0].length;
  const pairs = conditions.flatMap((one, place) =>
    conditions
      .slice(place + 1)
      .flatMap((other) => (sequences.some((each) => each.includes(one) && each.includes(other)) ? [[one, other]] : [])),
  );
  const readings = readingsOf(trial);
  const names = readings.flatMap(({ endpoint, visit, baseline }) => {
    const of = `${endpoint} ${visit}`;
    const responds = baseline !== undefined && scaleTotal(endpoint) !== undefined;
    return [
      ...conditions.flatMap((each) => [`mean ${of} ${each}`, ...(periods > 1 ? [`mean ${of} ${each} first`] : []), `sd ${of} ${each}`]),
      ...pairs.map(([one, other]) => `correlation ${of} ${one} ${other}`),
      ...(responds ? conditions.map((each) => `response ${of} ${each}`) : []),
      ...(responds ? pairs.map(([one, other]) => `response ${of} ${one} ${other}`) : []),
    ];
  });
  const keys = readings.flatMap(({ endpoint, visit, baseline }) =>
    [visit, ...(baseline === undefined ? [] : [baseline])].map((each) => columnKey(endpoint, each)),
  );
  const read = (data: TrialData): number[] =>
    readings.flatMap((reading) => {
      const scores = changesOf(data, reading);
      const codes = conditions.map((each) => data.treatments.indexOf(each));
      const figures = codes.flatMap((code) => momentsUnder(data, scores, code));
      const byCode = new Map(codes.map((code) => [code, perPatient(data, scores, code)]));
      const both = pairs.map((pair) => pair.map((each) => byCode.get(data.treatments.indexOf(each)) ?? []));
      const { baseline, endpoint } = reading;
      figures.push(...both.map(([one, other]) => correlationOf(one, other)));
      if (baseline === undefined || scaleTotal(endpoint) === undefined) return figures;
      const responses = responsesOf(data, reading, baseline);
      const responders = new Map(codes.map((code) => [code, perPatient(data, responses, code)]));
      figures.push(...codes.map((code) => shareOf(responders.get(code) ?? [])));
      for (const pair of pairs) {
        const [one, other] = pair.map((each) => responders.get(data.treatments.indexOf(each)) ?? []);
        figures.push(shareOf(one.map((each, patient) => each * other[patient])));
      }
      return figures;
    });
  return { names, columns: new Set(keys), read };
}

function readingsOf(trial: Study['trial']): Reading[] {
  if (trial.kind === 'gaussian') return gaussianParts(trial).endpoints.map(({ column }) => columnParts(column));
  return Object.entries(trial.outcomes).flatMap(([endpoint, outcome]) => {
    const visits = outcome?.visits ?? [];
    const baseline = visits.findLast((visit) => trial.visits[visit] < 0);
    return visits.map((visit) => ({ endpoint, visit, ...(baseline === undefined || trial.visits[visit] < 0 ? {} : { baseline }) }));
  });
}

/** Values of subject-periods, NaN where missing. */
type Scores = Float64Array;

function changesOf(data: TrialData, { endpoint, visit, baseline }: Reading): Scores {
  const values = columnOf(data, endpoint, visit);
  if (baseline === undefined) return values;
  const before = columnOf(data, endpoint, baseline);
  return values.map((value, row) => value - before[row]);
}

function responsesOf(data: TrialData, { endpoint, visit }: Reading, baseline: string): Scores {
  const before = columnOf(data, endpoint, baseline);
  return columnOf(data, endpoint, visit).map((value, row) => isResponse(value, before[row]));
}

function columnOf({ columns }: TrialData, endpoint: string, visit: string): Scores {
  const column = columns.get(columnKey(endpoint, visit));
  if (column === undefined) throw new RangeError(`the trial does not record ${columnKey(endpoint, visit)}`);
  return column;
}

/** Mean over all periods and, where there are several, in the first one, and log SD about the means of the periods. */
function momentsUnder({ subjectCount, periodCount, treatment }: TrialData, scores: Scores, code: number): number[] {
  const sums = new Float64Array(periodCount);
  const counts = new Float64Array(periodCount);
  const each = (take: (value: number, period: number) => void): void => {
    for (let row = 0; row < subjectCount * periodCount; row++)
      if (treatment[row] === code && !Number.isNaN(scores[row])) take(scores[row], row % periodCount);
  };
  each((value, period) => {
    sums[period] += value;
    counts[period]++;
  });
  const total = sums.reduce((sum, value) => sum + value, 0);
  const count = counts.reduce((sum, value) => sum + value, 0);
  let squares = 0;
  each((value, period) => (squares += squared(value - sums[period] / counts[period])));
  const df = count - counts.filter((value) => value > 0).length;
  return [total / count, ...(periodCount > 1 ? [sums[0] / counts[0]] : []), log(squares / df) / 2];
}

/** The value of each patient in the first period with this condition that has one. */
function perPatient({ subjectCount, periodCount, treatment }: TrialData, scores: Scores, code: number): number[] {
  return Array.from({ length: subjectCount }, (_, subject) => {
    for (let row = subject * periodCount; row < (subject + 1) * periodCount; row++)
      if (treatment[row] === code && !Number.isNaN(scores[row])) return scores[row];
    return NaN;
  });
}

function correlationOf(one: readonly number[], other: readonly number[]): number {
  let [count, x, y] = [0, 0, 0];
  one.forEach((value, patient) => {
    if (Number.isNaN(value + other[patient])) return;
    count++;
    x += value;
    y += other[patient];
  });
  let [xx, yy, xy] = [0, 0, 0];
  one.forEach((value, patient) => {
    if (Number.isNaN(value + other[patient])) return;
    const [dx, dy] = [value - x / count, other[patient] - y / count];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  });
  const r = xy / Math.sqrt(xx * yy);
  return log((1 + r) / (1 - r)) / 2;
}

function shareOf(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
