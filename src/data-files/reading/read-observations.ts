import { type PlannedTreatment, recordedSequences } from './recorded-sequences.ts';
import { addDerivedColumns, type DerivedSources, derivedSources } from './derived-columns.ts';
import { columnKey, type TrialData } from '../../trial/trial-data.ts';
import { type ColumnNames, type ObservationRow, parseObservationRows, type ReadProblem, type RowDefaults } from './observation-rows.ts';

/** One trial as it was read, with the names of its subjects in the order of their rows. */
export interface ReadTrial {
  readonly trial: string;
  readonly subjects: readonly string[];
  /** The sequence that the file records for each subject; empty where there is none. The sequences analysed are those of `data`. */
  readonly labels: readonly string[];
  /** Treatments of periods without rows, taken from the recorded sequences. */
  readonly planned: readonly PlannedTreatment[];
  /** What the file does not say, or says in two ways, and what is done about it. */
  readonly notices: readonly string[];
  readonly data: TrialData;
}

export interface Observations {
  readonly trials: readonly ReadTrial[];
  readonly endpoints: readonly string[];
  readonly visits: readonly string[];
  readonly treatments: readonly string[];
  /** What each endpoint has: the visits of one endpoint are not those of another. */
  readonly schedules: ReadonlyMap<string, Schedule>;
}

/** The visits of one endpoint. */
export interface Schedule {
  /** The visit that looks like the baseline: `baseline`, else the last one before hour 0, else `0` or `day0`. */
  readonly baseline: string | undefined;
  /** The other visits, without any before hour 0. */
  readonly followUps: readonly string[];
  /** Summaries of the visits after the studied drug (`peak`, `average`, …) that may be named like a visit; none without a column of hours. */
  readonly derived: DerivedSources;
}

/** The visit under which a column of baselines is kept. */
const BASELINE_VISIT = 'baseline';

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

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}

/** What holds for every trial of a file. */
interface FileContents {
  readonly treatments: readonly string[];
  readonly schedules: ReadonlyMap<string, Schedule>;
  /** The lowest number of a period. */
  readonly firstPeriod: number;
}

function buildTrial(
  trial: string,
  rows: readonly ObservationRow[],
  { treatments, schedules, firstPeriod }: FileContents,
  problems: ReadProblem[],
): ReadTrial {
  const subjects = distinct(rows.map((row) => row.subject));
  const places = new Map(subjects.map((subject, place) => [subject, place]));
  const periodCount = rows.reduce((most, row) => Math.max(most, row.period), 0) - firstPeriod + 1;
  const count = subjects.length * periodCount;
  const treatment = new Int32Array(count).fill(-1);
  const [columns, hours] = [new Map<string, Float64Array>(), new Map<string, Float64Array>()];
  const lines = new Map<string, number>();
  const labels = subjects.map(() => '');
  const codeOf = new Map(treatments.map((name, code) => [name, code]));
  const record = (key: string, at: number, value: number, into = columns): void => {
    let column = into.get(key);
    if (column === undefined) into.set(key, (column = new Float64Array(count).fill(NaN)));
    column[at] = value;
  };
  for (const row of rows) {
    const subject = places.get(row.subject) ?? 0;
    const at = subject * periodCount + row.period - firstPeriod;
    const code = codeOf.get(row.treatment) ?? -1;
    const who = `subject ${row.subject}, period ${row.period}`;
    if (treatment[at] >= 0 && treatment[at] !== code) {
      problems.push({
        line: row.line,
        message: `${who}: treatment ${row.treatment}, but an earlier line has ${treatments[treatment[at]]}`,
      });
    }
    treatment[at] = code;
    if (labels[subject] !== '' && row.sequence !== '' && labels[subject] !== row.sequence) {
      problems.push({
        line: row.line,
        message: `subject ${row.subject}: sequence ${row.sequence}, but an earlier line has ${labels[subject]}`,
      });
    }
    labels[subject] ||= row.sequence;
    const key = columnKey(row.endpoint, row.visit);
    const cell = `${at} ${key}`;
    const earlier = lines.get(cell);
    if (earlier !== undefined) {
      problems.push({ line: row.line, message: `${who}: ${row.endpoint} at ${row.visit} is already in line ${earlier}` });
    }
    lines.set(cell, row.line);
    record(key, at, row.value);
    record(key, at, row.hours, hours);
    if (!Number.isNaN(row.baseline)) record(columnKey(row.endpoint, BASELINE_VISIT), at, row.baseline);
  }
  for (const [endpoint, { derived }] of schedules) addDerivedColumns(endpoint, derived, columns, hours, count);
  const records = subjects.map((subject, place) => {
    const order = treatment.subarray(place * periodCount, (place + 1) * periodCount);
    return { subject, label: labels[place], order };
  });
  const { sequences, codes: sequence, planned, notices } = recordedSequences(records, treatments, periodCount);
  return {
    trial,
    subjects,
    labels,
    planned,
    notices: [...periodNotices(firstPeriod), ...notices],
    data: {
      subjectCount: subjects.length,
      periodCount,
      firstPeriod,
      treatments,
      sequences,
      sequence,
      treatment,
      columns,
      covariates: new Map(),
    },
  };
}

function periodNotices(firstPeriod: number): string[] {
  return firstPeriod === 1 ? [] : [`periods are numbered from ${firstPeriod}: period ${firstPeriod} is analysed as the first`];
}
