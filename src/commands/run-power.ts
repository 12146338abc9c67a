import type { PowerResult } from '../power/power-result.ts';
import { compileStudy } from '../power/compiled-study.ts';
import { blocksOf } from '../power/estimate-power.ts';
import type { Study } from '../power/study.ts';
import { summarise } from '../power/summarise.ts';
import { addTally, emptyTally } from '../power/tally.ts';
import { trueEffects } from '../power/truth.ts';
import { withdrawalReasons } from '../trial/participant-flow.ts';
import { CommandFailure } from './command-failure.ts';
import { Progress } from './progress.ts';
import { WorkerPool } from './worker-pool.ts';

export interface PowerRun {
  readonly result: PowerResult;
  /** Wall-clock seconds and trials per second; the only figures that differ between runs of the same seed. */
  readonly timing: { readonly seconds: number; readonly trialsPerSecond: number; readonly workers: number };
}

/** Estimates power on worker threads with progress on stderr; the same numbers, to the last bit, for any number of workers. */
export async function runPower(study: Study, id: string, workers: number | 'auto', quiet: boolean): Promise<PowerRun> {
  const started = performance.now();
  const compiled = compileStudy(study);
  const truths = trueEffects(compiled);
  const total = emptyTally(compiled.bound.length, compiled.generator.data.periodCount, withdrawalReasons.length);
  const progress = new Progress('simulating', study.power.replicates, 'trials', quiet);
  const pool = new WorkerPool(workers);
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  try {
    const values = truths.map(({ value }) => value);
    const onTally = (tally: Parameters<typeof addTally>[1]): void => {
      addTally(total, tally);
      progress.update(total.trials);
    };
    await pool.run(id, study, values, blocksOf(study.power.replicates), onTally, interrupt.signal);
  } finally {
    process.off('SIGINT', onInterrupt);
    progress.finish();
    await pool.close();
  }
  if (interrupt.signal.aborted) throw new CommandFailure(130, `interrupted after ${total.trials} of ${study.power.replicates} trials`);
  const seconds = (performance.now() - started) / 1000;
  return { result: summarise(study, total, truths), timing: { seconds, trialsPerSecond: total.trials / seconds, workers: pool.workers } };
}
