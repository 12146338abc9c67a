import { constants, closeSync, lstatSync, openSync, readlinkSync, realpathSync, type Stats } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { pause } from '../terminal/pause.ts';

/** Where what a user calls an output really goes. */
export type Destination =
  /** A regular file, there already (then with its mode and owner) or to be. */
  | { readonly kind: 'file'; readonly path: string; readonly old?: Pick<Stats, 'mode' | 'uid' | 'gid'> }
  /** A device or a pipe, which is written through: replacing it would break it for everybody. */
  | { readonly kind: 'stream'; readonly path: string }
  /** An open descriptor of this process: `/dev/stdout`, `/dev/fd/3`. */
  | { readonly kind: 'descriptor'; readonly descriptor: number };

/** Links that are followed before they count as a circle, as on Linux. */
const MAX_LINKS = 40;

/** Milliseconds that a named pipe waits for its reader. */
const READER_MS = 2000;
const BETWEEN_LOOKS_MS = 20;

/**
 * Follows the links of an output's path to what is there.
 * @throws Error in words where nothing can be written: a folder, a link that leads nowhere, a socket, a disk
 */
export function destinationOf(path: string): Destination {
  let place = path;
  for (let links = 0; links <= MAX_LINKS; links++) {
    const status = statusOf(place);
    if (status === undefined) {
      if (links > 0) throw new Error(`it is a symbolic link to ${place}, where there is no file`);
      return { kind: 'file', path };
    }
    if (!status.isSymbolicLink()) return destinationAt(place, status);
    const folder = realpathSync(dirname(place));
    const process = descriptorsOf(folder);
    if (process !== undefined) return atDescriptor(process, folder, basename(place));
    place = resolve(folder, readlinkSync(place));
  }
  throw Object.assign(new Error(), { code: 'ELOOP' });
}

function statusOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function destinationAt(path: string, status: Stats): Destination {
  if (status.isFile()) return { kind: 'file', path, old: status };
  if (status.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  if (status.isFIFO() || status.isCharacterDevice()) return { kind: 'stream', path };
  throw new Error(`it is a ${status.isSocket() ? 'socket' : 'disk'}, not a file`);
}

/** The number of the process whose open files a folder shows; undefined where it is no such folder. */
function descriptorsOf(folder: string): number | undefined {
  const number = /^\/proc\/(\d+)(\/task\/\d+)?\/fd$/.exec(folder)?.[1];
  return number === undefined ? undefined : Number(number);
}

function atDescriptor(process: number, folder: string, name: string): Destination {
  return process === globalThis.process.pid && /^\d+$/.test(name)
    ? { kind: 'descriptor', descriptor: Number(name) }
    : { kind: 'stream', path: `${folder}/${name}` };
}

/**
 * Opens a device or a pipe for writing. A pipe whose reader is still to come is waited for a little, and not for ever.
 * @throws Error in words, or what the file system says
 */
export function openStream(path: string): number {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_NOCTTY;
  for (let waited = 0; ; waited += BETWEEN_LOOKS_MS) {
    try {
      const probe = openSync(path, flags | constants.O_NONBLOCK);
      try {
        return openSync(path, flags);
      } finally {
        closeSync(probe);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
      if (waited >= READER_MS) throw new Error('it is a pipe that nobody reads');
      pause(BETWEEN_LOOKS_MS);
    }
  }
}
