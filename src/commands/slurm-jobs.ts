import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { CommandFailure } from './command-failure.ts';
import type { ResultsFolder } from './results-folder.ts';

/** Largest array index plus one that Slurm takes where it does not say (its own default). */
const USUAL_MAXIMUM = 1001;

/** What the jobs of a folder are called in the queue. */
export function jobName(hash: string): string {
  return `crossover-${hash.slice(0, 12)}`;
}

/** How this program was started, so that a job can start it likewise on another machine that sees the same files. */
export function ownWords(): string[] {
  return [process.execPath, ...process.execArgv, ...(process.argv[1] === undefined ? [] : [resolve(process.argv[1])])];
}

/** The same as a shell reads it. */
export function ownProgram(): string {
  return ownWords().map(quoted).join(' ');
}

/** A word as a shell reads it back. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Where a job writes: quoted as sbatch reads its lines, and a per cent sign of the folder doubled, since sbatch puts numbers in its place. */
function logPattern(path: string, name: string): string {
  const folder = join(path, 'slurm').replaceAll('%', '%%');
  return `"${join(folder, name).replaceAll(/["\\]/g, '\\$&')}"`;
}

/** The job script that computes one shard of the folder; readable, and enough by itself. */
export function shardScript(folder: string, hash: string, program: string): string {
  const path = resolve(folder);
  return `#!/bin/bash
#SBATCH --job-name=${jobName(hash)}
#SBATCH --output=${logPattern(path, 'shard-%a.log')}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
# Computes shard number SLURM_ARRAY_TASK_ID of the plan in this folder. A shard that is finished is left alone, so running it twice does no harm.
exec ${program} run-shard ${quoted(path)} "$SLURM_ARRAY_TASK_ID" --quiet
`;
}

/** The job script that merges the folder once all tasks have ended, well or not: it names what is missing. */
export function mergeScript(folder: string, hash: string, program: string): string {
  const path = resolve(folder);
  return `#!/bin/bash
#SBATCH --job-name=${jobName(hash)}-merge
#SBATCH --output=${logPattern(path, 'merge.log')}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
exec ${program} merge ${quoted(path)}
`;
}

/** Runs a program of Slurm. @throws CommandFailure (2) if it is not there or fails */
function slurm(program: string, words: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, [...words], { encoding: 'utf8' });
  if (error !== undefined)
    throw new CommandFailure(
      2,
      `cannot run ${program}: ${error.message} (is this a machine that submits to Slurm? without Slurm: crossover-sim emit parallel DIR)`,
    );
  if (status !== 0) throw new CommandFailure(2, `${program} refused: ${stderr.trim()}`);
  return stdout;
}

/** The largest array that this Slurm takes, in indices from 0. */
export function largestIndex(): number {
  const { stdout, status } = spawnSync('scontrol', ['show', 'config'], { encoding: 'utf8' });
  const said = status === 0 ? /MaxArraySize\s*=\s*(\d+)/.exec(stdout)?.[1] : undefined;
  return Number(said ?? USUAL_MAXIMUM) - 1;
}

/** The results folder that jobs are for. */
type Sent = Pick<ResultsFolder, 'path' | 'hash'>;

/** Sends one of the folder's scripts. The name of the job comes last, since `status` and `--wait` find the jobs by it. @returns its number */
function sent({ path }: Sent, script: string, name: string, options: readonly string[]): string {
  return slurm('sbatch', ['--parsable', ...options, `--job-name=${name}`, join(path, 'slurm', script)]).trim();
}

/** Submits an array of shards and the merge that follows it. @returns the numbers of both jobs */
export function submitJobs(folder: Sent, ranges: string, options: readonly string[]): { readonly array: string; readonly merge: string } {
  const array = sent(folder, 'run-shard.sh', jobName(folder.hash), [...options, `--array=${ranges}`]);
  try {
    return { array, merge: submitMerge(folder, [...options, `--dependency=afterany:${array.split(';')[0]}`]) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(
      2,
      `the shards were sent as job ${array}, the merge after them was not: ${why}; submit again sends it once they have ended`,
    );
  }
}

/** Submits a merge alone, where every shard is there. */
export function submitMerge(folder: Sent, options: readonly string[]): string {
  return sent(folder, 'merge.sh', `${jobName(folder.hash)}-merge`, options);
}

/** One task of the folder's jobs in the queue. */
export interface QueuedTask {
  readonly job: string;
  readonly state: string;
  /** Slurm's reason: why it is pending or held. */
  readonly reason: string;
}

/** The folder's tasks in the queue; undefined where there is no Slurm to ask. */
export function queuedTasks(hash: string): QueuedTask[] | undefined {
  const { status, stdout, error } = spawnSync(
    'squeue',
    ['--noheader', '--array', '--format=%i|%T|%r', `--name=${jobName(hash)},${jobName(hash)}-merge`],
    { encoding: 'utf8' },
  );
  if (error !== undefined || status !== 0) return undefined;
  return stdout
    .split('\n')
    .filter((line) => line.includes('|'))
    .map((line) => {
      const [job, state, reason] = line.trim().split('|');
      return { job, state, reason: reason.replaceAll(/[()]/g, '') };
    });
}

const remedies: Readonly<Record<string, string>> = {
  JobHeldUser: 'held by its user: scontrol release JOB',
  JobHeldAdmin: 'held by an administrator: ask them',
  launch_failed_requeued_held: 'a node could not start it: scontrol release JOB, or submit again',
  Resources: 'waits for free processors',
  Priority: 'waits for jobs of higher priority',
  Dependency: 'waits for the shards to end',
  DependencyNeverSatisfied: 'its dependency was lost: submit again sends a new merge',
  ReqNodeNotAvail: 'the nodes it needs are down or reserved',
};

/** Whether a task stays in the queue until somebody does something. */
export function isHeld({ reason }: QueuedTask): boolean {
  return /JobHeld|requeued[ _]held|DependencyNeverSatisfied/.test(reason);
}

/** What a reason of Slurm means and what to do; the reason itself where it is not known. */
export function reasonWords(reason: string): string {
  const key = reason.split(',')[0].replaceAll(' ', '_');
  return remedies[key] ?? reason;
}
