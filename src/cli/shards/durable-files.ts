import { closeSync, fsyncSync, linkSync, openSync } from 'node:fs';
import { writeWhole } from '../terminal/write-whole.ts';

/** Writes a file to the end and on to the disk, and closes it. */
export function writeDurably(descriptor: number, text: string): void {
  try {
    writeWhole(descriptor, Buffer.from(text));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** True when the link was made, false when the name exists. */
export function linkNew(from: string, to: string): boolean {
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
