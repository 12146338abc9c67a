import type { PowerResult } from '../../power/characteristics/power-result.ts';
import { summarise } from '../../power/characteristics/summarise.ts';
import { simulateStudy } from '../../power/simulate-study.ts';
import { BLOCK_SIZE } from '../../power/simulation/blocks.ts';
import type { Tally } from '../../power/simulation/tally.ts';
import type { StoppingRule } from '../../power/stopping/stopping-rule.ts';
import type { Study } from '../../study/study.ts';
import { folderRunner, type KeptCell } from '../shards/folder-runner.ts';
import { warn } from '../terminal/terminal.ts';
import { withWorkers, type WorkersOptions } from './with-workers.ts';

export interface PowerRun {
  readonly result: PowerResult;
  /** The counts that the result summarises. */
  readonly total: Tally;
  /** Wall-clock seconds and trials per second; the only figures that differ between runs of the same seed. */
  readonly timing: { readonly seconds: number; readonly trialsPerSecond: number; readonly workers: number };
}

export interface RunOptions {
  /** How many trials to take; `power.replicates` unless said otherwise. */
  readonly rule?: StoppingRule;
  /** Where finished shards are kept, and as which cell of the plan. */
  readonly keep?: KeptCell;
}

/**
 * Estimates power on worker threads with progress on stderr; the same numbers, to the last bit, for any number of workers and interruptions.
 * @throws ExitError (130) if interrupted
 */
export async function runPower(study: Study, id: string, options: WorkersOptions, { rule, keep }: RunOptions = {}): Promise<PowerRun> {
  const started = performance.now();
  const tasks = rule === undefined ? Math.ceil(study.power.replicates / BLOCK_SIZE) : undefined;
  return withWorkers(
    { ...options, tasks, studies: [study] },
    async ({ runner, ...simulation }) => {
      const { total, truths } = await simulateStudy(study, {
        ...simulation,
        id,
        runner: keep === undefined ? runner : folderRunner(runner, keep, warn),
        truths: keep?.folder.plan.cells[keep.cell].truths,
        ...(rule === undefined ? {} : { rule }),
      });
      const seconds = (performance.now() - started) / 1000;
      const timing = { seconds, trialsPerSecond: total.trials / seconds, workers: runner.workers };
      return { result: summarise(study, total, truths), total, timing };
    },
    ({ trials }) =>
      keep === undefined
        ? `nothing of ${trials} trials was kept; with --out DIR finished shards are`
        : `finished shards are kept in ${keep.folder.path}: run the same command again with --resume`,
  );
}
