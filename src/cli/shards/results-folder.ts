import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Tally } from '../../power/simulation/tally.ts';
import type { TrueEffect } from '../../power/true-effect.ts';
import { usageError } from '../terminal/exit-error.ts';
import { guarded } from '../files/durable-files.ts';
import { makeFolder } from '../files/make-folder.ts';
import { tidy } from '../files/file-set.ts';
import { withLock } from '../files/folder-lock.ts';
import { writeOutput } from '../files/output-file.ts';
import { isContentOf } from './is-content-of.ts';
import { planText, readPlan } from './plan-file.ts';
import { hasTruths } from './plan-problem.ts';
import { differences } from './same-engine.ts';
import { atLeastAsLong, isSameCell, withTrials } from './longer-plan.ts';
import { contentKind, planHash, shardsOf, type PlanCell, type RunPlan, type Shard } from './plan.ts';
import type { ShardContent } from './shard-content.ts';
import { ShardFiles } from './shard-files.ts';
import { readShardText, readTruthsText, shardName, shardText, truthsName, truthsText, type ShardProblem } from './shard-file.ts';

// Longer than other files: one class, since its plan, its shards and its lock are of one folder.

export type ShardState = 'finished' | 'missing' | 'conflict' | ShardProblem;

/**
 * A folder that holds a run in shards: `plan.json`, one file per finished shard under `shards/`, and the result.
 * Any number of processes on any number of machines may work on it at once; a file appears whole or not at all and is never overwritten.
 */
export class ResultsFolder {
  readonly path: string;
  readonly hash: string;
  #plan: RunPlan;
  readonly #files: ShardFiles;

  constructor(path: string, plan: RunPlan) {
    this.path = path;
    this.#plan = plan;
    this.hash = planHash(plan);
    this.#files = new ShardFiles(path);
  }

  /** Opens a folder for a plan: a new one, or one that holds the same run, which is extended where more trials are asked for. */
  static prepare(path: string, plan: RunPlan): ResultsFolder {
    const folder = new ResultsFolder(path, plan);
    guarded(`cannot write ${path}`, () => {
      makeFolder(path);
      makeFolder(folder.#files.path);
    });
    folder.#change((there) => there);
    return folder;
  }

  /**
   * Opens a folder for its plan, which has to be as it was written: what was changed by hand would give other numbers under the same names.
   * @throws ExitError (2) if there is no plan, none that this program can read, or one that was changed
   */
  static open(path: string): ResultsFolder {
    return new ResultsFolder(path, readPlan(path));
  }

  get plan(): RunPlan {
    return this.#plan;
  }

  /** Makes the run at least this long. */
  extend(cell: number, replicates: number): void {
    if (this.#plan.cells[cell].replicates < replicates) this.#change((there) => withTrials(there, cell, replicates));
  }

  /**
   * Adds the cells that follow from the results of those before them, unless another process was faster.
   * @param from  number of the first of them
   * @throws ExitError (2) if the plan has others in their place
   */
  grow(from: number, cells: readonly PlanCell[]): void {
    const isThere = (there: RunPlan): boolean =>
      cells.every((cell, position) => position + from < there.cells.length && isSameCell(there.cells[position + from], cell));
    if (isThere(this.#plan)) return;
    this.#change((there) => {
      if (isThere(there)) return there;
      if (there.cells.length !== from) throw usageError(`${join(this.path, 'plan.json')} has other cells than follow from its results`);
      return { ...there, cells: [...there.cells, ...cells] };
    });
  }

  /** Takes over what other processes have added to the plan. @returns whether it has more shards now */
  reread(): boolean {
    const before = shardsOf(this.#plan).length;
    const there = readPlan(this.path);
    if (planHash(there) !== this.hash) throw usageError(`${this.path} holds another run (${differences(there, this.#plan).join('; ')})`);
    this.#plan = there;
    return shardsOf(there).length > before;
  }

  /** Cuts the run into shards of this many trials, if no shard is there yet. @returns whether the shards are of that size now */
  resizeShards(shardTrials: number): boolean {
    if (this.#plan.shardTrials === shardTrials) return true;
    if (existsSync(this.#files.path) && readdirSync(this.#files.path).length > 0) return false;
    this.#change((there) => ({ ...there, shardTrials }));
    return true;
  }

  /**
   * Changes the plan in the folder, one process after the other: what another has made longer meanwhile stays as long.
   * @throws ExitError (2) if the folder holds another run
   */
  #change(change: (there: RunPlan) => RunPlan): void {
    const file = join(this.path, 'plan.json');
    guarded(`cannot write ${file}`, () =>
      withLock(this.path, () => {
        tidy(this.path); // where the plan is as it should be already too
        const there = existsSync(file) ? readPlan(this.path, this.#plan) : undefined;
        if (there !== undefined && planHash(there) !== this.hash) {
          const why = differences(there, this.#plan).join('; ');
          throw usageError(`${this.path} holds another run (${why}); choose another folder`);
        }
        this.#plan = change(there === undefined ? this.#plan : atLeastAsLong(there, this.#plan));
        const text = planText(this.#plan);
        if (there === undefined || text !== planText(there)) writeOutput(file, text);
      }),
    );
  }

  /**
   * The content of a finished shard, or why there is none.
   * @param conflicts  of the folder, for those who read many shards
   */
  read(shard: Shard, conflicts: readonly string[] = this.conflicts()): ShardContent | Exclude<ShardState, 'finished'> {
    const name = shardName(shard);
    const text = this.#files.text(name);
    if (conflicts.some((file) => file.startsWith(`${name}.conflict-`))) return 'conflict';
    if (text === undefined) return 'missing';
    const content = readShardText(text, this.hash, shard, contentKind(this.#plan, shard.cell));
    return typeof content === 'string' || isContentOf(this.#plan.cells[shard.cell], content) ? content : 'corrupt';
  }

  /** The true effects of a cell of a question, or why there are none. */
  readTruths(cell: number): readonly TrueEffect[] | Exclude<ShardState, 'finished' | 'conflict'> {
    const text = this.#files.text(truthsName(cell));
    if (text === undefined) return 'missing';
    const truths = readTruthsText(text, this.hash, cell);
    return typeof truths === 'string' || hasTruths({ ...this.#plan.cells[cell], truths }) ? truths : 'corrupt';
  }

  state(shard: Shard, conflicts: readonly string[] = this.conflicts()): ShardState {
    const content = this.read(shard, conflicts);
    return typeof content === 'string' ? content : 'finished';
  }

  /** Moves an unusable file aside, so that its shard can be computed again; nothing is deleted. */
  quarantine(name: string, problem: ShardProblem): string {
    return this.#files.quarantine(name, problem);
  }

  /** Publishes a finished shard of a power run. @throws ExitError (2) as `publishContent` */
  publish(shard: Shard, blocks: readonly Tally[]): void {
    this.publishContent(shard, { blocks });
  }

  /** Publishes a finished shard. @throws ExitError (2) on a conflict, or when the folder cannot be written; nothing partial stays */
  publishContent(shard: Shard, content: ShardContent): void {
    this.#files.publish(shardName(shard), shardText(this.hash, shard, content));
  }

  /** Publishes the true effects of a cell. @throws ExitError (2) as `publishContent` */
  publishTruths(cell: number, truths: readonly TrueEffect[]): void {
    this.#files.publish(truthsName(cell), truthsText(this.hash, cell, truths));
  }

  /** Removes what dead runs left beside the shards; a process looks once. @throws ExitError (2) where that cannot be done */
  tidy(): void {
    this.#files.tidy();
  }

  /** Names of files with other bytes than the shard they are of. */
  conflicts(): string[] {
    return this.#files.conflicts();
  }
}
