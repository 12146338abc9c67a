import { memoryOf } from '../../../power/common-random-numbers/memory.ts';
import type { RunPlan } from '../../shards/plan.ts';
import { tablesOfTrials } from '../../shards/trial-tables.ts';
import { usageError } from '../../terminal/exit-error.ts';

/** A run in shards that is to be computed elsewhere. */
export interface WorkflowTarget {
  /** Whole path of the results folder. */
  readonly path: string;
  /** What its jobs are called. */
  readonly name: string;
  /** Shards of its plan. */
  readonly count: number;
  /** Memory of a task and of the merge, MiB. */
  readonly memory: Memory;
  /** Whether the merge may simulate what follows from the results. */
  readonly goesOn: boolean;
  /** Container image that holds the program. */
  readonly image: string;
  /** Name of the file with the result. */
  readonly result: string;
}

/** Memory of tasks and of the merge, MiB. */
export interface Memory {
  readonly shard: number;
  readonly merge: number;
}

/** Processors of a merge that simulates: it has a few studies at a time (a tornado seven), each in blocks (assumed). */
export const MERGE_PROCESSORS = 4;

/**
 * Memory that a run takes: measured 90 MB, with 13 MB per million trials of a shard, whose tallies wait for its file, or 1.5 kB per value of
 * data files; a merge of a question holds the counts of all its trials. Twice that, in steps of 256.
 */
export function memoryFor({ plan }: { readonly plan: RunPlan }): Memory {
  const { cells, question, shardTrials } = plan;
  const rows = question?.kind === 'trials' ? shardTrials * tablesOfTrials({ ...question, first: 0 }).values : 0;
  const counts = question === undefined || question.kind === 'trials' ? 0 : memoryOf(cells.filter(({ sizes }) => sizes === undefined));
  const inSteps = (megabytes: number): number => 256 * Math.ceil((180 + 2 * megabytes) / 256);
  const shard = (13 * shardTrials) / 1e6 + 0.0015 * rows;
  return { shard: inSteps(shard), merge: inSteps(shard + counts / 1e6) };
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
