import { knownTruths } from '../../power/common-random-numbers/simulate-studies.ts';
import type { TaskKind, TaskOf, OutcomeOf } from '../../power/simulation/block-task.ts';
import { newTaskId, type SimulationProgress } from '../../power/simulation/simulation-options.ts';
import type { TaskRunner } from '../../power/simulation/task-runner.ts';
import type { TrueEffect } from '../../power/true-effect.ts';
import { usageError } from '../terminal/exit-error.ts';
import { blocksOfShard, contentKind, type Shard } from './plan.ts';
import type { ResultsFolder } from './results-folder.ts';
import { recordedContent, type ContentKind, type ShardContent } from './shard-content.ts';
import { keptText, simulateRows, tablesOfTrials, type OnRows } from './trial-tables.ts';
import { shardName, truthsName, type ShardProblem } from './shard-file.ts';

export interface ShardsOptions {
  readonly warn: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of trials whose shards are there. */
  readonly onTrials: (trials: number) => void;
  /** Called with the number of true effects that are there, where a question needs some that are missing. */
  readonly onTruths?: (progress: SimulationProgress) => void;
}

/**
 * Computes the shards that are not finished yet; a damaged file is moved aside and its shard computed again.
 * @throws ExitError (2) if a file belongs to another run or two machines disagree
 */
export async function runShards(
  runner: TaskRunner,
  folder: ResultsFolder,
  shards: readonly Shard[],
  options: ShardsOptions,
): Promise<void> {
  const { warn, signal, onTrials } = options;
  folder.tidy(); // where every shard is there already too
  const conflicts = folder.conflicts(); // one look at the folder for all of its shards
  const missing = shards.filter((shard) => !isFinished(folder, shard, conflicts, warn));
  const truths = await truthsFor(runner, folder, new Set(missing.map(({ cell }) => cell)), options);
  if (signal?.aborted === true) return;
  let trials = shards.reduce((sum, { count }) => sum + count, 0) - missing.reduce((sum, { count }) => sum + count, 0);
  onTrials(trials);
  const ids = folder.plan.cells.map(() => newTaskId());
  const tables = missing.filter(({ cell }) => contentKind(folder.plan, cell) === 'tables');
  for (const shard of tables) {
    const content = await trialsContent(folder, shard, signal);
    if (content === undefined) return;
    folder.publishContent(shard, content);
    onTrials((trials += shard.count));
  }
  const compute = async <Kind extends TaskKind & ContentKind>(
    kind: Kind,
    taskOf: (shard: Shard) => TaskOf<Kind>,
    contentOf: (outcome: OutcomeOf<Kind>) => ShardContent,
  ): Promise<void> => {
    const wanted = missing.filter(({ cell }) => contentKind(folder.plan, cell) === kind);
    const onDone = (outcome: OutcomeOf<Kind>, task: number): void => {
      folder.publishContent(wanted[task], contentOf(outcome));
      onTrials((trials += wanted[task].count));
    };
    if (wanted.length > 0) await runner.run(kind, wanted.map(taskOf), onDone, signal);
  };
  const blockTask = (shard: Shard): TaskOf<'blocks'> => {
    const { study } = folder.plan.cells[shard.cell];
    return { id: ids[shard.cell], study, truths: knownTruths(study, truths[shard.cell]), blocks: blocksOfShard(shard) };
  };
  await compute('blocks', blockTask, (blocks) => ({ blocks }));
  await compute('recorded', blockTask, recordedContent);
  await compute('figures', blockTask, (figures) => ({ figures }));
  await compute(
    'curve',
    (shard) => ({ ...blockTask(shard), sizes: folder.plan.cells[shard.cell].sizes ?? [] }),
    (curve) => ({ curve }),
  );
}

/** The rows of the trials of a shard; undefined where the signal ended it. Trials are simulated in this thread. */
async function trialsContent({ plan }: ResultsFolder, shard: Shard, signal: AbortSignal | undefined): Promise<ShardContent | undefined> {
  const { question } = plan;
  if (question?.kind !== 'trials') return undefined;
  const { first = 0 } = plan.cells[shard.cell];
  const prepared = tablesOfTrials({ ...question, first });
  const texts = prepared.tables.map((): string[] => []);
  const take: OnRows = (rows) => {
    rows.forEach((each, table) => texts[table].push(keptText(each, question.files)));
  };
  const whole = await simulateRows(prepared, { first, from: shard.first - first, count: shard.count }, take, signal);
  return whole ? { tables: Object.fromEntries(prepared.tables.map(({ file }, table) => [file, texts[table].join('')])) } : undefined;
}

/**
 * True effects by cell: those of the plan, and for a question those that the folder keeps; what is missing of them is found and kept.
 * @param cells  numbers of the cells that need them
 * @returns fewer where the signal asks to stop
 */
export async function truthsFor(
  runner: TaskRunner,
  folder: ResultsFolder,
  cells: ReadonlySet<number>,
  { warn, signal, onTruths }: Pick<ShardsOptions, 'warn' | 'signal' | 'onTruths'>,
): Promise<(readonly TrueEffect[])[]> {
  const truths = folder.plan.cells.map((cell) => cell.truths);
  const missing: number[] = [];
  for (const cell of [...cells].filter((each) => folder.plan.cells[each].judged === true)) {
    const kept = folder.readTruths(cell);
    if (typeof kept === 'object') truths[cell] = kept;
    else missing.push(cell);
    if (typeof kept === 'string' && kept !== 'missing') tellDamage(folder, truthsName(cell), kept, warn);
  }
  const tell = (done: number): void => onTruths?.({ stage: 'truth', unit: 'scenarios', done, total: missing.length, from: 0 });
  let done = 0;
  if (missing.length > 0) tell(done);
  const onDone = (found: readonly TrueEffect[], task: number): void => {
    folder.publishTruths(missing[task], found);
    truths[missing[task]] = found;
    tell(++done);
  };
  const tasks = missing.map((cell) => ({ study: folder.plan.cells[cell].study }));
  if (missing.length > 0) await runner.run('truth', tasks, onDone, signal);
  return truths;
}

/** What is wrong with a file, in words. */
export const problemLabels: Readonly<Record<ShardProblem, string>> = {
  truncated: 'truncated',
  corrupt: 'corrupt',
  foreign: 'a shard of another run',
  misnamed: 'a shard of other trials under this name',
};

function isFinished(folder: ResultsFolder, shard: Shard, conflicts: readonly string[], warn: (text: string) => void): boolean {
  const state = folder.state(shard, conflicts);
  if (state === 'conflict') throw usageError(`${shardName(shard)} is in conflict: two machines disagree and both files are kept`);
  if (state !== 'finished' && state !== 'missing') tellDamage(folder, shardName(shard), state, warn);
  return state === 'finished';
}

function tellDamage(folder: ResultsFolder, name: string, problem: ShardProblem, warn: (text: string) => void): void {
  warn(`${name} is ${problemLabels[problem]}: kept as ${folder.quarantine(name, problem)} and computed again`);
}

/** The content of a shard that has just been computed. @throws ExitError (2) where another process damaged it meanwhile */
export function finishedContent(folder: ResultsFolder, shard: Shard, conflicts: readonly string[]): ShardContent {
  const content = folder.read(shard, conflicts);
  if (typeof content === 'string') throw usageError(`${shardName(shard)} is ${content}`);
  return content;
}

/** The truths file of a cell that has just been found. @throws ExitError (2) where another process damaged it meanwhile */
export function finishedTruths(folder: ResultsFolder, cell: number): readonly TrueEffect[] {
  if (folder.plan.cells[cell].judged !== true) return folder.plan.cells[cell].truths;
  const truths = folder.readTruths(cell);
  if (typeof truths === 'string') throw usageError(`${truthsName(cell)} is ${truths}`);
  return truths;
}
