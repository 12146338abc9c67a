import { addDerivedColumns, type DerivedSources, derivedSources } from './derived-columns.ts';
import { columnKey, type TrialData } from '../trial/trial-data.ts';
import { type ColumnNames, type ObservationRow, parseObservationRows, type ReadProblem, type RowDefaults } from './observation-rows.ts';

/** One trial as it was read, with the names of its subjects in the order of their rows. */
export interface ReadTrial {
  readonly trial: string;
  readonly subjects: readonly string[];
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
  /** Summaries of the visits after the infusion (`peak`, `average`, …) that may be named like a visit; none without a column of hours. */
  readonly derived: DerivedSources;
}

/** The visit under which a column of baselines is kept. */
const BASELINE_VISIT = 'baseline';

/**
 * Reads a CSV of observations into trial data, one per trial, or says everything that is wrong with it.
 *
 * The treatment of a period without rows is taken from the sequence where its label spells it (`placebo-naltrexone`, `AB`). Sequence
 * labels are kept, unless there are none or one label covers two different orders: then they are derived from the treatments by period.
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
  const trials = [...byTrial].map(([trial, trialRows]) => buildTrial(trial, trialRows, { treatments, schedules }, problems));
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

function buildTrial(
  trial: string,
  rows: readonly ObservationRow[],
  { treatments, schedules }: { readonly treatments: readonly string[]; readonly schedules: ReadonlyMap<string, Schedule> },
  problems: ReadProblem[],
): ReadTrial {
  const subjects = distinct(rows.map((row) => row.subject));
  const places = new Map(subjects.map((subject, place) => [subject, place]));
  const periodCount = rows.reduce((most, row) => Math.max(most, row.period), 0);
  const count = subjects.length * periodCount;
  const treatment = new Int32Array(count).fill(-1);
  const [columns, hours] = [new Map<string, Float64Array>(), new Map<string, Float64Array>()];
  const lines = new Map<string, number>();
  const labels = subjects.map(() => '');
  const codes = new Map(treatments.map((name, code) => [name, code]));
  const record = (key: string, at: number, value: number, into = columns): void => {
    let column = into.get(key);
    if (column === undefined) into.set(key, (column = new Float64Array(count).fill(NaN)));
    column[at] = value;
  };
  for (const row of rows) {
    const subject = places.get(row.subject) ?? 0;
    const at = subject * periodCount + row.period - 1;
    const code = codes.get(row.treatment) ?? -1;
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
      problems.push({ line: row.line, message: `${who}: ${row.endpoint} at ${row.visit} stands in line ${earlier} already` });
    }
    lines.set(cell, row.line);
    record(key, at, row.value);
    record(key, at, row.hours, hours);
    if (!Number.isNaN(row.baseline)) record(columnKey(row.endpoint, BASELINE_VISIT), at, row.baseline);
  }
  for (const [endpoint, { derived }] of schedules) addDerivedColumns(endpoint, derived, columns, hours, count);
  const sequences = nameSequences(labels, treatment, treatments, periodCount);
  const names = distinct(sequences).sort();
  return {
    trial,
    subjects,
    data: {
      subjectCount: subjects.length,
      periodCount,
      treatments,
      sequences: names,
      sequence: Int32Array.from(sequences, (name) => names.indexOf(name)),
      treatment,
      columns,
      covariates: new Map(),
    },
  };
}

/** The sequence of every subject; fills treatments of unrecorded periods that a label spells. */
function nameSequences(labels: readonly string[], treatment: Int32Array, treatments: readonly string[], periodCount: number): string[] {
  const orders = labels.map((label, subject) => {
    const order = treatment.subarray(subject * periodCount, (subject + 1) * periodCount);
    const spelled = spell(label, treatments);
    if (spelled.length === periodCount && order.every((code, period) => code < 0 || code === spelled[period])) order.set(spelled);
    return order;
  });
  const known = orders.map((order) => (order.includes(-1) ? undefined : [...order].map((code) => treatments[code]).join('-')));
  const orderOfLabel = new Map<string, string>();
  const isOdd = labels.some((label, subject) => {
    const order = known[subject];
    if (label === '') return true;
    if (order === undefined) return false;
    const earlier = orderOfLabel.get(label);
    orderOfLabel.set(label, order);
    return earlier !== undefined && earlier !== order;
  });
  if (!isOdd) return [...labels];
  const complete = distinct(known.filter((order) => order !== undefined));
  return orders.map((order, subject) => {
    const fits = complete.filter(
      (name) =>
        name.split('-').length === periodCount && order.every((code, period) => code < 0 || treatments[code] === name.split('-')[period]),
    );
    return known[subject] ?? (fits.length === 1 ? fits[0] : [...order].map((code) => treatments[code] ?? '?').join('-'));
  });
}

/** The treatment codes a sequence label spells: names joined by `-`, or one-letter names side by side; empty when it spells none. */
function spell(label: string, treatments: readonly string[]): number[] {
  for (const parts of [label.split('-'), [...label]]) {
    const codes = parts.map((part) => treatments.indexOf(part));
    if (codes.every((code) => code >= 0)) return codes;
  }
  return [];
}
