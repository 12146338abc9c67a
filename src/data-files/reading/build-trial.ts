import { shortName } from '../../text/listed-names.ts';
import { columnKey, type TrialData } from '../../trial/trial-data.ts';
import { addDerivedColumns, type DerivedSources } from './derived-columns.ts';
import type { ObservationRow, ReadProblem } from './observation-rows.ts';
import { dataLimits } from './limits.ts';
import { RowFaults } from './row-faults.ts';
import { differentSequences, type PlannedTreatment, recordedSequences } from './recorded-sequences.ts';

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
export const BASELINE_VISIT = 'baseline';

/** Names, each once, in the order in which they come. */
export function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}

/** What holds for every trial of a file. */
interface FileContents {
  readonly treatments: readonly string[];
  readonly schedules: ReadonlyMap<string, Schedule>;
  /** The lowest number of a period. */
  readonly firstPeriod: number;
}

/**
 * Makes one trial of its rows.
 * @param problems  takes what the rows of the trial contradict
 */
export function buildTrial(
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
  const lines = new Map<string, Int32Array>();
  const labels = subjects.map(() => '');
  const codeOf = new Map(treatments.map((name, code) => [name, code]));
  const record = (key: string, at: number, value: number, into = columns): void => {
    let column = into.get(key);
    if (column === undefined) into.set(key, (column = new Float64Array(count).fill(NaN)));
    column[at] = value;
  };
  const linesOf = (key: string): Int32Array => {
    let known = lines.get(key);
    if (known === undefined) lines.set(key, (known = new Int32Array(count)));
    return known;
  };
  const faults = new RowFaults();
  for (const row of rows) {
    const subject = places.get(row.subject) ?? 0;
    const at = subject * periodCount + row.period - firstPeriod;
    const code = codeOf.get(row.treatment) ?? -1;
    const who = `subject ${shortName(row.subject)}, period ${row.period}`;
    if (treatment[at] >= 0 && treatment[at] !== code) {
      faults.add(
        'treatment',
        row.line,
        `${who}: treatment ${shortName(row.treatment)}, but an earlier line has ${shortName(treatments[treatment[at]])}`,
      );
    }
    treatment[at] = code;
    if (labels[subject] !== '' && row.sequence !== '' && labels[subject] !== row.sequence) {
      faults.add(
        'sequence',
        row.line,
        `subject ${shortName(row.subject)}: sequence ${shortName(row.sequence)}, but an earlier line has ${shortName(labels[subject])}`,
      );
    }
    labels[subject] ||= row.sequence;
    const key = columnKey(row.endpoint, row.visit);
    const seen = linesOf(key);
    const earlier = seen[at];
    if (earlier > 0) {
      faults.add('twice', row.line, `${who}: ${shortName(row.endpoint)} at ${shortName(row.visit)} is already in line ${earlier}`);
    }
    seen[at] = row.line;
    record(key, at, row.value);
    record(key, at, row.hours, hours);
    if (!Number.isNaN(row.baseline)) record(columnKey(row.endpoint, BASELINE_VISIT), at, row.baseline);
  }
  problems.push(...faults.list());
  for (const [endpoint, { derived }] of schedules) addDerivedColumns(endpoint, derived, columns, hours, count);
  const records = subjects.map((subject, place) => {
    const order = treatment.subarray(place * periodCount, (place + 1) * periodCount);
    return { subject, label: labels[place], order };
  });
  const different = differentSequences(records);
  if (different > dataLimits.sequences)
    problems.push({
      line: rows[0].line,
      message: `expected at most ${dataLimits.sequences} different sequences in a trial, got ${different}`,
    });
  const known = different > dataLimits.sequences ? [] : records;
  const { sequences, codes: sequence, planned, notices } = recordedSequences(known, treatments, periodCount);
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
