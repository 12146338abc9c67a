import { assertMemory } from '../../power/common-random-numbers/memory.ts';
import type { Inquiry } from '../../power/common-random-numbers/inquiry.ts';
import type { CellRun } from '../../power/common-random-numbers/simulate-studies.ts';
import { TrialSuccesses } from '../../power/common-random-numbers/trial-successes.ts';
import { addCurve, emptyCurve } from '../../power/simulation/nested-trials.ts';
import { throwIfAborted, type SimulationOptions } from '../../power/simulation/simulation-options.ts';
import { addTally, emptyTally } from '../../power/simulation/tally.ts';
import { finishedContent, finishedTruths, runShards, truthsFor } from './compute-shards.ts';
import { blocksOfShard, shardsOf, type Shard } from './plan.ts';
import { cellsOf } from './question-plan.ts';
import type { ResultsFolder } from './results-folder.ts';
import { unpacked, type ShardContent } from './shard-content.ts';

/** How the cells of a folder are simulated. */
export type KeptSimulation = Required<Pick<SimulationOptions, 'runner' | 'signal' | 'onProgress'>> & {
  readonly warn: (text: string) => void;
};

/**
 * Asks a question of a folder until it is answered: what the folder holds is not computed again, and everything that is computed is kept there.
 * @throws SimulationAborted if the signal asks to stop; ExitError (2) as `runShards`
 */
export async function inquireKept<Answer>(inquiry: Inquiry<Answer>, folder: ResultsFolder, simulation: KeptSimulation): Promise<Answer> {
  const runs: CellRun[] = [];
  for (;;) {
    const step = inquiry(runs);
    if ('answer' in step) return step.answer;
    folder.grow(runs.length, cellsOf(step.cells));
    runs.push(...(await runCells(folder, runs.length, runs.length + step.cells.length, simulation)));
  }
}

/** Computes what is missing of some cells, and reads all of them. @throws RangeError where all of them would take too much memory */
async function runCells(
  folder: ResultsFolder,
  from: number,
  to: number,
  { runner, signal, onProgress, warn }: KeptSimulation,
): Promise<CellRun[]> {
  assertMemory(folder.plan.cells.slice(from, to).filter(({ sizes }) => sizes === undefined));
  const wanted = shardsOf(folder.plan)
    .filter(({ cell }) => cell >= from && cell < to)
    .sort((a, b) => a.cell - b.cell || a.first - b.first); // a thread compiles a study once for neighbouring shards of it
  const total = wanted.reduce((sum, { count }) => sum + count, 0);
  let done = 0;
  const onTrials = (trials: number): void => {
    done = trials;
    if (total > 0) onProgress({ stage: 'trials', unit: 'trials', done, total, from: 0 });
  };
  const judged = new Set(Array.from({ length: to - from }, (_, position) => from + position));
  await truthsFor(runner, folder, judged, { warn, signal, onTruths: onProgress });
  throwIfAborted(signal, 0);
  await runShards(runner, folder, wanted, { warn, signal, onTrials });
  throwIfAborted(signal, done);
  return readRuns(folder, from, to, wanted);
}

/** What came of some cells. @param shards  all of these cells, in the order of their trials */
function readRuns(folder: ResultsFolder, from: number, to: number, shards: readonly Shard[]): CellRun[] {
  const conflicts = folder.conflicts();
  const figures = folder.plan.cells.slice(from, to).map((): (readonly number[])[] => []);
  const runs = folder.plan.cells.slice(from, to).map(({ study, first = 0, sizes, replicates, figures: wanted }, position): CellRun => ({
    ...(wanted === true ? { figures: figures[position] } : {}),
    total: emptyTally(study),
    successes: new TrialSuccesses(study, first, sizes === undefined && wanted !== true ? replicates : 0),
    truths: finishedTruths(folder, from + position),
    ...(sizes === undefined ? {} : { counts: emptyCurve(Object.keys(study.analyses).length, sizes.length) }),
  }));
  for (const shard of shards) {
    const content = finishedContent(folder, shard, conflicts);
    if ('figures' in content) for (const row of content.figures) figures[shard.cell - from].push(row.map((each) => each ?? NaN));
    else addContent(runs[shard.cell - from], shard, content);
  }
  return runs;
}

/** Adds what a shard holds; shards come in the order of their trials, so that sums have the same bits whoever computed them. */
function addContent({ total, successes, counts }: CellRun, shard: Shard, content: ShardContent): void {
  if ('curve' in content) {
    if (counts !== undefined) addCurve(counts, content.curve);
    return;
  }
  if (!('blocks' in content)) return;
  for (const block of content.blocks) addTally(total, block);
  if (!('records' in content)) return;
  for (const [position, { first, count }] of blocksOfShard(shard).entries())
    successes.take(unpacked(content.records[position], (successes.analyses.length + 1) * count), first, count);
}
