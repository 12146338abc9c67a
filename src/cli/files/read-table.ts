import { join, dirname } from 'node:path';
import { usageError } from '../terminal/exit-error.ts';
import { CHECKSUMS_FILE, checksumOf, statedChecksums } from './checksums.ts';
import { assertWholeSet } from './file-set.ts';
import { asInput, bytesOf } from './input-file.ts';
import { isOwnDescriptor, withoutLinks } from './read-bounded.ts';

/** What a user says about tables of data. */
export interface TableOptions {
  /** Tables are read though they are not the files that were written. */
  readonly edited: boolean;
}

/**
 * The bytes of a table of data that a user names. Where its folder states a checksum of it, as `simulate` does, they have to be those that were written.
 * @throws ExitError (2) in one line
 */
export function readTable(path: string, { edited }: TableOptions): Buffer {
  return edited || isOwnDescriptor(path) ? bytesOfTable(path) : writtenBytes(path);
}

function bytesOfTable(path: string): Buffer {
  assertWholeSet(path);
  return asInput(path, () => bytesOf(path, 'data'));
}

/** The bytes of a table once they are those of its checksum. Another run may publish its own between the looks at the two files: then they are read again. */
function writtenBytes(path: string): Buffer {
  for (let earlier = ''; ;) {
    const bytes = bytesOfTable(path);
    const [place, stated] = statedFor(path);
    const sum = stated.length === 0 ? '' : checksumOf(bytes);
    if (stated.every((each) => each === sum)) return bytes;
    const seen = `${sum} ${stated.join(' ')}`;
    if (seen === earlier) throw usageError(notAsWritten(path, join(dirname(place), CHECKSUMS_FILE)));
    earlier = seen;
  }
}

/** The checksums of a file by the folder that it is named in, else by the one where its links lead; and its path there. */
function statedFor(path: string): [place: string, stated: readonly string[]] {
  const named = statedChecksums(path);
  const place = named.length > 0 ? path : withoutLinks(path);
  return [place, named.length > 0 || place === path ? named : statedChecksums(place)];
}

function notAsWritten(path: string, checksums: string): string {
  return `${path} is not the file that was written: its SHA-256 is not that of its line in ${checksums}; if it was changed on purpose, give --edited or remove that line`;
}
