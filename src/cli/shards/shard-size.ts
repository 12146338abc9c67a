import { decimalNumber } from '../../parameters/decimal-number.ts';
import type { StudyCell } from '../../power/common-random-numbers/simulate-studies.ts';
import { BLOCK_SIZE } from '../../power/simulation/blocks.ts';
import { runReplicates } from '../../power/simulation/replicate-loop.ts';
import { compileStudy } from '../../power/simulation/compile-study.ts';
import { runCurve } from '../../power/simulation/nested-trials.ts';
import { usageError } from '../terminal/exit-error.ts';
import { shardSizeError } from './plan.ts';

/** Aim of `--shards auto`: minutes a shard, well above the cost of handing one out and well below what a site cuts off (assumed). */
export const MINUTES = 10;

/** Trials a shard of `--shards auto` has at most, however fast they are: its file then has some 20 to 100 MB (assumed). */
export const MAX_AUTO_TRIALS = 20000000;

/** Seconds of the pilot that measures replicates per second (assumed). */
export const PILOT_SECONDS = 2;

/** Studies of a run whose pace is measured, at most: evenly spread over all of them (assumed). */
const MAX_PILOTS = 5;

/**
 * Trials of one of so many shards.
 * @param trials  of the whole run
 * @param unit    trials of which a shard has a multiple
 * @throws ExitError (2) if there cannot be so many, or so few
 */
export function shardSizeForCount(trials: number, shards: string, unit = BLOCK_SIZE): number {
  const count = decimalNumber(shards);
  if (!Number.isInteger(count) || count < 1) throw usageError(`--shards: expected a whole number from 1, or auto, got '${shards}'`);
  const each = unit * Math.max(1, Math.ceil(trials / count / unit));
  const problem = shardSizeError(trials, each, unit);
  if (problem !== undefined) throw usageError(`--shards ${shards}: ${problem}`);
  return each;
}

/** Trials that take about ten minutes on one processor, by the slowest of some studies in a short pilot; whole blocks, and no more than there are. */
export function shardSizeFromPilot(cells: readonly StudyCell[]): number {
  const stride = Math.ceil(cells.length / MAX_PILOTS);
  const rate = Math.min(...cells.filter((_, position) => position % stride === 0).map(trialsPerSecond));
  const most = Math.min(
    MAX_AUTO_TRIALS,
    BLOCK_SIZE * Math.ceil(Math.max(...cells.map(({ study }) => study.power.replicates)) / BLOCK_SIZE),
  );
  return Math.min(most, BLOCK_SIZE * Math.max(1, Math.round((rate * 60 * MINUTES) / BLOCK_SIZE)));
}

function trialsPerSecond({ study, sizes }: StudyCell): number {
  const compiled = compileStudy(study);
  const unknown = Object.keys(study.analyses).map(() => NaN);
  const started = performance.now();
  let trials = 0;
  for (; performance.now() - started < 1000 * PILOT_SECONDS; trials += BLOCK_SIZE) {
    if (sizes === undefined) runReplicates(compiled, unknown, trials, BLOCK_SIZE);
    else runCurve(compiled, sizes, trials, BLOCK_SIZE);
  }
  return trials / ((performance.now() - started) / 1000);
}
