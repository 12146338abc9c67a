import { basename, join } from 'node:path';
import { csvText } from '../../data-files/writing/data-table.ts';
import { dictionaryText } from '../../data-files/writing/dictionary.ts';
import { GUESSES_FILE } from '../../data-files/writing/guesses.ts';
import { items } from '../../data-files/writing/items.ts';
import { TRUTH_FILE } from '../../data-files/writing/truth.ts';
import { inlineRunner } from '../../power/simulation/inline-runner.ts';
import { powerParameters, type Study } from '../../study/study.ts';
import { declaredEndpoints } from '../../trial/endpoints.ts';
import { columnParts } from '../../trial/trial-data.ts';
import { CHECKSUMS_FILE, checksumsText } from '../files/checksums.ts';
import { OutputFile } from '../files/output-file.ts';
import { aloneIn, publishTogether } from '../files/write-together.ts';
import { finishedContent, runShards } from '../shards/compute-shards.ts';
import { planHead, shardSizeError, shardsOf, type RunPlan } from '../shards/plan.ts';
import { cellsOf } from '../shards/question-plan.ts';
import { removeShards } from '../shards/remove-shards.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { mostTrialsOfShard, tablesOfTrials, writeRows, type TablesOfTrials } from '../shards/trial-tables.ts';
import { breather } from '../terminal/breather.ts';
import { usageError } from '../terminal/exit-error.ts';
import { interrupted } from '../terminal/interrupt.ts';
import { warn } from '../terminal/terminal.ts';

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
  /** Whether the folder must hold the run already. */
  readonly resume?: boolean;
}

/** Trials are counted as `power` counts them, and no further. */
const MAX_TRIALS = powerParameters.replicates.max;

/** @throws ExitError (2) where there are no trials of such numbers, or no items to write */
export function assertTrialsRequest({
  study,
  first,
  trials,
  items: withItems,
}: Omit<TrialsRequest, 'onTrial' | 'directory' | 'signal' | 'resume'>): void {
  if (!Number.isInteger(trials) || trials < 1) throw usageError(`--trials: expected a whole number from 1, got ${trials}`);
  if (!Number.isInteger(first) || first < 0 || first + trials > MAX_TRIALS)
    throw usageError(
      `--replicate: expected a whole number from 0, and with --trials at most ${MAX_TRIALS}, got ${first} and ${trials} trials`,
    );
  if (withItems === true && (study.trial.kind !== 'mechanistic' || study.trial.measurement.mode !== 'items'))
    throw usageError('--items: expected measurement.mode items, got totals; add --set measurement.mode=items');
}

/** Values in all from which on parts are kept (assumed: seconds of work). */
const KEPT_FROM = 200_000;
/** Values of a part, about (assumed: some 2 MB of rows). */
const PART_VALUES = 20_000;

/**
 * Refuses shards of trials that cannot be, or that would not fit into memory.
 * @param option  that asked for them
 * @param of      all trials, and the values of one
 * @throws ExitError (2)
 */
export function assertTrialsOfShard(
  option: string,
  shardTrials: number,
  { trials, values }: { readonly trials: number; readonly values: number },
): void {
  const most = mostTrialsOfShard(values);
  const problem = shardSizeError(trials, shardTrials, 1);
  if (problem !== undefined) throw usageError(`${option}: ${problem}`);
  if (shardTrials > most)
    throw usageError(`${option}: expected at most ${most} trials a shard (${values} values each, held in memory), got ${shardTrials}`);
}

/** Trials as a plan has them. @param shardTrials  trials of a part; some 20 000 values where left out */
export function planTrials({ study, first, trials, truth, items: withItems = false }: TrialsRequest, shardTrials?: number): RunPlan {
  const { values } = tablesOfTrials({ study, first, truth, items: withItems });
  if (shardTrials !== undefined) assertTrialsOfShard('--shard-trials', shardTrials, { trials, values });
  const asked = { ...study, power: { ...study.power, replicates: trials } };
  const size = shardTrials ?? Math.max(1, Math.floor(PART_VALUES / Math.max(1, values)), Math.ceil(trials / 100_000));
  const question = { kind: 'trials', study, truth, items: withItems } as const;
  const stored = JSON.parse(JSON.stringify(question)) as typeof question;
  return { ...planHead(), shardTrials: size, cells: cellsOf([{ study: asked, first }]), question: stored, planned: 1 };
}

/**
 * Simulates trials into data files, one trial in memory at a time, and none before all are simulated; the files appear together at the end, and `items.csv` and `truth.csv` of an earlier run go where
 * this one has none. Parts of a long run are kept in the folder until then.
 * @returns their paths
 * @throws ExitError (2) where the folder holds another run; with the exit code of the signal if interrupted
 */
export async function writeTrials(request: TrialsRequest): Promise<string[]> {
  const { study, directory, first, trials, truth, items: withItems = false, onTrial, signal } = request;
  const prepared = tablesOfTrials({ study, first, truth, items: withItems });
  if (trials * prepared.values >= KEPT_FROM || request.resume === true) return writeKeptTrials(request);
  return written(directory, study, prepared, async (files) => {
    const onRows = (texts: readonly string[], trial: number): void => {
      texts.forEach((text, table) => files[table].write(text));
      onTrial?.(trial);
    };
    if (!(await writeRows(prepared, { first, from: 0, count: trials }, onRows, signal)))
      throw interrupted(signal, `nothing was written to ${directory}: run the same command again`);
  });
}

/** The same with its parts in the folder, which goes on from what is there; they go once the files are there. */
async function writeKeptTrials(request: TrialsRequest): Promise<string[]> {
  const { directory, onTrial, signal } = request;
  if (request.resume === true) ResultsFolder.open(directory);
  const folder = ResultsFolder.prepare(directory, planTrials(request));
  const shards = shardsOf(folder.plan);
  await runShards(inlineRunner(), folder, shards, { warn, signal, onTrials: (done) => onTrial?.(done) });
  if (signal?.aborted === true)
    throw interrupted(signal, `finished shards are kept in ${directory}: run the same command again with --resume`);
  const paths = await writeMergedTrials(folder, signal);
  removeShards(directory, shards);
  return paths;
}

/** Writes the data files of a folder in which every shard is finished. @throws ExitError (2) as `writeTrials` */
export async function writeMergedTrials(folder: ResultsFolder, signal: AbortSignal | undefined): Promise<string[]> {
  const { path, plan } = folder;
  const { question, cells } = plan;
  if (question?.kind !== 'trials') throw usageError(`${path} holds no trials`);
  const prepared = tablesOfTrials({ ...question, first: cells[0].first ?? 0 });
  const conflicts = folder.conflicts();
  const breath = breather();
  return written(path, question.study, prepared, async (files) => {
    for (const shard of shardsOf(plan)) {
      const content = finishedContent(folder, shard, conflicts);
      if ('tables' in content) prepared.tables.forEach(({ file }, table) => files[table].write(content.tables[file] ?? ''));
      await breath();
      if (signal?.aborted === true) throw interrupted(signal, `finished shards are kept in ${path}: run the same command again`);
    }
  });
}

/** Files with their headers, the rows that are written into them, the dictionary and the checksums of all; all appear together. */
async function written(
  directory: string,
  study: Study,
  { generator, tables }: TablesOfTrials,
  writeAll: (files: readonly OutputFile[]) => Promise<void>,
): Promise<string[]> {
  const files: OutputFile[] = [];
  const open = (name: string): OutputFile => {
    const file = new OutputFile(join(directory, name));
    files.push(file);
    return file;
  };
  // What an earlier run left of tables that this one does not write speaks of other trials.
  const stale = [items.file, TRUTH_FILE, GUESSES_FILE].filter((file) => !tables.some((table) => table.file === file));
  try {
    for (const { file } of tables) open(file);
    tables.forEach(({ header }, position) => files[position].write(csvText([header])));
    await writeAll(files);
    const endpoints = [...new Set([...generator.hours.keys()].map((column) => columnParts(column).endpoint))];
    const described = [...tables.filter((table) => table !== items), ...tables.filter((table) => table === items)];
    open('dictionary.csv').write(dictionaryText(endpoints, described, study.trial.kind, declaredEndpoints(study.trial)));
    // Nobody else writes checksums between the reading of theirs and the writing of all.
    aloneIn(directory, () => {
      const sums = files.flatMap(({ path, checksum }) => (checksum === undefined ? [] : [{ name: basename(path), sum: checksum }]));
      open(CHECKSUMS_FILE).write(checksumsText(directory, sums, stale));
      publishTogether(
        files,
        stale.map((file) => join(directory, file)),
      );
    });
  } catch (error) {
    for (const file of files) file.discard();
    throw error;
  }
  return files.map(({ path }) => path);
}
