import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { assertWholeSet } from './file-set.ts';
import { asInput, textOf } from './input-file.ts';

/** In a folder of tables: the SHA-256 of each, in lines as `sha256sum -c` reads them. */
export const CHECKSUMS_FILE = 'SHA256SUMS';

/** A line of such a file: the hash, a space, a space or `*`, and the name. */
const LINE = /^([0-9a-f]{64}) [ *](?:\.\/)*(.+?)\r?$/i;

/** A file of a folder and the SHA-256 of its bytes, in hexadecimal digits. */
export interface FileChecksum {
  readonly name: string;
  readonly sum: string;
}

/** SHA-256 of bytes, in hexadecimal digits, by the native code of Node.js: tables can be large. */
export function checksumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * The text of a folder's file of checksums once some of its files are written; lines about other files stay.
 * @param written  the files that are written, by their names in the folder
 * @param gone     names of files that are taken away
 * @throws ExitError (2) where the file that is there cannot be read
 */
export function checksumsText(folder: string, written: readonly FileChecksum[], gone: readonly string[] = []): string {
  const ours = new Set([...written.map(({ name }) => name), ...gone]);
  const kept = linesIn(folder).filter((line) => line !== '' && !ours.has(LINE.exec(line)?.[2] ?? ''));
  return [...kept, ...written.map(({ name, sum }) => `${sum}  ${name}`)].map((line) => `${line}\n`).join('');
}

/**
 * The checksums that its folder states of a file; none where it states none.
 * @throws ExitError (2) where the file of checksums cannot be read
 */
export function statedChecksums(path: string): string[] {
  return linesIn(dirname(path)).flatMap((line) => {
    const [, sum, name] = LINE.exec(line) ?? [];
    return name === basename(path) ? [sum.toLowerCase()] : [];
  });
}

/** Names of the files of which a folder states checksums. @throws ExitError (2) where the file of checksums cannot be read */
export function namesWithChecksums(folder: string): string[] {
  return linesIn(folder).flatMap((line) => LINE.exec(line)?.[2] ?? []);
}

function linesIn(folder: string): string[] {
  const path = join(folder, CHECKSUMS_FILE);
  assertWholeSet(path);
  if (!existsSync(path)) return [];
  return asInput(path, () => textOf(path, 'checksums').split('\n'));
}
