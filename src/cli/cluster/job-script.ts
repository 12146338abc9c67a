import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, rmdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { guarded } from '../files/durable-files.ts';
import type { ResultsFolder } from '../shards/results-folder.ts';
import { sha256 } from '../../text/sha256.ts';
import { quoted } from '../arguments/shell-words.ts';
import { usageError } from '../terminal/exit-error.ts';

/** The results folder that jobs are for. */
export type JobFolder = Pick<ResultsFolder, 'path' | 'hash'>;

/** A file of the name of the jobs is smaller, bytes. */
const MAX_NAME_BYTES = 100;

/**
 * What the jobs of a folder are called in the queue. Two folders of one study have other names, and a folder keeps its name on
 * machines that see it under another path: it is kept in a file beside the job scripts once something was sent.
 * @throws ExitError (2) where that file holds anything else, which would stand in scripts
 */
export function jobName({ path, hash }: JobFolder): string {
  const kept = join(path, 'slurm', 'job-name');
  const status = lstatSync(kept, { throwIfNoEntry: false });
  if (status !== undefined) {
    const name = status.isFile() && status.size < MAX_NAME_BYTES ? readFileSync(kept, 'utf8').trim() : '';
    if (/^crossover-[0-9a-f]{12}$/.test(name)) return name;
    throw usageError(`${kept}: expected the name that submit gave the jobs (crossover- and 12 hexadecimal digits): remove the file`);
  }
  return `crossover-${sha256(`${hash} ${realpathSync(path)}`).slice(0, 12)}`;
}

/** The log of a task of the array, by the number of its shard. */
export function shardLog(path: string, shard: number | '%a'): string {
  return join(path, 'slurm', `shard-${shard}.log`);
}

/** The log of the merge. */
export function mergeLog(path: string): string {
  return join(path, 'slurm', 'merge.log');
}

/** Where a job of sbatch is to write: the folder's own per cent signs are doubled, since sbatch puts numbers in place of `%a`. */
export function logPattern(path: string, job: 'shard' | 'merge'): string {
  const folder = resolve(path).replaceAll('%', '%%');
  return job === 'shard' ? shardLog(folder, '%a') : mergeLog(folder);
}

/** Removes scripts and logs of jobs whose result is written; what else is there stays. @throws ExitError (2) where the folder cannot be written */
export function removeJobFiles(path: string): void {
  const kept = join(path, 'slurm');
  const isOurs = (name: string): boolean => /^(run-shard\.sh|merge\.sh|job-name|merge\.log|shard-\d+\.log)$/.test(name);
  guarded(`cannot write ${kept}`, () => {
    if (!existsSync(kept)) return;
    for (const name of readdirSync(kept).filter(isOurs)) rmSync(join(kept, name), { force: true });
    if (readdirSync(kept).length === 0) rmdirSync(kept);
  });
}

/** A value as sbatch reads it in a line of a script. */
function sbatchQuoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** The job script that computes one shard of the folder; readable, and enough by itself. */
export function shardScript(folder: JobFolder, program: string): string {
  const path = resolve(folder.path);
  return `#!/bin/bash
#SBATCH --job-name=${jobName(folder)}
#SBATCH --output=${sbatchQuoted(logPattern(path, 'shard'))}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
# Computes shard number SLURM_ARRAY_TASK_ID of the plan in this folder. A shard that is finished is left alone, so running it twice does no harm.
exec ${program} run-shard ${quoted(path)} "$SLURM_ARRAY_TASK_ID" --quiet
`;
}

/** The job script that merges the folder once all tasks have ended, well or not: it names what is missing. @param options  of merge */
export function mergeScript(folder: JobFolder, program: string, options: readonly string[] = []): string {
  const path = resolve(folder.path);
  return `#!/bin/bash
#SBATCH --job-name=${jobName(folder)}-merge
#SBATCH --output=${sbatchQuoted(logPattern(path, 'merge'))}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
${[program, 'merge', quoted(path), ...options].join(' ')}
code=$?
echo "merge ended with exit code $code"
exit $code
`;
}
