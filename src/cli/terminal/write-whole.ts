import { writeSync } from 'node:fs';

/**
 * Writes all of the bytes or fails: the system may take a part of them, and Node's `writeSync` then says how many.
 * @param descriptor  an open file
 * @throws what the file system says
 */
export function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
}
