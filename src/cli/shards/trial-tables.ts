import { csvText, type Cell, type DataTable } from '../../data-files/writing/data-table.ts';
import { type MessPlan, messedTables } from '../../data-files/mess/messed-tables.ts';
import { concentrations } from '../../data-files/writing/concentrations.ts';
import { datedTables } from '../../data-files/dates/dated-tables.ts';
import { items } from '../../data-files/writing/items.ts';
import { measurementsTable } from '../../data-files/writing/shapes/index.ts';
import { tablesBeside } from '../../data-files/writing/tables.ts';
import { truthTable } from '../../data-files/writing/truth.ts';
import { rootKey } from '../../random/index.ts';
import { compileTrial } from '../../trial/compile-trial.ts';
import { declaredEndpoints } from '../../trial/endpoints.ts';
import { columnParts } from '../../trial/trial-data.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import { usageError } from '../terminal/exit-error.ts';
import { breather } from '../terminal/breather.ts';
import type { PlannedTrials, TrialFiles } from './planned-question.ts';

/** Most values of one trial as data files: a trial's rows are held in memory before they are written; assumed, about half a GB. */
const MAX_VALUES = 2_000_000;

/** Most values of a shard of several trials, whose rows are held in memory until its file is written: measured, some 0.9 GB. */
const MAX_SHARD_VALUES = 500_000;

/** Most trials of a shard. @param values  of one trial */
export function mostTrialsOfShard(values: number): number {
  return Math.max(1, Math.floor(MAX_SHARD_VALUES / Math.max(1, values)));
}

/** Which trials, and of what. */
export interface TrialsOf extends Omit<PlannedTrials, 'kind'> {
  /** Number of the first trial of all; it is trial 1 in the files. */
  readonly first: number;
}

/** The generator of trials and the tables that it fills. */
export interface TablesOfTrials {
  readonly generator: TrialGenerator;
  readonly tables: readonly DataTable[];
  /** Values of one trial. */
  readonly values: number;
}

/** Prepares trials as data files. @throws ExitError (2) where a trial has too many values */
export function tablesOfTrials({
  study,
  first,
  truth,
  items: withItems,
  files,
  dates,
  concentrations: hours = [],
}: TrialsOf): TablesOfTrials {
  const key = rootKey(study.seed);
  const generator = compileTrial(study.trial, key, 'all', withItems, hours);
  const ratings = generator.hours.size * generator.data.subjectCount * generator.data.periodCount;
  const kept = (generator.concentrations ?? []).reduce((sum, { values: each }) => sum + each.length, 0);
  const values = [...generator.itemScores.values()].reduce((sum, { scores }) => sum + scores.length, ratings + kept);
  if (values > MAX_VALUES) {
    const message = `expected a trial of at most ${MAX_VALUES} values as data files, got ${values}`;
    throw usageError(`design.participants: ${message} (${generator.data.subjectCount} patients); take fewer patients`);
  }
  const replicateOf = (trial: number): number => first + trial - 1;
  const measurements = measurementsTable(generator, study.trial, files?.shape ?? 'long', files?.missed ?? 'absent');
  const tables = [measurements, ...tablesBeside(study.trial, key, replicateOf)];
  if (hours.length > 0) tables.push(concentrations);
  if (withItems) tables.push(items);
  if (truth) tables.push(truthTable(study.trial, key, replicateOf));
  const dated = dates === undefined ? tables : datedTables(tables, generator, { model: study.trial, dates, key, replicateOf });
  return { generator, tables: withMess(dated, generator, { study, first, key, rates: files?.mess }), values };
}

/** The tables with planted defects and their key, where some are asked for. */
function withMess(
  tables: DataTable[],
  generator: TrialGenerator,
  { study, first, key, rates }: Pick<TrialsOf, 'study' | 'first'> & { readonly key: Int32Array; readonly rates: TrialFiles['mess'] },
): DataTable[] {
  if (rates === undefined) return tables;
  return messedTables(tables, { ...endpointsOf(generator, study), rates, key, replicateOf: (trial) => first + trial - 1 });
}

/** The endpoints that trials record, and what the study says of those that it declares. */
export function endpointsOf({ hours }: TrialGenerator, { trial }: TrialsOf['study']): Pick<MessPlan, 'endpoints' | 'declared'> {
  return { endpoints: [...new Set([...hours.keys()].map((column) => columnParts(column).endpoint))], declared: declaredEndpoints(trial) };
}

/** Takes the rows of a trial, a list per table. */
export type OnRows = (rows: readonly (readonly (readonly Cell[])[])[], trial: number) => void | Promise<void>;

/**
 * Simulates neighbouring trials, one in memory at a time, and hands over their rows.
 * @param from   position of the first of them among all, from 0
 * @returns whether all were simulated; the signal ends it earlier
 */
export async function simulateRows(
  { generator, tables }: TablesOfTrials,
  { first, from, count }: { readonly first: number; readonly from: number; readonly count: number },
  onRows: OnRows,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const breath = breather();
  for (let trial = from + 1; trial <= from + count; trial++) {
    generator.generate(first + trial - 1);
    await onRows(
      tables.map((table) => table.rows(generator, trial)),
      trial,
    );
    await breath();
    if (signal?.aborted === true) return false;
  }
  return true;
}

/** Rows as a shard keeps them: the text of the file that they become, and for other files than plain CSV one JSON list a row. */
export function keptText(rows: readonly (readonly Cell[])[], files: TrialFiles | undefined): string {
  return files === undefined ? csvText(rows) : rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** The rows of a kept text of JSON lists, by the trial that is their first cell. */
export function keptRows(text: string): Map<number, Cell[][]> {
  const rows = text === '' ? [] : (JSON.parse(`[${text.trimEnd().replaceAll('\n', ',')}]`) as Cell[][]);
  const byTrial = new Map<number, Cell[][]>();
  for (const row of rows) {
    const trial = Number(row[0]);
    const own = byTrial.get(trial);
    if (own === undefined) byTrial.set(trial, [row]);
    else own.push(row);
  }
  return byTrial;
}
