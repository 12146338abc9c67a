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
import { breather } from '../terminal/breather.ts';
import { interrupted } from '../terminal/interrupt.ts';
import { OutputFile } from '../files/output-file.ts';
import { publishTogether } from '../files/write-together.ts';

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
  /** Asks to stop. */
  readonly signal?: AbortSignal;
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

/**
 * Simulates trials into data files, one trial in memory at a time, and none before all are simulated; the files appear together at the end, and `items.csv` and `truth.csv` of an earlier run go where
 * this one has none.
 * @returns their paths
 * @throws ExitError with the exit code of the signal if interrupted
 */
export async function writeTrials({
  study,
  directory,
  first,
  trials,
  truth,
  items: withItems = false,
  onTrial,
  signal,
}: TrialsRequest): Promise<string[]> {
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
  const breath = breather();
  try {
    for (const table of tables) files.push(new OutputFile(join(directory, table.file)));
    tables.forEach(({ header }, position) => files[position].write(csvText([header])));
    for (let trial = 1; trial <= trials; trial++) {
      generator.generate(first + trial - 1);
      tables.forEach((table, position) => files[position].write(csvText(table.rows(generator, trial))));
      onTrial?.(trial);
      await breath();
      if (signal?.aborted === true) throw interrupted(signal, `nothing was written to ${directory}: run the same command again`);
    }
    const dictionary = new OutputFile(join(directory, 'dictionary.csv'));
    files.push(dictionary);
    const endpoints = [...new Set([...generator.hours.keys()].map((column) => columnParts(column).endpoint))];
    const described = [...tables.filter((table) => table !== items), ...tables.filter((table) => table === items)];
    dictionary.write(dictionaryText(endpoints, described, study.trial.kind, declaredEndpoints(study.trial)));
  } catch (error) {
    for (const file of files) file.discard();
    throw error;
  }
  // What an earlier run left of tables that this one does not write speaks of other trials.
  const stale = [items.file, TRUTH_FILE, GUESSES_FILE].filter((file) => !tables.some((table) => table.file === file));
  publishTogether(
    files,
    stale.map((file) => join(directory, file)),
  );
  return files.map(({ path }) => path);
}
