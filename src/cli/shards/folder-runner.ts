import { newTaskId } from '../../power/simulation/simulation-options.ts';
import type { Tally } from '../../power/simulation/tally.ts';
import type { TaskRunner } from '../../power/simulation/task-runner.ts';
import { truthValues } from '../../power/true-effect.ts';
import { usageError } from '../terminal/exit-error.ts';
import { blocksOfShard, shardsOf, type Shard } from './plan.ts';
import type { ResultsFolder } from './results-folder.ts';
import { shardName, type ShardProblem } from './shard-file.ts';

/** Whose trials a folder keeps. */
export interface KeptCell {
  readonly folder: ResultsFolder;
  /** Position of the study in the folder's plan. */
  readonly cell: number;
}

/** Keeps the trials of one study in a results folder, in which what is there already is not computed again; does other tasks where `runner` does them. */
export function folderRunner(runner: TaskRunner, { folder, cell }: KeptCell, warn: (text: string) => void): TaskRunner {
  return {
    run: (...task) => runner.run(...task),
    async runInOrder({ first: from, count }, onTally, { signal, onTrials } = {}) {
      const to = from + count;
      folder.extend(cell, to);
      const wanted = shardsOf(folder.plan).filter((shard) => shard.cell === cell && shard.first < to && shard.first + shard.count > from);
      await runShards(runner, folder, wanted, { warn, signal, onTrials: (done) => onTrials?.(Math.min(to, from + done)) });
      if (signal?.aborted === true) return;
      const conflicts = folder.conflicts();
      for (const shard of wanted) {
        const tallies = tallyOf(folder, shard, conflicts);
        for (const [position, block] of blocksOfShard(shard).entries()) {
          const asked = block.first >= from && block.first + block.count <= to;
          if (asked && !onTally(tallies[position], block)) return;
        }
      }
    },
  };
}

export interface ShardsOptions {
  readonly warn: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
  /** Told how many trials of the shards are there. */
  readonly onTrials: (trials: number) => void;
}

/**
 * Computes the shards that are not finished yet; a damaged file is moved aside and its shard computed again.
 * @throws ExitError (2) if a file belongs to another run or two machines disagree
 */
export async function runShards(
  runner: TaskRunner,
  folder: ResultsFolder,
  shards: readonly Shard[],
  { warn, signal, onTrials }: ShardsOptions,
): Promise<void> {
  const conflicts = folder.conflicts(); // one look at the folder for all of its shards
  const missing = shards.filter((shard) => !isFinished(folder, shard, conflicts, warn));
  let trials = shards.reduce((sum, { count }) => sum + count, 0) - missing.reduce((sum, { count }) => sum + count, 0);
  onTrials(trials);
  const ids = folder.plan.cells.map(() => newTaskId());
  const tasks = missing.map((shard) => {
    const { study, truths } = folder.plan.cells[shard.cell];
    return { id: ids[shard.cell], study, truths: truthValues(truths), blocks: blocksOfShard(shard) };
  });
  const onDone = (tallies: readonly Tally[], task: number): void => {
    folder.publish(missing[task], tallies);
    onTrials((trials += missing[task].count));
  };
  await runner.run('blocks', tasks, onDone, signal);
}

const problemLabels: Readonly<Record<ShardProblem, string>> = {
  truncated: 'truncated',
  corrupt: 'corrupt',
  foreign: 'a shard of another run',
  misnamed: 'a shard of other trials under this name',
};

function isFinished(folder: ResultsFolder, shard: Shard, conflicts: readonly string[], warn: (text: string) => void): boolean {
  const state = folder.state(shard, conflicts);
  if (state === 'conflict') throw usageError(`${shardName(shard)} is in conflict: two machines disagree and both files are kept`);
  if (state !== 'finished' && state !== 'missing')
    warn(`${shardName(shard)} is ${problemLabels[state]}: kept as ${folder.quarantine(shard, state)} and computed again`);
  return state === 'finished';
}

function tallyOf(folder: ResultsFolder, shard: Shard, conflicts: readonly string[]): readonly Tally[] {
  const tallies = folder.read(shard, conflicts);
  if (typeof tallies === 'string') throw usageError(`${shardName(shard)} is ${tallies}`);
  return tallies;
}
