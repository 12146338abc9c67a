import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { csvText, type DataTable } from '../../data-files/writing/data-table.ts';
import { dictionaryText } from '../../data-files/writing/dictionary.ts';
import { GUESSES_FILE, guessesTable } from '../../data-files/writing/guesses.ts';
import { items } from '../../data-files/writing/items.ts';
import { tables as always } from '../../data-files/writing/tables.ts';
import { TRUTH_FILE, truthTable } from '../../data-files/writing/truth.ts';
import { powerParameters, type Study } from '../../study/study.ts';
import { rootKey } from '../../random/index.ts';
import { compileTrial } from '../../trial/compile-trial.ts';
import { declaredEndpoints } from '../../trial/endpoints.ts';
import { columnParts } from '../../trial/trial-data.ts';
import { usageError } from '../terminal/exit-error.ts';
import { OutputFile, writeOutput } from '../files/output-file.ts';

export interface TrialsRequest {
  readonly study: Study;
  readonly directory: string;
  /** Number of the first trial; the trial of the same number in a power run. */
  readonly first: number;
  readonly trials: number;
  readonly truth: boolean;
  /** Also write items.csv; needs `measurement.mode: items`. */
  readonly items?: boolean;
  readonly onTrial?: (done: number) => void;
}

/** Most values of one trial as data files: a trial's rows are held in memory before they are written; assumed, about half a GB. */
const MAX_VALUES = 2_000_000;

/** Trials are counted as `power` counts them, and no further. */
const MAX_TRIALS = powerParameters.replicates.max;

/** @throws ExitError (2) where there are no trials of such numbers, or no items to write */
export function assertTrialsRequest({ study, first, trials, items: withItems }: Omit<TrialsRequest, 'onTrial' | 'directory'>): void {
  if (!Number.isInteger(trials) || trials < 1) throw usageError(`--trials: expected a whole number from 1, got ${trials}`);
  if (!Number.isInteger(first) || first < 0 || first + trials > MAX_TRIALS)
    throw usageError(
      `--replicate: expected a whole number from 0, and with --trials at most ${MAX_TRIALS}, got ${first} and ${trials} trials`,
    );
  if (withItems === true && (study.trial.kind !== 'mechanistic' || study.trial.measurement.mode !== 'items'))
    throw usageError('--items: expected measurement.mode items, got totals; add --set measurement.mode=items');
}

/** Simulates trials into data files, one trial in memory at a time; the files appear together at the end, and `items.csv` and `truth.csv` of an earlier run go where this one has none. @returns their paths */
export function writeTrials({ study, directory, first, trials, truth, items: withItems = false, onTrial }: TrialsRequest): string[] {
  const key = rootKey(study.seed);
  const generator = compileTrial(study.trial, key, 'all', withItems);
  const ratings = generator.hours.size * generator.data.subjectCount * generator.data.periodCount;
  const values = [...generator.itemScores.values()].reduce((sum, { scores }) => sum + scores.length, ratings);
  if (values > MAX_VALUES) {
    const message = `expected a trial of at most ${MAX_VALUES} values as data files, got ${values}`;
    throw usageError(`design.participants: ${message} (${generator.data.subjectCount} patients); take fewer patients`);
  }
  const tables: DataTable[] = [...always, ...(study.trial.kind === 'mechanistic' ? [guessesTable(study.trial)] : [])];
  if (withItems) tables.push(items);
  if (truth) tables.push(truthTable(study.trial, key, (trial) => first + trial - 1));
  const files: OutputFile[] = [];
  try {
    for (const table of tables) files.push(new OutputFile(join(directory, table.file)));
    tables.forEach(({ header }, position) => files[position].write(csvText([header])));
    for (let trial = 1; trial <= trials; trial++) {
      generator.generate(first + trial - 1);
      tables.forEach((table, position) => files[position].write(csvText(table.rows(generator, trial))));
      onTrial?.(trial);
    }
    for (const file of files) file.publish();
    // What an earlier run left of tables that this one does not write speaks of other trials.
    for (const file of [items.file, TRUTH_FILE, GUESSES_FILE])
      if (!tables.some((table) => table.file === file)) rmSync(join(directory, file), { force: true });
  } catch (error) {
    for (const file of files) file.discard();
    throw error;
  }
  const dictionary = join(directory, 'dictionary.csv');
  const endpoints = [...new Set([...generator.hours.keys()].map((column) => columnParts(column).endpoint))];
  writeOutput(
    dictionary,
    dictionaryText(
      endpoints,
      [...tables.filter((table) => table !== items), ...tables.filter((table) => table === items)],
      study.trial.kind,
      declaredEndpoints(study.trial),
    ),
  );
  return [...files.map(({ path }) => path), dictionary];
}
