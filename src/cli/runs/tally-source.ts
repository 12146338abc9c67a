import type { Block } from '../../power/simulation/blocks.ts';
import type { Study } from '../../study/study.ts';
import type { Tally } from '../../power/simulation/tally.ts';
import { truthValues } from '../../power/true-effect.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import type { ResultsFolder } from '../shards/results-folder.ts';
import { blocksOfShard, shardsOf, type Shard } from '../shards/plan.ts';
import { shardName, type ShardProblem } from '../shards/shard-file.ts';
import type { WorkerPool } from '../workers/worker-pool.ts';

/** Where the tallies of one study's blocks come from: computed and forgotten, or computed once and kept in a folder. */
export interface TrialSource {
  /** Calls `onTally` for every block from trial `from` (a block's first) to `to`, in order, until it answers false or the signal stops the run. */
  run(
    from: number,
    to: number,
    onTally: (tally: Tally) => boolean,
    signal: AbortSignal,
    onProgress: (trials: number) => void,
  ): Promise<void>;
}

/** Trials in memory only. */
export function memorySource(pool: WorkerPool, id: string, study: Study, truths: readonly number[]): TrialSource {
  return {
    async run(from, to, onTally, signal, onProgress) {
      const enough = new AbortController();
      const stop = AbortSignal.any([signal, enough.signal]);
      const hand = (tally: Tally, block: Block): void => {
        if (enough.signal.aborted) return;
        if (!onTally(tally)) enough.abort();
        onProgress(block.first + block.count);
      };
      await pool.run(id, study, truths, { first: from, count: to - from }, hand, stop);
    },
  };
}

/** Trials kept in a results folder; what is there already is not computed again. */
export function folderSource(pool: WorkerPool, folder: ResultsFolder, cell: number, warn: (text: string) => void): TrialSource {
  return {
    async run(from, to, onTally, signal, onProgress) {
      folder.extend(cell, to);
      const wanted = shardsOf(folder.plan).filter((shard) => shard.cell === cell && shard.first < to && shard.first + shard.count > from);
      await runShards(pool, folder, wanted, warn, signal, (done) => onProgress(Math.min(to, from + done)));
      if (signal.aborted) return;
      for (const shard of wanted) {
        const tallies = tallyOf(folder, shard);
        for (const [position, { first, count }] of blocksOfShard(shard).entries()) {
          if (first >= from && first + count <= to && !onTally(tallies[position])) return;
        }
      }
    },
  };
}

/**
 * Computes the shards that are not finished yet; a damaged file is moved aside and its shard computed again.
 * @throws CommandFailure (2) if a file belongs to another run or two machines disagree
 */
export async function runShards(
  pool: WorkerPool,
  folder: ResultsFolder,
  shards: readonly Shard[],
  warn: (text: string) => void,
  signal: AbortSignal,
  onTrials: (trials: number) => void,
): Promise<void> {
  const missing = shards.filter((shard) => !isFinished(folder, shard, warn));
  let trials = shards.reduce((sum, { count }) => sum + count, 0) - missing.reduce((sum, { count }) => sum + count, 0);
  onTrials(trials);
  const tasks = missing.map((shard) => {
    const { study, truths } = folder.plan.cells[shard.cell];
    return { id: `${folder.hash} ${shard.cell}`, study, truths: truthValues(truths), blocks: blocksOfShard(shard) };
  });
  await pool.runTasks(
    tasks,
    (tallies, task) => {
      folder.publish(missing[task], tallies);
      onTrials((trials += missing[task].count));
    },
    signal,
  );
}

const problemWords: Readonly<Record<ShardProblem, string>> = {
  truncated: 'truncated',
  corrupt: 'corrupt',
  foreign: 'a shard of another run',
  misnamed: 'a shard of other trials under this name',
};

function isFinished(folder: ResultsFolder, shard: Shard, warn: (text: string) => void): boolean {
  const state = folder.state(shard);
  if (state === 'conflict')
    throw new CommandFailure(2, `${shardName(shard)} is in conflict: two machines disagree and both files are kept`);
  if (state !== 'finished' && state !== 'missing')
    warn(`${shardName(shard)} is ${problemWords[state]}: kept as ${folder.setAside(shard, state)} and computed again`);
  return state === 'finished';
}

function tallyOf(folder: ResultsFolder, shard: Shard): readonly Tally[] {
  const tallies = folder.read(shard);
  if (typeof tallies === 'string') throw new CommandFailure(2, `${shardName(shard)} is ${tallies}`);
  return tallies;
}
