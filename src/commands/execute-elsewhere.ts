import { compileStudy } from '../power/compiled-study.ts';
import { BLOCK_SIZE } from '../power/estimate-power.ts';
import { runReplicates } from '../power/replicate-loop.ts';
import type { Study } from '../power/study.ts';
import { CommandFailure } from './command-failure.ts';
import { loadStudy, type StudyArguments } from './load-study.ts';
import { ResultsFolder } from './results-folder.ts';
import { makePlan, shardsOf } from './run-plan.ts';
import { submit } from './submit.ts';

/** What `power --executor slurm` is asked with. */
export interface ElsewhereArguments extends StudyArguments {
  readonly scenario: readonly string[];
  readonly out?: string | undefined;
  readonly shards?: string | undefined;
  readonly wait?: boolean | undefined;
  readonly sbatch?: string | undefined;
  readonly template?: string | undefined;
}

/** Aim of `--shards auto`: minutes a shard, well above the cost of handing one out and well below what a site cuts off (assumed). */
const MINUTES = 10;
/** Seconds of the pilot that measures the pace (assumed). */
const PILOT_SECONDS = 2;

/** Plans the run into `--out` and sends it to the scheduler. @throws CommandFailure (2) as `plan` and `submit` do */
export async function executeElsewhere(argv: ElsewhereArguments): Promise<void> {
  const { out, shards = 'auto', wait, sbatch, template } = argv;
  if (out === undefined) throw new CommandFailure(2, '--executor: say with --out which folder, seen by all nodes, keeps the parts');
  const loaded = argv.scenario.map((path) => loadStudy(path, argv));
  const studies = loaded.map(({ study }) => study);
  const most = Math.max(...studies.map(({ power }) => power.replicates));
  const trials = shards === 'auto' ? autoShardTrials(studies) : sharedOut(most * studies.length, shards);
  const sources = loaded.map(({ scenario }) => scenario.evidence);
  const folder = ResultsFolder.prepare(out, makePlan(studies, trials, sources));
  process.stdout.write(`${out}: ${shardsOf(folder.plan).length} shards of up to ${folder.plan.shardTrials} trials\n`);
  await submit({ folder: out, wait, sbatch, template });
}

function sharedOut(trials: number, shards: string): number {
  const count = Number(shards);
  if (!Number.isInteger(count) || count < 1)
    throw new CommandFailure(2, `--shards: expected a whole number from 1, or auto, got '${shards}'`);
  return BLOCK_SIZE * Math.max(1, Math.ceil(trials / count / BLOCK_SIZE));
}

/** Trials that take about ten minutes on one processor, by the slowest study of a short pilot; whole blocks. */
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
  return BLOCK_SIZE * Math.max(1, Math.round((pace * 60 * MINUTES) / BLOCK_SIZE));
}
