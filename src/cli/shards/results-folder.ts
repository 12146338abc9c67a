import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Tally } from '../../power/simulation/tally.ts';
import { ExitError, usageError } from '../terminal/exit-error.ts';
import { reasonOf } from '../terminal/file-fault.ts';
import { fileLimits } from '../files/file-limits.ts';
import { makeFolder } from '../files/make-folder.ts';
import { tidy } from '../files/file-set.ts';
import { withLock } from '../files/folder-lock.ts';
import { readBounded } from '../files/read-bounded.ts';
import { writeOutput } from '../files/output-file.ts';
import { createTemporary, dropTemporary } from '../files/temporary-file.ts';
import { linkNew, syncDirectory, writeDurably } from './durable-files.ts';
import { planText, readPlan } from './plan-file.ts';
import { differences } from './same-engine.ts';
import { extended, planHash, type RunPlan, type Shard } from './plan.ts';
import { sha256 } from '../../text/sha256.ts';
import { readShardText, shardName, shardText, type ShardProblem } from './shard-file.ts';

export type ShardState = 'finished' | 'missing' | 'conflict' | ShardProblem;

/**
 * A folder that holds a run in shards: `plan.json`, one file per finished shard under `shards/`, and the result.
 * Any number of processes on any number of machines may work on it at once; a file appears whole or not at all and is never overwritten.
 */
export class ResultsFolder {
  readonly path: string;
  readonly hash: string;
  #plan: RunPlan;
  #tidied = false;

  constructor(path: string, plan: RunPlan) {
    this.path = path;
    this.#plan = plan;
    this.hash = planHash(plan);
  }

  /** Opens a folder for a plan: a new one, or one that holds the same run, which is extended where more trials are asked for. */
  static prepare(path: string, plan: RunPlan): ResultsFolder {
    const folder = new ResultsFolder(path, plan);
    guarded(`cannot write ${path}`, () => {
      makeFolder(path);
      makeFolder(folder.#shards);
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

  /** Cuts the run into shards of this many trials, if no shard is there yet. @returns whether the shards are of that size now */
  resizeShards(shardTrials: number): boolean {
    if (this.#plan.shardTrials === shardTrials) return true;
    if (existsSync(this.#shards) && readdirSync(this.#shards).length > 0) return false;
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

  get #shards(): string {
    return join(this.path, 'shards');
  }

  /**
   * The tallies of a finished shard, or why there are none.
   * @param conflicts  of the folder, for those who read many shards
   */
  read(shard: Shard, conflicts: readonly string[] = this.conflicts()): readonly Tally[] | Exclude<ShardState, 'finished'> {
    const name = shardName(shard);
    const text = this.#text(name);
    if (conflicts.some((file) => file.startsWith(`${name}.conflict-`))) return 'conflict';
    return text === undefined ? 'missing' : readShardText(text, this.hash, shard);
  }

  state(shard: Shard, conflicts: readonly string[] = this.conflicts()): ShardState {
    const content = this.read(shard, conflicts);
    return typeof content === 'string' ? content : 'finished';
  }

  /** Moves an unusable file aside, so that its shard can be computed again; nothing is deleted. */
  quarantine(shard: Shard, problem: ShardProblem): string {
    const name = shardName(shard);
    const kept = `${name}.${problem}-${sha256(this.#text(name) ?? '').slice(0, 12)}`;
    guarded(`cannot write ${this.#shards}`, () => {
      try {
        renameSync(join(this.#shards, name), join(this.#shards, kept));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // another process was here a moment before
      }
    });
    return join(this.#shards, kept);
  }

  /**
   * Publishes a finished shard: temporary file, fsync, link. If the name exists with the same bytes nothing happens; with other bytes both are kept.
   * @throws ExitError (2) on a conflict, or when the folder cannot be written; nothing partial stays
   */
  publish(shard: Shard, blocks: readonly Tally[]): void {
    const name = shardName(shard);
    const text = shardText(this.hash, shard, blocks);
    const target = join(this.#shards, name);
    guarded(`cannot write ${target}`, () => {
      makeFolder(this.#shards);
      if (!this.#tidied) tidy(this.#shards);
      this.#tidied = true;
      const { path: temporary, descriptor } = createTemporary(this.#shards);
      try {
        writeDurably(descriptor, text);
        if (linkNew(temporary, target) || this.#text(name) === text) return;
        linkNew(temporary, `${target}.conflict-${sha256(text).slice(0, 12)}`);
      } finally {
        dropTemporary(temporary);
      }
      throw usageError(`${target} exists with other content: both are kept; one of the machines computes wrongly`);
    });
    guarded(`cannot write ${this.#shards}`, () => syncDirectory(this.#shards));
  }

  #text(name: string): string | undefined {
    return existsSync(join(this.#shards, name))
      ? guarded(`cannot read ${join(this.#shards, name)}`, () => readBounded(join(this.#shards, name), fileLimits.shard).toString('utf8'))
      : undefined;
  }

  /** Names of files with other bytes than the shard they are of. */
  conflicts(): string[] {
    return existsSync(this.#shards) ? readdirSync(this.#shards).filter((file) => file.includes('.conflict-')) : [];
  }
}

/** A plan with as many trials of every cell as another one of the same run. */
function atLeastAsLong(plan: RunPlan, other: RunPlan): RunPlan {
  return other.cells.reduce((longer, { replicates }, cell) => withTrials(longer, cell, replicates), plan);
}

/** A plan with at least so many trials of a cell. */
function withTrials(plan: RunPlan, cell: number, replicates: number): RunPlan {
  return plan.cells[cell].replicates < replicates ? extended(plan, cell, replicates) : plan;
}

function guarded<T>(message: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof ExitError) throw error;
    throw usageError(`${message}: ${reasonOf(error)}`);
  }
}
