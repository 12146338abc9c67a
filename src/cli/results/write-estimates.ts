import { basename } from 'node:path';
import { estimateRow, estimatesTable } from '../../data-files/writing/estimates.ts';
import { DATAPACKAGE_FILE, dataPackageText } from '../../data-files/writing/formats/datapackage.ts';
import { formatOfFile, tableFormats } from '../../data-files/writing/formats/index.ts';
import type { Provenance, TableFormat, TableWriter } from '../../data-files/writing/formats/table-format.ts';
import { BLOCK_SIZE, blocksOf } from '../../power/simulation/blocks.ts';
import type { BlockTask } from '../../power/simulation/block-task.ts';
import type { ReplicateEstimate } from '../../power/simulation/replay-estimates.ts';
import { newTaskId, throwIfAborted } from '../../power/simulation/simulation-options.ts';
import type { Study } from '../../study/study.ts';
import { OutputFile } from '../files/output-file.ts';
import { publishTogether } from '../files/write-together.ts';
import { type CommandSimulation, withWorkers, type WorkersOptions } from '../runs/with-workers.ts';
import { usageError } from '../terminal/exit-error.ts';
import { engineVersion } from '../workers/engine-version.ts';

/** A study and how many of its trials were counted. */
export interface CountedStudy {
  readonly study: Study;
  readonly hash: string;
  readonly replicates: number;
}

/** The format of the file of estimates. @throws ExitError (2) where its name ends with that of none */
function formatOf(file: string): TableFormat {
  const found = formatOfFile(file);
  if (found !== undefined) return found.format;
  throw usageError(`--estimates: expected a file that ends with ${tableFormats.map(({ name }) => `.${name}`).join(', ')}, got ${file}`);
}

/**
 * Refuses a file of estimates that cannot be written, before anything is simulated.
 * @param studies  with the trials that are asked for
 * @throws ExitError (2) where the name ends with no format, or the format holds fewer rows
 */
export function assertEstimates(file: string | undefined, studies: readonly Omit<CountedStudy, 'hash'>[]): void {
  if (file === undefined) return;
  const { name, mostRows = Infinity } = formatOf(file);
  const rows = studies.reduce((sum, { study, replicates }) => sum + replicates * Object.keys(study.analyses).length, 0);
  if (rows > mostRows)
    throw usageError(
      `--estimates: a file of ${name} holds at most ${mostRows} rows, and these are ${rows}; take csv or parquet, or fewer --replicates`,
    );
}

/**
 * Writes what every analysis gives in every trial that was counted, and beside it what the columns are. The trials are made again from their numbers, which the scenario and the
 * seed decide: a results folder keeps counts alone. The same bytes for any number of workers.
 * @returns the paths
 * @throws ExitError (2) as `assertEstimates`, or where a file cannot be written; (130) if interrupted, and then the old files stay
 */
export async function writeEstimates(file: string, counted: readonly CountedStudy[], options: WorkersOptions): Promise<string[]> {
  assertEstimates(file, counted);
  const format = formatOf(file);
  const provenance = provenanceOf(counted);
  const output = new OutputFile(file);
  const files = [output];
  try {
    const writer = await format.open(output, estimatesTable, provenance);
    const studies = counted.map(({ study }) => study);
    const simulate = async (simulation: CommandSimulation): Promise<void> => {
      for (const one of counted) await writeStudy(one, writer, simulation);
    };
    await withWorkers({ ...options, studies }, simulate, () => `${file} was not written`);
    writer.close();
    const described = { path: basename(file), bytes: output.bytes, sha256: output.checksum };
    files.push(new OutputFile(`${file}.${DATAPACKAGE_FILE}`));
    files[1].write(dataPackageText([{ table: estimatesTable, format, files: [described] }], provenance));
    publishTogether(files);
  } catch (error) {
    for (const each of files) each.discard();
    throw error;
  }
  return files.map(({ path }) => path);
}

function provenanceOf(counted: readonly CountedStudy[]): Provenance {
  const together = (texts: readonly string[]): string => [...new Set(texts)].join(', ');
  return {
    scenario: together(counted.map(({ study }) => study.name)),
    hash: together(counted.map(({ hash }) => hash)),
    seed: together(counted.map(({ study }) => study.seed)),
    version: engineVersion(),
  };
}

/** Writes the rows of one study in the order of its trials, whichever block is ready first. */
async function writeStudy(
  { study, replicates }: CountedStudy,
  writer: TableWriter,
  { runner, signal, onProgress }: CommandSimulation,
): Promise<void> {
  const id = newTaskId();
  const ready = new Map<number, readonly ReplicateEstimate[]>();
  let next = 0;
  const tell = (done: number): void => {
    onProgress({ stage: 'trials', unit: 'trials', done, total: replicates, from: 0 });
  };
  const onDone = (estimates: readonly ReplicateEstimate[], task: number): void => {
    ready.set(task, estimates);
    for (let found = ready.get(next); found !== undefined; found = ready.get(next)) {
      writer.write(found.map((one) => estimateRow(study.name, one)));
      ready.delete(next++);
      tell(Math.min(replicates, next * BLOCK_SIZE));
    }
  };
  tell(0);
  await runner.run('estimates', tasksOf(id, study, replicates), onDone, signal);
  throwIfAborted(signal, next * BLOCK_SIZE);
}

function* tasksOf(id: string, study: Study, replicates: number): Generator<BlockTask, undefined> {
  for (const block of blocksOf(replicates)) yield { id, study, truths: [], blocks: [block] };
}
