import { writeSync } from 'node:fs';
import { pause } from './pause.ts';

/** Milliseconds between two attempts at a pipe that is full. */
const FULL_PIPE_MS = 5;

/**
 * Writes all of the bytes or fails: the system may take a part of them, and Node's `writeSync` then says how many. A pipe that is full is waited for.
 * @param descriptor  an open file
 * @throws what the file system says
 */
export function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      pause(FULL_PIPE_MS);
    }
  }
}
