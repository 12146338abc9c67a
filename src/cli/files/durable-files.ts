import { closeSync, fsyncSync, linkSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { createTemporary, dropTemporary } from './temporary-file.ts';
import { ExitError, usageError } from '../terminal/exit-error.ts';
import { fileLimits } from './file-limits.ts';
import { readBounded } from './read-bounded.ts';
import { reasonOf } from '../terminal/file-fault.ts';
import { writeWhole } from '../terminal/write-whole.ts';
import { sha256 } from '../../text/sha256.ts';

/**
 * Makes a file appear under a name that nobody has: written under another, on to the disk, then linked.
 * @returns whether the name has these bytes now; where it has others, these are kept beside it as `.conflict-…`
 */
export function publishNew(path: string, text: string): boolean {
  const { path: temporary, descriptor } = createTemporary(dirname(path));
  try {
    writeDurably(descriptor, text);
    if (linkNew(temporary, path) || readBounded(path, fileLimits.shard).toString('utf8') === text) return true;
    linkNew(temporary, `${path}.conflict-${sha256(text).slice(0, 12)}`);
    return false;
  } finally {
    dropTemporary(temporary);
  }
}

/** Writes a file to the end and on to the disk, and closes it. */
function writeDurably(descriptor: number, text: string): void {
  try {
    writeWhole(descriptor, Buffer.from(text));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** True when the link was made, false when the name exists. */
function linkNew(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Writes the names of a folder’s files on to the disk. */
export function syncDirectory(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Does something with files. @throws ExitError (2) with the message, and in words what the file system says */
export function guarded<T>(message: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof ExitError) throw error;
    throw usageError(`${message}: ${reasonOf(error)}`);
  }
}
