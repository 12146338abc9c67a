import { closeSync, openSync, readSync } from 'node:fs';
import { usageError } from '../terminal/exit-error.ts';
import { reasonOf } from '../terminal/file-fault.ts';
import { writeWhole } from '../terminal/write-whole.ts';
import { createTemporary, dropTemporary } from './temporary-file.ts';

const PIECE_BYTES = 1 << 20;

/** Bytes kept in a temporary file of a folder until they are read once. */
export class AsideFile {
  readonly #path: string;
  #descriptor: number | undefined;

  /** @throws ExitError (2) where the folder cannot be written to */
  constructor(folder: string) {
    try {
      const { path, descriptor } = createTemporary(folder, 0o600);
      this.#path = path;
      this.#descriptor = descriptor;
    } catch (error) {
      throw usageError(`cannot write to ${folder}: ${reasonOf(error)}`);
    }
  }

  /** @throws ExitError (2) where there is no room for them */
  write(bytes: Uint8Array): void {
    try {
      if (this.#descriptor !== undefined) writeWhole(this.#descriptor, bytes);
    } catch (error) {
      this.drop();
      throw usageError(`cannot write ${this.#path}: ${reasonOf(error)}`);
    }
  }

  /** Everything that was written, in pieces. */
  *read(): Generator<Uint8Array> {
    const descriptor = openSync(this.#path, 'r');
    try {
      const piece = new Uint8Array(PIECE_BYTES);
      for (let length = readSync(descriptor, piece); length > 0; length = readSync(descriptor, piece)) yield piece.subarray(0, length);
    } finally {
      closeSync(descriptor);
    }
  }

  /** Removes the file. */
  drop(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    dropTemporary(this.#path);
  }
}
