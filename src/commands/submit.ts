import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CommandModule } from 'yargs';
import { CommandFailure } from './command-failure.ts';
import { writeOutput } from './output-file.ts';
import { ResultsFolder } from './results-folder.ts';
import { shardsOf } from './run-plan.ts';
import { largestIndex, mergeScript, ownProgram, queuedTasks, shardScript, submitJobs, submitMerge } from './slurm-jobs.ts';
import { ranges, statusOf, statusText } from './status.ts';

/** What a submission is asked with. */
export interface SubmitArguments {
  readonly folder: string;
  readonly wait?: boolean | undefined;
  readonly sbatch?: string | undefined;
  readonly template?: string | undefined;
}

export const submitCommand: CommandModule<object, SubmitArguments> = {
  command: 'submit <folder>',
  describe: 'sends the missing parts of a run to Slurm as one job array, and a merge after them; again is the resume',
  builder: (argv) =>
    argv
      .positional('folder', { type: 'string', demandOption: true, describe: 'a folder made by plan, that all nodes see' })
      .option('wait', { type: 'boolean', describe: 'come back when the jobs have ended' })
      .option('sbatch', {
        type: 'string',
        describe: 'options of the site for sbatch, as one word: "--partition=short --time=30"',
        requiresArg: true,
      })
      .option('template', {
        type: 'string',
        describe: 'a job script of your own; {{run}} stands for the command that computes a shard',
        requiresArg: true,
      })
      .example('$0 submit output/run', 'sends what is missing')
      .example('$0 submit output/run --sbatch "--partition=short --time=30" --wait', 'with options of the site, until it is done'),
  async handler(argv) {
    await submit(argv);
  },
};

/** Sends exactly the shards that are not finished; what Slurm says of them is never trusted, the shard files are. */
export async function submit({ folder: path, wait, sbatch = '', template }: SubmitArguments): Promise<void> {
  const folder = ResultsFolder.open(path);
  const status = statusOf(folder);
  const { unfinished } = status;
  if (unfinished.conflict !== undefined)
    throw new CommandFailure(
      2,
      `${path} cannot be sent: two machines gave other bytes for the same shard, and both files are kept; find out which computes wrongly and remove its files\n${statusText(status)}`,
    );
  const wanted = Object.values(unfinished)
    .flat()
    .sort((a, b) => a - b);
  const options = sbatch.split(/\s+/).filter((word) => word !== '');
  const program = ownProgram();
  const script =
    template === undefined ? shardScript(path, folder.hash, program) : filled(template, shardScript(path, folder.hash, program));
  if (wanted.length > 0) refuseTooMany(path, shardsOf(folder.plan).length - 1, largestIndex(), folder.plan.shardTrials);
  writeOutput(join(path, 'slurm', 'run-shard.sh'), script);
  writeOutput(join(path, 'slurm', 'merge.sh'), mergeScript(path, folder.hash, program));
  if (wanted.length === 0) {
    if (existsSync(join(path, 'power.json')))
      process.stdout.write(`nothing to do: every shard is there, and the result in ${join(path, 'power.json')}\n`);
    else process.stdout.write(`every shard is there: merge is job ${submitMerge(path, options)}\n`);
  } else {
    const { array, merge } = submitJobs(path, ranges(wanted), options);
    process.stdout.write(`sent ${wanted.length} of ${status.shards} shards (${ranges(wanted)}) as job ${array}, merge as job ${merge}\n`);
  }
  process.stdout.write(`see: crossover-sim status ${path}; to go on after a failure: crossover-sim submit ${path}\n`);
  if (wait === true) await untilEnded(folder, path);
}

/** More shards than an array takes are refused before anything is sent. */
function refuseTooMany(path: string, last: number, largest: number, shardTrials: number): void {
  if (last <= largest) return;
  const larger = shardTrials * Math.ceil((last + 1) / (largest + 1));
  throw new CommandFailure(
    2,
    `${path} has ${last + 1} shards, and this Slurm takes arrays up to index ${largest} (MaxArraySize): plan again with --shard-trials ${larger} or more`,
  );
}

function filled(path: string, script: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandFailure(2, `--template: cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!text.includes('{{run}}'))
    throw new CommandFailure(2, `--template ${path}: expected {{run}} where a shard is to be computed, got none`);
  const run = script.split('\n').find((line) => line.startsWith('exec ')) ?? '';
  return text.replaceAll('{{run}}', run.replace(/^exec /, ''));
}

const SECONDS_BETWEEN_LOOKS = 1;

/** Waits until the result is there, or until nothing of this run is left in the queue. */
async function untilEnded(folder: ResultsFolder, path: string): Promise<void> {
  for (let idle = 0; ;) {
    const status = statusOf(folder);
    if (status.finished === status.shards && existsSync(join(path, 'power.json'))) {
      process.stdout.write(`${statusText(status)}\nresult: ${join(path, 'power.json')}\n`);
      return;
    }
    // A job may be between two states for a moment: only twice in a row nothing is the end.
    idle = queuedTasks(folder.hash)?.length === 0 ? idle + 1 : 0;
    if (idle >= 2) throw new CommandFailure(1, `the jobs have ended and the run is not complete; submit again\n${statusText(status)}`);
    await pause(1000 * SECONDS_BETWEEN_LOOKS);
  }
}
