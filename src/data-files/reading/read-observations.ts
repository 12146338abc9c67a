import { check } from '../../arguments/shape.ts';
import { columnKey } from '../../trial/trial-data.ts';
import { BASELINE_VISIT, buildTrial, distinct, type ReadTrial, type Schedule } from './build-trial.ts';
import { derivedSources } from './derived-columns.ts';
import { grouped } from './grouped.ts';
import { dataLimits, tooMany } from './limits.ts';
import {
  type ColumnNames,
  type ObservationRow,
  parseObservationRows,
  type ReadProblem,
  type RowDefaults,
  tableObservations,
} from './observation-rows.ts';
import { checkTable, type RecordTable } from './record-table.ts';

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
 * @param text  of a CSV, or a table that was read from another file
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
export function readObservations(
  text: string | RecordTable,
  names: ColumnNames,
  defaults: RowDefaults,
): Observations | { problems: ReadProblem[] } {
  checkTable(text);
  check('names', names, { record: 'text' });
  check('defaults', defaults, { fields: { endpoint: 'text', visit: 'text' } });
  const { rows, problems } =
    typeof text === 'string' ? parseObservationRows(text, names, defaults) : tableObservations(text, names, defaults);
  const byTrial = grouped(rows, (row) => row.trial);
  const treatments = distinct(rows.map((row) => row.treatment)).sort();
  const hasBaselines = rows.some((row) => !Number.isNaN(row.baseline));
  const endpoints = distinct(rows.map((row) => row.endpoint));
  const visits = distinct(rows.map((row) => row.visit));
  const kinds = { endpoints, visits, treatments };
  const beyond = (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((kind) => tooMany(kinds[kind], kind) ?? []);
  if (beyond.length > 0) return { problems: [...problems, ...beyond] };
  const schedules = new Map(
    [...grouped(rows, (row) => row.endpoint)].map(([endpoint, own]) => [endpoint, scheduleOf(endpoint, own, hasBaselines)]),
  );
  const firstPeriod = rows.reduce((lowest, { period }) => Math.min(lowest, period), Infinity);
  const large = tableProblem(byTrial.values(), schedules, firstPeriod);
  if (large !== undefined) return { problems: [...problems, large] };
  const trials = [...byTrial].map(([trial, trialRows]) => buildTrial(trial, trialRows, { treatments, schedules, firstPeriod }, problems));
  if (problems.length > 0) return { problems: problems.sort((a, b) => a.line - b.line) };
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
  const times = new Map([...grouped(rows, (row) => row.visit)].map(([visit, own]) => [visit, own.map((row) => row.hours)]));
  return {
    baseline,
    followUps: visits.filter((visit) => visit !== baseline && !before.includes(visit)),
    derived: derivedSources(endpoint, times, baseline),
  };
}

/** Bytes that a measurement takes of every participant in every period: its value, its hours, and the line where it is. */
const BYTES_OF_MEASUREMENT = 20;
/** Bytes of a value of a summary of visits. */
const BYTES_OF_SUMMARY = 8;
/** Bytes of a column beside its values (assumed). */
const BYTES_OF_COLUMN = 200;

/** That the tables of the trials are too large to be held: few rows can name many participants, periods and visits. Undefined where they are not. */
function tableProblem(
  trials: Iterable<readonly ObservationRow[]>,
  schedules: ReadonlyMap<string, Schedule>,
  firstPeriod: number,
): ReadProblem | undefined {
  let bytes = 0;
  const summaries = [...schedules.values()].reduce((sum, { derived }) => sum + derived.kinds.length, 0);
  for (const rows of trials) {
    const participants = new Set(rows.map((row) => row.subject)).size;
    const periods = rows.reduce((most, row) => Math.max(most, row.period), firstPeriod) - firstPeriod + 1;
    const measurements = new Set(rows.map((row) => columnKey(row.endpoint, row.visit))).size;
    bytes += participants * periods * (measurements * BYTES_OF_MEASUREMENT + summaries * BYTES_OF_SUMMARY);
    bytes += (measurements + summaries) * BYTES_OF_COLUMN;
  }
  if (bytes <= dataLimits.tableBytes) return undefined;
  const gigabytes = (count: number): string => `${Number((count / 1e9).toPrecision(3))} GB`;
  return {
    line: 1,
    message: `the table of every participant, period, endpoint and visit would take ${gigabytes(bytes)} of memory, more than ${gigabytes(dataLimits.tableBytes)}: analyse fewer trials, endpoints or visits of the file at a time`,
  };
}
