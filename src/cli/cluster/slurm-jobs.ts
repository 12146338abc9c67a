import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { usageError } from '../terminal/exit-error.ts';
import { jobName, logPattern, type JobFolder } from './job-script.ts';

/** Largest array index plus one that Slurm takes where it does not say (its own default). */
const USUAL_MAXIMUM = 1001;

/** Runs a program of Slurm. @throws ExitError (2) if it is not there or fails */
function slurm(program: string, words: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, [...words], { encoding: 'utf8' });
  if (error !== undefined)
    throw usageError(
      `cannot run ${program}: ${error.message} (is this a machine that submits to Slurm? without Slurm: crossover-sim emit parallel DIR)`,
    );
  if (status !== 0) throw usageError(`${program} refused: ${stderr.trim()}`);
  return stdout;
}

/** The largest array that this Slurm takes, in indices from 0. */
export function largestIndex(): number {
  const { stdout, status } = spawnSync('scontrol', ['show', 'config'], { encoding: 'utf8' });
  const said = status === 0 ? /MaxArraySize\s*=\s*(\d+)/.exec(stdout)?.[1] : undefined;
  return Number(said ?? USUAL_MAXIMUM) - 1;
}

/** Sends one of the folder's scripts. Name and log come last, whatever options or a template say: the jobs are found by them. @returns its number */
function sbatch(folder: JobFolder, job: 'shard' | 'merge', options: readonly string[]): string {
  const own = [`--job-name=${jobName(folder)}${job === 'merge' ? '-merge' : ''}`, `--output=${logPattern(folder.path, job)}`];
  const script = join(resolve(folder.path), 'slurm', job === 'merge' ? 'merge.sh' : 'run-shard.sh');
  return slurm('sbatch', ['--parsable', ...options, ...own, script]).trim();
}

/**
 * Submits an array of shards and the merge that follows it.
 * @param ranges  numbers of shards, with `%N` behind them where at most N may run at once
 * @returns the numbers of both jobs
 */
export function submitJobs(
  folder: JobFolder,
  ranges: string,
  options: readonly string[],
): { readonly array: string; readonly merge: string } {
  const array = sbatch(folder, 'shard', [...options, `--array=${ranges}`]);
  try {
    return { array, merge: submitMerge(folder, [...options, `--dependency=afterany:${array.split(';')[0]}`]) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw usageError(
      `the shards were sent as job ${array}, the merge after them was not: ${why}; submit again sends it once they have ended`,
    );
  }
}

/** Submits a merge alone, where every shard is there. */
export function submitMerge(folder: JobFolder, options: readonly string[]): string {
  return sbatch(folder, 'merge', options);
}
