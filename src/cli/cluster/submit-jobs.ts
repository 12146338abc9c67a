import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readText } from '../files/input-file.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { shardsOf } from '../shards/plan.ts';
import { goesOn } from '../shards/planned-question.ts';
import { resultName, statusOf, statusText, ranges, type FolderStatus } from '../shards/folder-status.ts';
import { writeOutput } from '../files/output-file.ts';
import { usageError } from '../terminal/exit-error.ts';
import { tasksIn, queueOf } from './slurm-queue.ts';
import { siteOptions } from './sbatch-options.ts';
import { largestIndex, submitMerge, submitJobs } from './slurm-jobs.ts';
import { shardScript, mergeScript, jobName, mergeLog } from './job-script.ts';
import type { JobOptions } from '../arguments/executor-options.ts';
import { argvOfThisProcess, assertPlainNames, programCommand } from '../arguments/shell-words.ts';
import { waitForJobs } from './await-jobs.ts';
import { warn } from '../terminal/terminal.ts';

/** What a submission is asked with. */
export interface SubmitRequest extends JobOptions {
  readonly folder: string;
  readonly quiet?: boolean;
  /** Ends the wait for the jobs. */
  readonly signal?: AbortSignal;
  /** Takes what is said about the jobs; stdout unless a result follows there. */
  readonly say?: (text: string) => void;
  /** Whether the caller gives the answer itself once every shard is there: a merge that failed is then no fault. */
  readonly answers?: boolean;
}

/** A template with the command of the script in its place. @throws ExitError (2) where it has no place for it */
export function renderTemplate(path: string, script: string): string {
  const text = readText(path, 'template');
  if (!text.includes('{{run}}')) throw usageError(`--template ${path}: expected {{run}} where a shard is to be computed, got none`);
  const run = script.split('\n').find((line) => line.startsWith('exec ')) ?? '';
  return text.replaceAll('{{run}}', () => run.replace(/^exec /, ''));
}

/** More shards than an array takes are refused before anything is sent. @throws ExitError (2) that says what can be done */
function assertArraySize({ path, plan }: ResultsFolder, largest: number): void {
  const shards = shardsOf(plan);
  if (shards.length - 1 <= largest) return;
  const takes = `${path} has ${shards.length} shards, and this Slurm takes arrays up to index ${largest} (MaxArraySize)`;
  const least = new Set(shards.map(({ cell }) => cell)).size; // every cell has a shard of its own, however large shards are
  if (least - 1 > largest)
    throw usageError(
      `${takes}: its ${least} studies have a shard each at least, so ask about fewer in one folder, or compute them otherwise: crossover-sim emit parallel ${path}`,
    );
  let larger = plan.shardTrials * Math.ceil(shards.length / (largest + 1));
  while (shardsOf({ ...plan, shardTrials: larger }).length - 1 > largest) larger += plan.shardTrials;
  throw usageError(
    `${takes}: plan again with --shard-trials ${larger} or more, or ask for fewer --shards (in a folder of its own if shards are finished in this one)`,
  );
}

/**
 * Sends exactly the shards that are not finished; what Slurm says of them is never trusted, the shard files are. Waits with `wait`,
 * and sends the shards that follow from the results of the first ones when these have ended.
 * @throws ExitError (2) where nothing can be sent; (1) where the jobs have ended without a result; with the exit code of the signal if interrupted
 */
export async function submit(request: SubmitRequest): Promise<void> {
  const { wait, quiet = false, signal, answers } = request;
  const say = request.say ?? ((text) => void process.stdout.write(text));
  for (;;) {
    const folder = ResultsFolder.open(request.folder);
    sendMissing(folder, request, say);
    if (wait !== true || (await waitForJobs(folder, { quiet, say, signal, answers })) === 'finished') return;
    say(`further shards follow from the results: ${shardsOf(folder.plan).length} shards now\n`);
  }
}

/** Sends what is missing of a folder once. @throws ExitError (2) where nothing can be sent */
function sendMissing(folder: ResultsFolder, { sbatch = '', template, atOnce }: SubmitRequest, say: (text: string) => void): void {
  const { path } = folder;
  const status = statusOf(folder);
  assertSendable(path, status, atOnce);
  const wanted = Object.values(status.unfinished)
    .flat()
    .sort((a, b) => a - b);
  const options = siteOptions(sbatch);
  const script = shardScript(folder, programCommand());
  const filledScript = template === undefined ? script : renderTemplate(template, script);
  if (wanted.length > 0) assertRoom(folder);
  writeScripts(folder, filledScript);
  if (wanted.length > 0) {
    const { array, merge } = submitJobs(folder, `${ranges(wanted)}${atOnce === undefined ? '' : `%${atOnce}`}`, options);
    say(`sent ${wanted.length} of ${status.shards} shards (${ranges(wanted)}) as job ${array}, merge as job ${merge}\n`);
  } else if (status.result) say(`nothing to do: every shard is there, and the result in ${join(path, resultName(folder.plan))}\n`);
  else say(`every shard is there: merge is job ${submitMerge(folder, options)}\n`);
  say(`see: crossover-sim status ${path}; to go on after a failure: crossover-sim submit ${path}\n`);
}

/** @throws ExitError (2) where jobs for the folder would be of no use, or cannot be sent */
function assertSendable(path: string, status: FolderStatus, atOnce: number | undefined): void {
  if (status.unfinished.conflict !== undefined)
    throw usageError(
      `${path} cannot be sent: two machines gave other bytes for the same shard, and both files are kept; find out which computes wrongly and remove its files\n${statusText(status)}`,
    );
  if (atOnce !== undefined && !(Number.isInteger(atOnce) && atOnce > 0))
    throw usageError(`--at-once: expected a whole number from 1, got ${atOnce}`);
  assertPlainNames('Slurm', [resolve(path), ...argvOfThisProcess()]);
  if (resolve(path).includes('\\')) throw usageError(`Slurm cannot take a folder whose path has a backslash: ${resolve(path)}`);
}

/** Whether Slurm takes so many shards, and what of this run it has already. */
function assertRoom(folder: ResultsFolder): void {
  assertArraySize(folder, largestIndex());
  const queue = tasksIn(queueOf(folder));
  if (queue.length > 0)
    warn(`${queue.length} tasks of this run are still in the queue (${queue[0].job}); what both compute is done twice, without harm`);
}

/** Writes the scripts and the name of the jobs, and takes away what an earlier merge said. */
function writeScripts(folder: ResultsFolder, script: string): void {
  const kept = join(folder.path, 'slurm');
  writeOutput(join(kept, 'run-shard.sh'), script);
  writeOutput(join(kept, 'merge.sh'), mergeScript(folder, programCommand(), goesOn(folder.plan) ? ['--plan-further'] : []));
  writeOutput(join(kept, 'job-name'), `${jobName(folder)}\n`);
  rmSync(mergeLog(folder.path), { force: true });
}
