import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { usageError } from '../terminal/exit-error.ts';
import { reasonOf } from '../terminal/file-fault.ts';
import { writeWhole } from '../terminal/write-whole.ts';
import { makeFolder } from './make-folder.ts';

/** A file that appears whole or not at all: written under a temporary name beside it, then renamed. */
export class OutputFile {
  readonly path: string;
  /** Folders that were made for it. */
  readonly folders: readonly string[];
  readonly #temporary: string;
  #descriptor: number | undefined;

  constructor(path: string) {
    this.path = path;
    this.#temporary = `${path}.${process.pid}.tmp`;
    let made: string[] = [];
    this.#guard(() => {
      made = makeFolder(dirname(path));
      this.#descriptor = openSync(this.#temporary, 'w');
    });
    this.folders = made;
  }

  write(content: string | Uint8Array): void {
    this.#guard(() => writeWhole(this.#open(), typeof content === 'string' ? Buffer.from(content) : content));
  }

  /** Makes the file appear under its name. */
  publish(): void {
    this.#guard(() => {
      fsyncSync(this.#open());
      closeSync(this.#open());
      this.#descriptor = undefined;
      renameSync(this.#temporary, this.path);
    });
  }

  /** Removes what was written so far; nothing appears. */
  discard(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    rmSync(this.#temporary, { force: true });
  }

  #open(): number {
    if (this.#descriptor === undefined) throw new RangeError(`${this.path} is closed`);
    return this.#descriptor;
  }

  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      try {
        this.discard();
      } catch {
        // The first failure is the one to tell.
      }
      throw usageError(`cannot write ${this.path}: ${reasonOf(error)}`);
    }
  }
}

/** Writes a whole file. */
export function writeOutput(path: string, content: string | Uint8Array): void {
  const file = new OutputFile(path);
  file.write(content);
  file.publish();
}

/** Writes a file that a user named by its path; folders that had to be made for it are told on stderr, since a name may be mistyped. */
export function writeNamedFile(path: string, content: string | Uint8Array): void {
  const file = new OutputFile(path);
  file.write(content);
  file.publish();
  if (file.folders.length > 0) process.stderr.write(`made the folder ${file.folders.at(-1)} for ${path}\n`);
}
