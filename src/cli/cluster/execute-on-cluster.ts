import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { givenOptions } from '../arguments/common-options.ts';
import type { executorOptions } from '../arguments/executor-options.ts';
import type { OptionValues } from '../arguments/define-command.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import { usageError } from '../terminal/exit-error.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { makePlan, shardsOf, type RunPlan } from '../shards/plan.ts';
import { submit } from './submit-jobs.ts';
import { warn } from '../terminal/terminal.ts';
import { shardSizeFromPilot, shardSizeForCount } from '../shards/shard-size.ts';

/** What a command with `--executor` is asked with. */
export interface ExecutorArguments extends Partial<OptionValues<typeof executorOptions>> {
  readonly out?: string | undefined;
  readonly quiet: boolean;
}

/** A run that is to be cut into shards, before it is known how large they are. */
export interface UncutRun {
  /** The plan of the run in shards of this many trials; of a usual size where left out. */
  plan(shardTrials: number | undefined): RunPlan;
  /** Trials of one of so many shards. @throws ExitError (2) */
  sizeForCount(shards: string): number;
  /** Trials of one where nobody says how many. */
  autoSize(): number | Promise<number>;
}

/** Options that say how to compute elsewhere. */
const ofExecutor = ['shards', 'wait', 'sbatch', 'template', 'at-once'];

/** Options that leave open which trials there will be, or ask for none. */
const ofOneMachine = ['mcse', 'analytic'];

/** Options that need the result. */
const ofResult = ['require', 'json', 'report', 'figures', 'junit', 'summary', 'curve'];

/** @throws ExitError (2) with every option that `--executor` cannot take, or that only it takes */
export function assertExecutorOptions(argv: ExecutorArguments): void {
  const given = givenOptions(argv);
  const isGiven = (option: string): boolean => given.has(option);
  const problems: string[] = [];
  if (argv.executor === undefined) {
    for (const option of ofExecutor.filter(isGiven)) problems.push(`--${option}: goes with --executor slurm`);
  } else {
    if (argv.out === undefined) problems.push('--executor: say with --out which folder, seen by all nodes, keeps the shards');
    for (const option of ofOneMachine.filter(isGiven))
      problems.push(`--${option}: cannot go with --executor, which computes one number of trials known beforehand (--replicates)`);
    for (const option of argv.wait === true ? [] : ofResult.filter(isGiven))
      problems.push(`--${option}: needs the result: add --wait, or ask when the jobs have ended with the same command without --executor`);
  }
  if (problems.length > 0) throw usageError(problems.join('\n'));
}

/**
 * Plans a run into `--out`, in as many shards as `--shards` says.
 * @throws ExitError (2) as `plan`
 */
export async function folderForCluster({ out = '', shards = 'auto', quiet }: ExecutorArguments, run: UncutRun): Promise<ResultsFolder> {
  const sent = existsSync(join(out, 'slurm'));
  const trials = shards !== 'auto' ? run.sizeForCount(shards) : sent ? undefined : await run.autoSize();
  const folder = ResultsFolder.prepare(out, run.plan(trials));
  // What was sent once keeps its size: the same command resumes it, while tasks may still run.
  const kept = trials !== undefined && trials !== folder.plan.shardTrials && (sent || !folder.resizeShards(trials));
  if (kept && shards !== 'auto' && !quiet)
    warn(
      `--shards: the shards of ${out} were sent or finished before and keep their ${folder.plan.shardTrials} trials; to cut anew what is not finished: crossover-sim plan … --shard-trials`,
    );
  return folder;
}

/** How the shards of a folder are sent. */
export interface Sending {
  /** Ends the wait for the jobs. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the command gives the answer itself once every shard is there: a merge that failed is then no fault. */
  readonly answers: boolean;
}

/** Sends what is missing of a folder to the scheduler, and waits with `--wait` until every shard is there. @throws ExitError (1, 2) as `submit` */
export async function sendShards(folder: ResultsFolder, argv: ExecutorArguments, { signal, answers }: Sending): Promise<void> {
  const { path, plan } = folder;
  const { wait, quiet } = argv;
  // Where the result follows on stdout, what is said about the jobs is progress.
  const say = (text: string): void => void (wait === true ? (quiet ? undefined : process.stderr.write(text)) : process.stdout.write(text));
  say(`${path}: ${shardsOf(plan).length} shards of up to ${plan.shardTrials} trials\n`);
  await submit({ ...argv, folder: path, say, answers, ...(signal === undefined ? {} : { signal }) });
}

/**
 * Plans the power of scenarios into `--out` and sends it to the scheduler.
 * @param signal  ends the wait for the jobs
 * @returns the folder, with every shard in it, when it waited; undefined when the jobs go on alone
 * @throws ExitError (2) as `plan` and `submit` do
 */
export async function runOnCluster(
  argv: ExecutorArguments,
  loaded: readonly LoadedStudy[],
  signal?: AbortSignal,
): Promise<ResultsFolder | undefined> {
  const studies = loaded.map(({ study }) => study);
  const trials = studies.reduce((sum, { power }) => sum + power.replicates, 0);
  const origins = loaded.map((one) => one.origins);
  const folder = await folderForCluster(argv, {
    plan: (size) => makePlan(studies, size, origins),
    sizeForCount: (shards) => shardSizeForCount(trials, shards),
    autoSize: () => shardSizeFromPilot(studies.map((study) => ({ study }))),
  });
  await sendShards(folder, argv, { signal, answers: false });
  return argv.wait === true ? folder : undefined;
}
