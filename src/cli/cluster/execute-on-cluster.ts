import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compileStudy } from '../../power/simulation/compiled-study.ts';
import { decimalNumber } from '../../parameters/decimal-number.ts';
import { BLOCK_SIZE } from '../../power/estimate-power.ts';
import { runReplicates } from '../../power/simulation/replicate-loop.ts';
import type { Study } from '../../study/study.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { cutProblem, makePlan, shardsOf } from '../shards/plan.ts';
import { submit } from '../commands/submit.ts';
import { warn } from '../terminal/terminal.ts';

/** What `power --executor slurm` is asked with. */
export interface ElsewhereArguments {
  readonly executor?: string | undefined;
  readonly out?: string | undefined;
  readonly shards?: string | undefined;
  readonly wait?: boolean | undefined;
  readonly sbatch?: string | undefined;
  readonly template?: string | undefined;
  readonly atOnce?: number | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Aim of `--shards auto`: minutes a shard, well above the cost of handing one out and well below what a site cuts off (assumed). */
const MINUTES = 10;
/** Trials a part of `--shards auto` has at most, however fast they are: its file then has some 20 to 100 MB (assumed). */
const MOST_AUTO_TRIALS = 20_000_000;
/** Seconds of the pilot that measures the pace (assumed). */
const PILOT_SECONDS = 2;

/** Options that say how to compute elsewhere. */
const ofExecutor = ['shards', 'wait', 'sbatch', 'template', 'at-once'];
/** Options that leave open which trials there will be, or ask for many powers. */
const ofOneMachine = ['mcse', 'analytic', 'vary', 'sample', 'tornado', 'assurance'];
/** Options that need the result. */
const ofResult = ['require', 'json', 'report', 'figures', 'junit', 'summary', 'curve'];

/** @throws CommandFailure (2) with every option that `--executor` cannot take, or that only it takes */
export function assertExecutorOptions(argv: ElsewhereArguments): void {
  const given = argv as unknown as Readonly<Record<string, unknown>>;
  const isGiven = (option: string): boolean => given[option] !== undefined && given[option] !== false;
  const problems: string[] = [];
  if (argv.executor === undefined) {
    for (const option of ofExecutor.filter(isGiven)) problems.push(`--${option}: goes with --executor slurm`);
  } else {
    if (argv.out === undefined) problems.push('--executor: say with --out which folder, seen by all nodes, keeps the parts');
    for (const option of ofOneMachine.filter(isGiven))
      problems.push(`--${option}: cannot go with --executor, which computes one number of trials known beforehand (--replicates)`);
    for (const option of argv.wait === true ? [] : ofResult.filter(isGiven))
      problems.push(`--${option}: needs the result: add --wait, or ask when the jobs have ended with the same command without --executor`);
  }
  if (problems.length > 0) throw new CommandFailure(2, problems.join('\n'));
}

/**
 * Plans the run into `--out` and sends it to the scheduler.
 * @returns the folder, with every part in it, when it waited; undefined when the jobs go on alone
 * @throws CommandFailure (2) as `plan` and `submit` do
 */
export async function executeElsewhere(argv: ElsewhereArguments, loaded: readonly LoadedStudy[]): Promise<ResultsFolder | undefined> {
  const { out = '', shards = 'auto', wait, quiet } = argv;
  const studies = loaded.map(({ study }) => study);
  const sent = existsSync(join(out, 'slurm'));
  const trials = shards !== 'auto' ? sharedOut(studies, shards) : sent ? undefined : autoShardTrials(studies);
  const origins = loaded.map((one) => one.origins);
  const folder = ResultsFolder.prepare(out, makePlan(studies, trials, origins));
  // What was sent once keeps its size: the same command again is the resume, while tasks may still run.
  const kept = trials !== undefined && trials !== folder.plan.shardTrials && (sent || !folder.recut(trials));
  if (kept && shards !== 'auto' && !quiet)
    warn(
      `--shards: the parts of ${out} were sent or finished before and keep their ${folder.plan.shardTrials} trials; to cut anew what is not finished: crossover-sim plan … --shard-trials`,
    );
  // Where the result follows on stdout, what is said about the jobs is progress.
  const say = (text: string): void => void (wait === true ? (quiet ? undefined : process.stderr.write(text)) : process.stdout.write(text));
  say(`${out}: ${shardsOf(folder.plan).length} shards of up to ${folder.plan.shardTrials} trials\n`);
  await submit({ ...argv, folder: out, say });
  return wait === true ? folder : undefined;
}

/** Trials of one of so many parts; whole blocks. @throws CommandFailure (2) if there cannot be so many, or so few */
function sharedOut(studies: readonly Study[], shards: string): number {
  const trials = studies.reduce((sum, { power }) => sum + power.replicates, 0);
  const count = decimalNumber(shards);
  if (!Number.isInteger(count) || count < 1)
    throw new CommandFailure(2, `--shards: expected a whole number from 1, or auto, got '${shards}'`);
  const each = BLOCK_SIZE * Math.max(1, Math.ceil(trials / count / BLOCK_SIZE));
  const problem = cutProblem(trials, each);
  if (problem !== undefined) throw new CommandFailure(2, `--shards ${shards}: ${problem}`);
  return each;
}

/** Trials that take about ten minutes on one processor, by the slowest study of a short pilot; whole blocks, and no more than there are. */
function autoShardTrials(studies: readonly Study[]): number {
  const pace = Math.min(
    ...studies.map((study) => {
      const compiled = compileStudy(study);
      const unknown = Object.keys(study.analyses).map(() => NaN);
      const started = performance.now();
      let trials = 0;
      for (; performance.now() - started < 1000 * PILOT_SECONDS; trials += BLOCK_SIZE) runReplicates(compiled, unknown, trials, BLOCK_SIZE);
      return trials / ((performance.now() - started) / 1000);
    }),
  );
  const most = Math.min(MOST_AUTO_TRIALS, BLOCK_SIZE * Math.ceil(Math.max(...studies.map(({ power }) => power.replicates)) / BLOCK_SIZE));
  return Math.min(most, BLOCK_SIZE * Math.max(1, Math.round((pace * 60 * MINUTES) / BLOCK_SIZE)));
}
