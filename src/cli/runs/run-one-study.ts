import type { PowerResult } from '../../power/characteristics/power-result.ts';
import { compileStudy } from '../../power/simulation/compile-study.ts';
import { fixedNumber, type StoppingRule } from '../../power/stopping/stopping-rule.ts';
import type { Study } from '../../study/study.ts';
import { summarise } from '../../power/characteristics/summarise.ts';
import { addTally, emptyTally, type Tally } from '../../power/simulation/tally.ts';
import { trueEffects } from '../../power/simulation/truth.ts';
import { type TrueEffect, truthValues } from '../../power/true-effect.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { Progress } from '../terminal/progress.ts';
import type { ResultsFolder } from '../shards/results-folder.ts';
import { warn } from '../terminal/terminal.ts';
import { folderSource, memorySource } from './tally-source.ts';
import { WorkerPool } from '../workers/worker-pool.ts';

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
  readonly keep?: { readonly folder: ResultsFolder; readonly cell: number };
}

/** Estimates power on worker threads with progress on stderr; the same numbers, to the last bit, for any number of workers and interruptions. */
export async function runPower(
  study: Study,
  id: string,
  workers: number | 'auto',
  quiet: boolean,
  { rule = fixedNumber(study.power.replicates), keep }: RunOptions = {},
): Promise<PowerRun> {
  const started = performance.now();
  const pool = new WorkerPool(workers); // before the truth is found, so that the threads start meanwhile
  const truths = keep?.folder.plan.cells[keep.cell].truths ?? (await truthsOrClose(pool, study, quiet));
  const values = truthValues(truths);
  const source = keep === undefined ? memorySource(pool, id, study, values) : folderSource(pool, keep.folder, keep.cell, warn);
  const total = emptyTally(study);
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  const onTally = (tally: Tally): boolean => {
    addTally(total, tally);
    return !rule.enough(total);
  };
  process.once('SIGINT', onInterrupt);
  try {
    for (let to = rule.next(total); to > total.trials && !interrupt.signal.aborted; to = rule.next(total)) {
      const progress = new Progress('simulating', to, 'trials', quiet, { from: total.trials });
      try {
        await source.run(total.trials, to, onTally, interrupt.signal, (trials) => progress.update(trials));
      } finally {
        progress.finish();
      }
      if (rule.enough(total)) break;
    }
  } finally {
    process.off('SIGINT', onInterrupt);
    await pool.close();
  }
  if (interrupt.signal.aborted) throw interrupted(total, keep?.folder.path);
  const seconds = (performance.now() - started) / 1000;
  return {
    result: summarise(study, total, truths),
    total,
    timing: { seconds, trialsPerSecond: total.trials / seconds, workers: pool.workers },
  };
}

/** The true effects; the pool is closed if there are none, since a thread left waiting keeps the program alive. */
async function truthsOrClose(pool: WorkerPool, study: Study, quiet: boolean): Promise<TrueEffect[]> {
  try {
    return truthsOf(study, quiet);
  } catch (error) {
    await pool.close();
    throw error;
  }
}

/** The true effects, with the stage named on a terminal: it takes seconds where patients are many. */
function truthsOf(study: Study, quiet: boolean): TrueEffect[] {
  const progress = new Progress('truth', study.power.truthPatients, 'patients', quiet);
  progress.announce();
  try {
    return trueEffects(compileStudy(study));
  } finally {
    progress.finish();
  }
}

function interrupted(total: Tally, folder: string | undefined): CommandFailure {
  const kept =
    folder === undefined
      ? `after ${total.trials} trials; with --out DIR finished parts are kept`
      : `finished parts are kept in ${folder}: run the same command again with --resume`;
  return new CommandFailure(130, `interrupted ${kept}`);
}
