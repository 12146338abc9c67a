import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '../../scenario/resolved/scenario-hash.ts';
import { isAsWritten } from '../files/checked-json.ts';
import { textOf } from '../files/input-file.ts';
import type { ResultsFolder, ShardState } from './results-folder.ts';
import { shardsOf, type RunPlan, type Shard } from './plan.ts';
import { answerNames } from './planned-question.ts';

export interface FolderStatus {
  readonly shards: number;
  readonly trials: number;
  readonly finished: number;
  readonly finishedTrials: number;
  /** Numbers of the shards that are not finished, by what is wrong with them. */
  readonly unfinished: Readonly<Partial<Record<ShardState, readonly number[]>>>;
  /** Whether the result of all these trials is there; one of fewer trials does not count. */
  readonly result: boolean;
}

/**
 * How far a folder is, by reading and checking the file of every shard.
 * @param known  numbers of shards that were found finished before and are not read again; those found now are added
 */
export function statusOf(folder: ResultsFolder, known = new Set<number>()): FolderStatus {
  const shards = shardsOf(folder.plan);
  const conflicts = folder.conflicts();
  const unfinished: Partial<Record<ShardState, number[]>> = {};
  const trialsOf = (each: readonly Shard[]): number => each.reduce((sum, { count }) => sum + count, 0);
  const finished = shards.filter((shard) => {
    const state = known.has(shard.index) ? 'finished' : folder.state(shard, conflicts);
    if (state === 'finished') known.add(shard.index);
    if (state !== 'finished') (unfinished[state] ??= []).push(shard.index);
    return state === 'finished';
  });
  const counts = { shards: shards.length, trials: trialsOf(shards), finished: finished.length, finishedTrials: trialsOf(finished) };
  return { ...counts, unfinished, result: hasResult(folder) };
}

/**
 * The same with a breath between two shards, for folders of many.
 * @throws what a breath throws, to end it
 */
export async function statusWithBreaths(folder: ResultsFolder, breathe: () => Promise<void>): Promise<FolderStatus> {
  const known = new Set<number>();
  const conflicts = folder.conflicts();
  for (const shard of shardsOf(folder.plan)) {
    if (folder.state(shard, conflicts) === 'finished') known.add(shard.index);
    await breathe();
  }
  return statusOf(folder, known);
}

/** Name of the file with the result of a plan. */
export function resultName({ question }: RunPlan): string {
  if (question?.kind === 'trials') return `${answerNames.trials}.csv`;
  return `${question === undefined ? 'power' : answerNames[question.kind]}.json`;
}

/** Whether a file is the result of the whole plan, as it was written: a plan that was made longer leaves an older one behind. */
function hasResult({ path, plan }: ResultsFolder): boolean {
  const file = join(path, resultName(plan));
  if (!existsSync(file)) return false;
  if (plan.question?.kind === 'trials') return statSync(file).mtimeMs >= statSync(join(path, 'plan.json')).mtimeMs;
  try {
    const document = JSON.parse(textOf(file, 'result')) as StoredResult & Readonly<Record<string, unknown>>;
    if (!isAsWritten(document)) return false;
    const parts = (document.comparison?.cells ?? document.learning?.cells ?? document.cells ?? [document]) as {
      scenario?: { hash?: unknown };
    }[];
    const hashes = hashesOf(plan);
    return parts.length === hashes.length && hashes.every((hash, i) => parts[i].scenario?.hash === hash);
  } catch {
    return false; // not written by this program, or just being replaced on a file system without atomic renames
  }
}

interface StoredResult {
  readonly cells?: unknown[];
  readonly comparison?: { readonly cells?: unknown[] };
  readonly learning?: { readonly cells?: unknown[] };
}

/** Hashes of the studies of which a result speaks. */
export function hashesOf({ question, cells }: RunPlan): string[] {
  if (question !== undefined && 'study' in question) return [contentHash(question.study)];
  if (question?.kind === 'learning') return question.designs.map(({ hash }) => hash);
  const hashes = cells.map(({ scenario }) => scenario);
  return question?.kind === 'tornado' || question?.kind === 'assurance' ? hashes.slice(0, 1) : hashes;
}

export function statusText({ shards, trials, finished, finishedTrials, unfinished }: FolderStatus): string {
  const lines = Object.entries(unfinished).map(([state, indices]) => `${state}: ${ranges(indices)}`);
  return [`${finished} of ${shards} shards finished (${finishedTrials} of ${trials} trials)`, ...lines].join('\n');
}

/** Ascending numbers in the short form that job arrays take: 0-3,7. */
export function ranges(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let start = 0; start < numbers.length;) {
    let end = start;
    while (end + 1 < numbers.length && numbers[end + 1] === numbers[end] + 1) end++;
    parts.push(end === start ? `${numbers[start]}` : `${numbers[start]}-${numbers[end]}`);
    start = end + 1;
  }
  return parts.join(',');
}
