import { createHash } from 'node:crypto';
import { closeSync, fchmodSync, fchownSync, fsyncSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { usageError } from '../terminal/exit-error.ts';
import { reasonOf } from '../terminal/file-fault.ts';
import { writeWhole } from '../terminal/write-whole.ts';
import { destinationOf, openStream, type Destination } from './destination.ts';
import { tidy } from './file-set.ts';
import { makeFolder } from './make-folder.ts';
import { createTemporary, dropTemporary, forgetTemporary } from './temporary-file.ts';

/** What is left to do for a file that is written: to give it its name. */
export interface WrittenFile {
  readonly temporary: string;
  readonly path: string;
}

/**
 * A file that appears whole or not at all: written under a random name beside it, then renamed. Links are followed, and a file that is replaced
 * keeps its mode. A device or a pipe cannot be replaced and is written through.
 */
export class OutputFile {
  readonly path: string;
  /** Folders that were made for it. */
  readonly folders: readonly string[];
  #destination: Destination | undefined;
  #temporary: string | undefined;
  #descriptor: number | undefined;
  #written: WrittenFile | undefined;
  #bytes = 0;
  readonly #hash = createHash('sha256');

  constructor(path: string) {
    this.path = path;
    this.folders = this.#guard(() => this.#start(destinationOf(path)));
  }

  #start(destination: Destination): string[] {
    this.#destination = destination;
    if (destination.kind === 'descriptor') this.#descriptor = destination.descriptor;
    if (destination.kind === 'stream') this.#descriptor = openStream(destination.path);
    if (destination.kind !== 'file') return [];
    const folder = dirname(destination.path);
    const made = makeFolder(folder);
    tidy(folder);
    const { path, descriptor } = createTemporary(folder, destination.old === undefined ? 0o666 : 0o600);
    this.#temporary = path;
    this.#descriptor = descriptor;
    return made;
  }

  write(content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    this.#guard(() => writeWhole(this.#open(), bytes));
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** SHA-256 of everything written so far, in hexadecimal digits; undefined where it is written through and nobody can read it again. */
  get checksum(): string | undefined {
    return this.#destination?.kind === 'file' ? this.#hash.copy().digest('hex') : undefined;
  }

  /** Ends the writing, with everything on the disk; once is enough. @returns what is left to do; undefined for what was written through */
  finish(): WrittenFile | undefined {
    return (this.#written ??= this.#guard(() => {
      const descriptor = this.#open();
      if (this.#destination?.kind !== 'file') {
        this.#close();
        return undefined;
      }
      const { path, old } = this.#destination;
      if (old !== undefined) becomeAs(descriptor, old);
      fsyncSync(descriptor);
      this.#close();
      return { temporary: this.#temporary ?? '', path };
    }));
  }

  /** Makes the file appear under its name. */
  publish(): void {
    const written = this.finish();
    if (written === undefined) return;
    this.#guard(() => renameSync(written.temporary, written.path));
    this.release();
  }

  /** Removes what was written so far; nothing appears. */
  discard(): void {
    this.#close();
    if (this.#temporary !== undefined) dropTemporary(this.#temporary);
    this.#temporary = undefined;
  }

  /** Leaves what was written to whoever gives it its name. */
  release(): void {
    this.#close();
    if (this.#temporary !== undefined) forgetTemporary(this.#temporary);
    this.#temporary = undefined;
  }

  #close(): void {
    if (this.#descriptor !== undefined && this.#destination?.kind !== 'descriptor') closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #open(): number {
    if (this.#descriptor === undefined) throw new RangeError(`${this.path} is closed`);
    return this.#descriptor;
  }

  #guard<T>(action: () => T): T {
    try {
      return action();
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

/** Gives a new file the mode of the one that it replaces, and its owner where this user may. */
function becomeAs(descriptor: number, { mode, uid, gid }: { readonly mode: number; readonly uid: number; readonly gid: number }): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only root may give files away; the file is then this user's.
  }
  fchmodSync(descriptor, mode & 0o777);
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
  tellMade(file);
}

/** Tells which folder had to be made for a file. */
export function tellMade({ path, folders }: OutputFile): void {
  if (folders.length > 0) process.stderr.write(`made the folder ${folders.at(-1)} for ${path}\n`);
}
