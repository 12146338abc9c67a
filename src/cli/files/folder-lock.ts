import { closeSync, openSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pause } from '../terminal/pause.ts';
import { writeWhole } from '../terminal/write-whole.ts';
import { fileLimits } from './file-limits.ts';
import { readBounded } from './read-bounded.ts';
import { CREATE_NEW, isDeadOwner, isOwner, newOwner, temporaryName } from './temporary-file.ts';

const NAME = '.crossover-sim-lock';

/** The locks of this process. */
const held = new Set<string>();

/** Milliseconds that one holder may keep a lock before it counts as dead: it is held for some renames (assumed). */
const PATIENCE_MS = 10_000;
const BETWEEN_LOOKS_MS = 10;

/** Milliseconds in which a holder writes who it is; one that has not has died at it (assumed; a line of text is written in microseconds). */
const NAMELESS_MS = 1000;

/**
 * Does something in a folder that is there while no other process does such a thing there: on one machine or on many that see the same files.
 * @throws what the file system says, or what the action throws
 */
export function withLock<T>(folder: string, action: () => T): T {
  const path = lockOf(folder);
  if (held.has(path)) return action();
  const own = newOwner();
  acquire(path, own);
  held.add(path);
  try {
    return action();
  } finally {
    held.delete(path);
    if (holderOf(path) === own) rmSync(path, { force: true });
  }
}

/** The lock of a folder, which may be named through links. */
const lockOf = (folder: string): string => join(realpathSync(folder), NAME);

/** Whether a folder has a lock that no living process can be known to hold. */
export function hasDeadLock(folder: string): boolean {
  const path = lockOf(folder);
  const holder = held.has(path) ? undefined : holderOf(path);
  return holder !== undefined && (!isOwner(holder) || isDeadOwner(holder));
}

/** The same in several folders, whose locks are taken in one order by everybody. */
export function withLocks<T>(folders: readonly string[], action: () => T): T {
  const [first, ...others] = [...folders].sort();
  return first === undefined ? action() : withLock(first, () => withLocks(others, action));
}

function acquire(path: string, own: string): void {
  let seen: string | undefined;
  let since = performance.now();
  while (!taken(path, own)) {
    const holder = holderOf(path);
    if (holder !== seen) {
      seen = holder;
      since = performance.now();
    }
    const patience = holder === undefined || isOwner(holder) ? PATIENCE_MS : NAMELESS_MS;
    if (holder !== undefined && (isDeadOwner(holder) || performance.now() - since > patience)) breakLock(path, holder);
    else pause(BETWEEN_LOOKS_MS);
  }
}

/** Whether the lock is this process's now. */
function taken(path: string, own: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(path, CREATE_NEW, 0o644);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeWhole(descriptor, Buffer.from(own));
  } catch (error) {
    // A full disk takes the name of a file, and nothing in it.
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  return true;
}

function holderOf(path: string): string | undefined {
  try {
    return readBounded(path, fileLimits.lock).toString('utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Takes the lock of a dead holder away; one that somebody else took meanwhile is put back. Where this process dies at it, the next removes the file by its name. */
function breakLock(path: string, dead: string): void {
  const aside = join(dirname(path), temporaryName());
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return; // another was faster
    throw error;
  }
  if (holderOf(aside) === dead) rmSync(aside, { force: true });
  else renameSync(aside, path);
}
