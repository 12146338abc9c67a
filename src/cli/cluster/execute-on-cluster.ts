import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { givenOptions } from '../arguments/common-options.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import type { PowerArguments } from '../arguments/power-options.ts';
import { usageError } from '../terminal/exit-error.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { makePlan, shardsOf } from '../shards/plan.ts';
import { submit } from './submit-jobs.ts';
import { warn } from '../terminal/terminal.ts';
import { shardSizeFromPilot, shardSizeForCount } from '../shards/shard-size.ts';

/** What `power --executor slurm` is asked with. */
type ElsewhereArguments = Pick<
  PowerArguments,
  'executor' | 'out' | 'shards' | 'wait' | 'sbatch' | 'template' | 'atOnce' | 'json' | 'quiet'
>;

/** Options that say how to compute elsewhere. */
const ofExecutor = ['shards', 'wait', 'sbatch', 'template', 'at-once'];

/** Options that leave open which trials there will be, or ask for many powers. */
const ofOneMachine = ['mcse', 'analytic', 'vary', 'sample', 'tornado', 'assurance'];

/** Options that need the result. */
const ofResult = ['require', 'json', 'report', 'figures', 'junit', 'summary', 'curve'];

/** @throws ExitError (2) with every option that `--executor` cannot take, or that only it takes */
export function assertExecutorOptions(argv: ElsewhereArguments): void {
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
 * Plans the run into `--out` and sends it to the scheduler.
 * @param signal  ends the wait for the jobs
 * @returns the folder, with every shard in it, when it waited; undefined when the jobs go on alone
 * @throws ExitError (2) as `plan` and `submit` do
 */
export async function runOnCluster(
  argv: ElsewhereArguments,
  loaded: readonly LoadedStudy[],
  signal?: AbortSignal,
): Promise<ResultsFolder | undefined> {
  const { out = '', shards = 'auto', wait, quiet } = argv;
  const studies = loaded.map(({ study }) => study);
  const sent = existsSync(join(out, 'slurm'));
  const trials = shards !== 'auto' ? shardSizeForCount(studies, shards) : sent ? undefined : shardSizeFromPilot(studies);
  const origins = loaded.map((one) => one.origins);
  const folder = ResultsFolder.prepare(out, makePlan(studies, trials, origins));
  // What was sent once keeps its size: the same command resumes it, while tasks may still run.
  const kept = trials !== undefined && trials !== folder.plan.shardTrials && (sent || !folder.resizeShards(trials));
  if (kept && shards !== 'auto' && !quiet)
    warn(
      `--shards: the shards of ${out} were sent or finished before and keep their ${folder.plan.shardTrials} trials; to cut anew what is not finished: crossover-sim plan … --shard-trials`,
    );
  // Where the result follows on stdout, what is said about the jobs is progress.
  const say = (text: string): void => void (wait === true ? (quiet ? undefined : process.stderr.write(text)) : process.stdout.write(text));
  say(`${out}: ${shardsOf(folder.plan).length} shards of up to ${folder.plan.shardTrials} trials\n`);
  await submit({ ...argv, folder: out, say, ...(signal === undefined ? {} : { signal }) });
  return wait === true ? folder : undefined;
}
