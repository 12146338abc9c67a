import type { Tally } from '../../power/simulation/tally.ts';
import type { TaskRunner } from '../../power/simulation/task-runner.ts';
import { finishedContent, runShards } from './compute-shards.ts';
import { blocksOfShard, shardsOf } from './plan.ts';
import type { ResultsFolder } from './results-folder.ts';

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
        const content = finishedContent(folder, shard, conflicts);
        const tallies: readonly Tally[] = 'blocks' in content ? content.blocks : [];
        for (const [position, block] of blocksOfShard(shard).entries()) {
          const asked = block.first >= from && block.first + block.count <= to;
          if (asked && !onTally(tallies[position], block)) return;
        }
      }
    },
  };
}
