import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readText } from '../files/input-file.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { shardsOf } from '../shards/plan.ts';
import { statusOf, statusText, ranges } from '../shards/folder-status.ts';
import { writeOutput } from '../files/output-file.ts';
import { usageError } from '../terminal/command-failure.ts';
import { tasksIn, queueOf } from './slurm-queue.ts';
import { siteOptions, largestIndex, submitMerge, submitJobs } from './slurm-jobs.ts';
import { shardScript, mergeScript, jobName, mergeLog } from './job-script.ts';
import { ownProgram } from '../arguments/shell-words.ts';
import { untilEnded } from './await-jobs.ts';
import { warn } from '../terminal/terminal.ts';

/** What a submission is asked with. */
export interface SubmitArguments {
  readonly folder: string;
  readonly wait?: boolean | undefined;
  readonly sbatch?: string | undefined;
  readonly template?: string | undefined;
  readonly atOnce?: number | undefined;
  readonly quiet?: boolean | undefined;
  /** Takes what is said about the jobs; stdout unless a result follows there. */
  readonly say?: (text: string) => void;
}
export function filled(path: string, script: string): string {
  const text = readText(path);
  if (!text.includes('{{run}}')) throw usageError(`--template ${path}: expected {{run}} where a shard is to be computed, got none`);
  const run = script.split('\n').find((line) => line.startsWith('exec ')) ?? '';
  return text.replaceAll('{{run}}', () => run.replace(/^exec /, ''));
}

/** More shards than an array takes are refused before anything is sent. */
export function refuseTooMany(path: string, last: number, largest: number, shardTrials: number): void {
  if (last <= largest) return;
  const larger = shardTrials * Math.ceil((last + 1) / (largest + 1));
  throw usageError(
    `${path} has ${last + 1} shards, and this Slurm takes arrays up to index ${largest} (MaxArraySize): plan again with --shard-trials ${larger} or more, or ask for fewer --shards (in a folder of its own if parts are finished in this one)`,
  );
}

/** Sends exactly the shards that are not finished; what Slurm says of them is never trusted, the shard files are. */
export async function submit(argv: SubmitArguments): Promise<void> {
  const { folder: path, wait, sbatch = '', template, atOnce, quiet = false, say = (text) => void process.stdout.write(text) } = argv;
  const folder = ResultsFolder.open(path);
  const status = statusOf(folder);
  const { unfinished } = status;
  if (unfinished.conflict !== undefined)
    throw usageError(
      `${path} cannot be sent: two machines gave other bytes for the same shard, and both files are kept; find out which computes wrongly and remove its files\n${statusText(status)}`,
    );
  const wanted = Object.values(unfinished)
    .flat()
    .sort((a, b) => a - b);
  const options = siteOptions(sbatch);
  if (atOnce !== undefined && !(Number.isInteger(atOnce) && atOnce > 0))
    throw usageError(`--at-once: expected a whole number from 1, got ${atOnce}`);
  if (/[\\\n\r]/.test(resolve(path)))
    throw usageError(`Slurm cannot take a folder whose path has a backslash or a line break: ${resolve(path)}`);
  const program = ownProgram();
  const script = template === undefined ? shardScript(folder, program) : filled(template, shardScript(folder, program));
  if (wanted.length > 0) {
    refuseTooMany(path, shardsOf(folder.plan).length - 1, largestIndex(), folder.plan.shardTrials);
    const queue = tasksIn(queueOf(folder));
    if (queue.length > 0)
      warn(`${queue.length} tasks of this run are still in the queue (${queue[0].job}); what both compute is done twice, without harm`);
  }
  writeOutput(join(path, 'slurm', 'run-shard.sh'), script);
  writeOutput(join(path, 'slurm', 'merge.sh'), mergeScript(folder, program));
  writeOutput(join(path, 'slurm', 'job-name'), `${jobName(folder)}\n`);
  rmSync(mergeLog(path), { force: true }); // what an earlier merge said
  if (wanted.length === 0) {
    if (status.result) say(`nothing to do: every shard is there, and the result in ${join(path, 'power.json')}\n`);
    else say(`every shard is there: merge is job ${submitMerge(folder, options)}\n`);
  } else {
    const { array, merge } = submitJobs(folder, `${ranges(wanted)}${atOnce === undefined ? '' : `%${atOnce}`}`, options);
    say(`sent ${wanted.length} of ${status.shards} shards (${ranges(wanted)}) as job ${array}, merge as job ${merge}\n`);
  }
  say(`see: crossover-sim status ${path}; to go on after a failure: crossover-sim submit ${path}\n`);
  if (wait === true) await untilEnded(folder, quiet, say);
}
