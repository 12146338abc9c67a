import { usageError } from '../../terminal/exit-error.ts';

/** A run in shards that is to be computed elsewhere. */
export interface WorkflowTarget {
  /** Whole path of the results folder. */
  readonly path: string;
  /** What its jobs are called. */
  readonly name: string;
  /** Shards of its plan. */
  readonly count: number;
  /** Trials of a shard at most, which decide the memory of a task. */
  readonly shardTrials: number;
  /** Container image that holds the program. */
  readonly image: string;
  /** Name of the file with the result. */
  readonly result: string;
}

/** Memory of a task in MiB: measured 90 MB and 13 MB per million trials of the shard, whose tallies wait for its file; twice that, in steps of 256. */
export function memoryOf(shardTrials: number): number {
  return 256 * Math.ceil((180 + (26 * shardTrials) / 1e6) / 256);
}

/** Where the folder is mounted in a container. */
export const MOUNT = '/run-folder';

/** @throws ExitError (2) where a name has what the scheduler reads as a place for something else */
export function refuseBraces(who: string, names: readonly string[]): void {
  const name = names.find((each) => /[{}]/.test(each));
  if (name !== undefined) throw usageError(`${who} reads braces as a place for something else: choose a path without them, got ${name}`);
}

/** @throws ExitError (2) */
export function refuseMoreThan(most: number, who: string, count: number): void {
  if (count > most) throw usageError(`${who} takes at most ${most} shards, the plan has ${count}: plan again with larger --shard-trials`);
}
