import { BASELINE_VISIT, buildTrial, distinct, type ReadTrial, type Schedule } from './build-trial.ts';
import { derivedSources } from './derived-columns.ts';
import { type ColumnNames, type ObservationRow, parseObservationRows, type ReadProblem, type RowDefaults } from './observation-rows.ts';

export interface Observations {
  readonly trials: readonly ReadTrial[];
  readonly endpoints: readonly string[];
  readonly visits: readonly string[];
  readonly treatments: readonly string[];
  /** What each endpoint has: the visits of one endpoint are not those of another. */
  readonly schedules: ReadonlyMap<string, Schedule>;
}

/**
 * Reads a CSV of observations into trial data, one per trial, or says everything that is wrong with it.
 *
 * Recorded sequences are kept beside the treatments received; see `recordedSequences`. Periods may be numbered from another number than 1: the lowest of
 * the file is the first period.
 *
 * @example
 * ```ts
 * import { readObservations } from 'crossover-sim/data';
 * const text = 'subject,period,treatment,value\n1,1,A,12\n1,2,B,9\n2,1,B,8\n2,2,A,14\n';
 * const read = readObservations(text, {}, { endpoint: 'score', visit: 'end' });
 * if ('problems' in read) throw new Error(read.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
 * read.treatments; // → ['A', 'B']
 * read.trials[0].data.sequences.map(({ name }) => name); // → ['A-B', 'B-A']
 * ```
 */
export function readObservations(text: string, names: ColumnNames, defaults: RowDefaults): Observations | { problems: ReadProblem[] } {
  const { rows, problems } = parseObservationRows(text, names, defaults);
  const byTrial = groupByTrial(rows);
  const treatments = distinct(rows.map((row) => row.treatment)).sort();
  const hasBaselines = rows.some((row) => !Number.isNaN(row.baseline));
  const endpoints = distinct(rows.map((row) => row.endpoint));
  const schedules = new Map(
    endpoints.map((endpoint) => [
      endpoint,
      scheduleOf(
        endpoint,
        rows.filter((row) => row.endpoint === endpoint),
        hasBaselines,
      ),
    ]),
  );
  const firstPeriod = rows.reduce((lowest, { period }) => Math.min(lowest, period), Infinity);
  const trials = [...byTrial].map(([trial, trialRows]) => buildTrial(trial, trialRows, { treatments, schedules, firstPeriod }, problems));
  if (problems.length > 0) return { problems: problems.sort((a, b) => a.line - b.line) };
  const visits = distinct(rows.map((row) => row.visit));
  return {
    trials,
    endpoints,
    visits: hasBaselines && !visits.includes(BASELINE_VISIT) ? [BASELINE_VISIT, ...visits] : visits,
    treatments,
    schedules,
  };
}

function scheduleOf(endpoint: string, rows: readonly ObservationRow[], hasBaselines: boolean): Schedule {
  const visits = distinct(rows.map((row) => row.visit));
  const hours = new Map(rows.map((row) => [row.visit, row.hours]));
  const before = visits.filter((visit) => (hours.get(visit) ?? NaN) < 0);
  before.sort((a, b) => (hours.get(a) ?? 0) - (hours.get(b) ?? 0));
  const baseline =
    hasBaselines || visits.includes(BASELINE_VISIT)
      ? BASELINE_VISIT
      : (before.at(-1) ?? ['0', 'day0'].find((name) => visits.includes(name)));
  const times = new Map(visits.map((visit) => [visit, rows.filter((row) => row.visit === visit).map((row) => row.hours)]));
  return {
    baseline,
    followUps: visits.filter((visit) => visit !== baseline && !before.includes(visit)),
    derived: derivedSources(endpoint, times, baseline),
  };
}

function groupByTrial(rows: readonly ObservationRow[]): Map<string, ObservationRow[]> {
  const groups = new Map<string, ObservationRow[]>();
  for (const row of rows) {
    const group = groups.get(row.trial);
    if (group === undefined) groups.set(row.trial, [row]);
    else group.push(row);
  }
  return groups;
}
