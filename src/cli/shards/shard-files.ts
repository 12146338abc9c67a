import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../text/sha256.ts';
import { guarded, publishNew, syncDirectory } from '../files/durable-files.ts';
import { fileLimits } from '../files/file-limits.ts';
import { tidy } from '../files/file-set.ts';
import { makeFolder } from '../files/make-folder.ts';
import { readBounded } from '../files/read-bounded.ts';
import { usageError } from '../terminal/exit-error.ts';
import type { ShardProblem } from './shard-file.ts';

/** The files of finished shards in a results folder: each appears whole or not at all and is never overwritten. */
export class ShardFiles {
  readonly path: string;
  #tidied = false;

  constructor(folder: string) {
    this.path = join(folder, 'shards');
  }

  /** The text of a file; undefined where there is none. */
  text(name: string): string | undefined {
    const path = join(this.path, name);
    return existsSync(path) ? guarded(`cannot read ${path}`, () => readBounded(path, fileLimits.shard).toString('utf8')) : undefined;
  }

  /**
   * Publishes a file: temporary file, fsync, link. If the name exists with the same bytes nothing happens; with other bytes both are kept.
   * @throws ExitError (2) on a conflict, or when the folder cannot be written; nothing partial stays
   */
  publish(name: string, text: string): void {
    const target = join(this.path, name);
    guarded(`cannot write ${target}`, () => {
      makeFolder(this.path);
      this.tidy();
      if (publishNew(target, text)) return;
      throw usageError(`${target} exists with other content: both are kept; one of the machines computes wrongly`);
    });
    guarded(`cannot write ${this.path}`, () => syncDirectory(this.path));
  }

  /** Moves an unusable file aside, so that its shard can be computed again; nothing is deleted. */
  quarantine(name: string, problem: ShardProblem): string {
    const kept = `${name}.${problem}-${sha256(this.text(name) ?? '').slice(0, 12)}`;
    guarded(`cannot write ${this.path}`, () => {
      try {
        renameSync(join(this.path, name), join(this.path, kept));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // another process was here a moment before
      }
    });
    return join(this.path, kept);
  }

  /** Removes what dead runs left beside the shards; a process looks once. @throws ExitError (2) where that cannot be done */
  tidy(): void {
    if (this.#tidied || !existsSync(this.path)) return;
    guarded(`cannot write ${this.path}`, () => tidy(this.path));
    this.#tidied = true;
  }

  /** Names of files with other bytes than the shard they are of. */
  conflicts(): string[] {
    return existsSync(this.path) ? readdirSync(this.path).filter((file) => file.includes('.conflict-')) : [];
  }
}
