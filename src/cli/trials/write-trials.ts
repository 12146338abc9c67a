import { dirname, join } from 'node:path';
import { messReadme, MESS_README_FILE } from '../../data-files/mess/mess-readme.ts';
import { DATAPACKAGE_FILE, dataPackageText } from '../../data-files/writing/formats/datapackage.ts';
import { inlineRunner } from '../../power/simulation/inline-runner.ts';
import type { Study } from '../../study/study.ts';
import { declaredEndpoints } from '../../trial/endpoints.ts';
import { columnParts } from '../../trial/trial-data.ts';
import { contentHash } from '../../scenario/resolved/scenario-hash.ts';
import { CHECKSUMS_FILE } from '../files/checksums.ts';
import { OutputFile } from '../files/output-file.ts';
import { aloneIn, publishTogether } from '../files/write-together.ts';
import { finishedContent, runShards } from '../shards/compute-shards.ts';
import { shardsOf } from '../shards/plan.ts';
import { removeShards } from '../shards/remove-shards.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import type { TrialFiles } from '../shards/planned-question.ts';
import { keptRows, simulateRows, tablesOfTrials, type OnRows, type TablesOfTrials } from '../shards/trial-tables.ts';
import { breather } from '../terminal/breather.ts';
import { usageError } from '../terminal/exit-error.ts';
import { interrupted } from '../terminal/interrupt.ts';
import { warn } from '../terminal/terminal.ts';
import { engineVersion } from '../workers/engine-version.ts';
import { changesBeside, removeEmptyFolder } from './run-folder.ts';
import { assertRoomInFormat, dictionaryOf, tablesIn } from './trial-folder.ts';
import { TrialOutputs } from './trial-outputs.ts';
import { planTrials, tablesAsked, type TrialsRequest } from './trials-request.ts';

/** Values in all from which on parts are kept (assumed: seconds of work). */
const KEPT_FROM = 200_000;

/**
 * Simulates trials into data files, one trial in memory at a time, and none before all are simulated; the files appear together at the end, and `items.csv` and `truth.csv` of an earlier run go where
 * this one has none. Parts of a long run are kept in the folder until then.
 * @returns their paths
 * @throws ExitError (2) where the folder holds another run; with the exit code of the signal if interrupted
 */
export async function writeTrials(request: TrialsRequest): Promise<string[]> {
  const { study, directory, first, trials, files, onTrial, signal } = request;
  const prepared = tablesOfTrials({ ...tablesAsked(request), first });
  assertRoomInFormat(prepared, trials, files);
  const keeps = files?.file === undefined && (trials * prepared.values >= KEPT_FROM || request.resume === true);
  if (keeps) return writeKeptTrials(request);
  return written({ directory, files, trials, study }, prepared, async (outputs) => {
    const onRows: OnRows = async (rows, trial) => {
      await outputs.write(rows, trial);
      onTrial?.(trial);
    };
    if (!(await simulateRows(prepared, { first, from: 0, count: trials }, onRows, signal)))
      throw interrupted(signal, `nothing was written to ${files?.file ?? directory}: run the same command again`);
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
  const { study, files } = question;
  const prepared = tablesOfTrials({ ...question, first: cells[0].first ?? 0 });
  const conflicts = folder.conflicts();
  const breath = breather();
  return written({ directory: path, files, trials: cells[0].replicates, study }, prepared, async (outputs) => {
    for (const shard of shardsOf(plan)) {
      const content = finishedContent(folder, shard, conflicts);
      if ('tables' in content) await writeKept(outputs, files, content.tables);
      await breath();
      if (signal?.aborted === true) throw interrupted(signal, `finished shards are kept in ${path}: run the same command again`);
    }
  });
}

/** Writes what a shard keeps: plain CSV as it stands, other rows trial by trial. */
async function writeKept(outputs: TrialOutputs, files: TrialFiles | undefined, kept: Readonly<Record<string, string>>): Promise<void> {
  const texts = outputs.tables.map(({ file }) => kept[file] ?? '');
  if (files === undefined) {
    texts.forEach((text, table) => {
      outputs.writeText(text, table);
    });
    return;
  }
  const byTrial = texts.map(keptRows);
  const numbers = new Set(byTrial.flatMap((rows) => [...rows.keys()]));
  for (const trial of [...numbers].sort((a, b) => a - b))
    await outputs.write(
      byTrial.map((rows) => rows.get(trial) ?? []),
      trial,
    );
}

/** What is written, and where. */
interface WrittenTrials {
  readonly directory: string;
  readonly files: TrialFiles | undefined;
  readonly trials: number;
  readonly study: Study;
}

/** The files of all tables, the rows that are written into them, the dictionary, the data package and the checksums of all; all appear together. */
async function written(
  { directory: named, files: asked, trials, study }: WrittenTrials,
  { generator, tables }: TablesOfTrials,
  writeAll: (outputs: TrialOutputs) => Promise<void>,
): Promise<string[]> {
  const directory = join(named, '.');
  const provenance = { scenario: study.name, hash: contentHash(study), seed: study.seed, version: engineVersion() };
  const outputs = new TrialOutputs({ directory, files: asked, trials, kind: study.trial.kind }, tables, provenance);
  const beside: OutputFile[] = [];
  const open = (path: string): OutputFile => {
    const file = new OutputFile(path);
    beside.push(file);
    return file;
  };
  try {
    await outputs.begin();
    await writeAll(outputs);
    outputs.end();
    const endpoints = [...new Set([...generator.hours.keys()].map((column) => columnParts(column).endpoint))];
    const contents = { kind: study.trial.kind, endpoints, declared: declaredEndpoints(study.trial) };
    const folder = asked?.file === undefined ? directory : dirname(asked.file);
    if (asked?.file === undefined) open(join(directory, 'dictionary.csv')).write(dictionaryOf(outputs, endpoints, study, asked));
    if (asked?.mess !== undefined) open(join(directory, MESS_README_FILE)).write(messReadme(asked.mess, outputs.defects));
    const dataPackage = asked?.file === undefined ? join(directory, DATAPACKAGE_FILE) : `${asked.file}.${DATAPACKAGE_FILE}`;
    const packaged = dataPackageText(outputs.described(folder), provenance, contents);
    if (asked?.file !== undefined) {
      open(dataPackage).write(packaged);
      publishTogether([...outputs.files, ...beside]);
    } else
      // Nobody else writes checksums between the reading of theirs and the writing of all.
      aloneIn(directory, () => {
        const { checksums, gone, emptied } = changesBeside(directory, [...outputs.files, ...beside], (place) =>
          tablesIn(place, outputs, place === directory),
        );
        for (const [place, text] of checksums) open(join(place, CHECKSUMS_FILE)).write(text);
        open(dataPackage).write(packaged);
        publishTogether([...outputs.files, ...beside], gone);
        for (const place of emptied) removeEmptyFolder(place);
      });
  } catch (error) {
    for (const file of [...outputs.files, ...beside]) file.discard();
    throw error;
  }
  return [...outputs.files, ...beside].map(({ path }) => path);
}
