import { decimalExponent, powerOfTen } from '../../text/decimal-exponent.ts';
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync, type Stats } from 'node:fs';

/** How much of a file is read, and what its reader may do where it is larger. */
export interface FileLimit {
  /** What the file is, in the plural: `scenario files`. */
  readonly what: string;
  readonly bytes: number;
  /** What to do with a larger one. */
  readonly wayOut: string;
}

/** Bytes of a pipe that are read at a time. */
const CHUNK = 65_536;

/** Where the open files of this process stand, which whoever started it has chosen: `analyze /dev/stdin`, `analyze <(zcat data.csv.gz)`. */
const OWN_DESCRIPTOR = /^\/(dev\/(stdin|fd\/\d+)|proc\/self\/fd\/\d+)$/;

/** Whether a path is that of an open file of this process, which cannot be read twice. */
export function isOwnDescriptor(path: string): boolean {
  return OWN_DESCRIPTOR.test(path);
}

/**
 * The bytes of a file: of a regular file, or of a pipe that this process was given open (`/dev/stdin`, `/dev/fd/3`). Nothing else is opened: a
 * device never ends, and a named pipe waits for ever for somebody to write.
 * @param limit  how much is read; that a file says it is smaller does not count
 * @throws Error in words where it is no such file, or a larger one; else what the file system says
 */
export function readBounded(path: string, limit: FileLimit): Buffer {
  const isOwn = isOwnDescriptor(path);
  const status = statSync(path);
  if (!isOwn) assertRegular(status);
  assertSize(status.size, limit);
  // Without waiting: between the look and the opening the name may have become that of a pipe, and some files of the kernel wait for news.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOCTTY | (isOwn ? 0 : constants.O_NONBLOCK));
  try {
    const opened = fstatSync(descriptor);
    if (!isOwn) assertRegular(opened);
    else if (!opened.isFile() && !opened.isFIFO() && !opened.isSocket()) throw notRegular(opened);
    return readAll(descriptor, Math.max(CHUNK, Math.min(opened.size, limit.bytes) + 1), limit);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The end of a regular file, as text: a log may be of any length. Empty where it cannot be read.
 * @param bytes  how much of it
 */
export function readTail(path: string, bytes: number): string {
  let descriptor: number | undefined;
  try {
    assertRegular(statSync(path));
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
    const status = fstatSync(descriptor);
    assertRegular(status);
    const part = Buffer.alloc(Math.min(bytes, status.size));
    return part.subarray(0, readSync(descriptor, part, 0, part.length, status.size - part.length)).toString('utf8');
  } catch {
    return '';
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** A path with its links followed; as it is where that cannot be done. */
export function withoutLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function assertRegular(status: Stats): void {
  if (!status.isFile()) throw notRegular(status);
}

/** What a path leads to that is no regular file. */
function notRegular(status: Stats): Error {
  if (status.isDirectory()) return Object.assign(new Error(), { code: 'EISDIR' });
  const kind = status.isFIFO() ? 'named pipe' : status.isSocket() ? 'socket' : status.isCharacterDevice() ? 'device' : 'disk';
  return new Error(`it is a ${kind}, not a regular file`);
}

function assertSize(bytes: number, { what, bytes: most, wayOut }: FileLimit): void {
  if (bytes > most) throw new Error(`it is larger than ${sizeText(most)}, the limit for ${what}; ${wayOut}`);
}

/** Everything from an open file, as long as it keeps to the limit. */
function readAll(descriptor: number, atFirst: number, limit: FileLimit): Buffer {
  const parts: Buffer[] = [];
  let total = 0;
  for (let size = atFirst; ; size = CHUNK) {
    const part = Buffer.allocUnsafe(size);
    const count = readSync(descriptor, part, 0, size, null);
    if (count === 0) return parts.length === 1 ? parts[0] : Buffer.concat(parts);
    parts.push(part.subarray(0, count));
    total += count;
    assertSize(total, limit);
  }
}

/** A number of bytes in the largest unit of a thousand that it has whole ones of: `500 kB`, `1.5 GB`. */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(decimalExponent(Math.max(1, bytes)) / 3)));
  return `${Number((bytes / powerOfTen(3 * step)).toPrecision(3))} ${units[step]}`;
}
