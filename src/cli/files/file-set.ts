import { closeSync, existsSync, fsyncSync, lstatSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { usageError } from '../terminal/exit-error.ts';
import { reasonOf } from '../terminal/file-fault.ts';
import { writeWhole } from '../terminal/write-whole.ts';
import { hasDeadLock, withLock, withLocks } from './folder-lock.ts';
import { createTemporary, dropTemporary, forgetTemporary, isTemporaryName, leftovers } from './temporary-file.ts';

/** In a folder while files that belong together get their names: what is still to be done, so that whoever comes next can do it. */
const LIST = '.crossover-sim-set.json';

/** A file that gets its name, or, without a temporary one, goes. */
interface Change {
  readonly from?: string;
  readonly to: string;
}

/**
 * Gives files that belong together their names, and takes away what would speak of other ones: all of it, or nothing, or, where the machine dies
 * in between, the rest when a command of this program next reads or writes there.
 * @param changes   by folder
 * @param onDecided  called once the set is certain to be completed, by this process or by the next one
 * @throws what the file system says
 */
export function applyTogether(changes: ReadonlyMap<string, readonly Change[]>, onDecided: () => void): void {
  const folders = [...changes.keys()];
  withLocks(folders, () => {
    folders.forEach(finishSet);
    try {
      for (const [folder, each] of changes) writeList(folder, each);
    } catch (error) {
      for (const folder of folders) rmSync(join(folder, LIST), { force: true });
      throw error;
    }
    onDecided();
    for (const [folder, each] of changes) apply(folder, each);
    for (const folder of folders) rmSync(join(folder, LIST), { force: true });
  });
}

/** Removes what dead processes left in a folder, after their files that belong together have got their names. */
export function tidy(folder: string): void {
  if (!existsSync(join(folder, LIST)) && leftovers(folder).length === 0 && !hasDeadLock(folder)) return;
  withLock(folder, () => {
    finishSet(folder);
    for (const path of leftovers(folder)) dropTemporary(path);
  });
}

/**
 * Sees to it that a file that is about to be read does not stand beside older ones of its set.
 * @throws ExitError (2) where that cannot be done
 */
export function assertWholeSet(path: string): void {
  const folder = dirname(path);
  const list = join(folder, LIST);
  if (!existsSync(list)) return;
  if (!isOwn(list)) {
    const changes = changesIn(list);
    const left = changes.some(({ from }) => from !== undefined && existsSync(join(folder, from)));
    if (left && changes.some(({ to }) => to === basename(path)))
      throw usageError(
        `cannot read ${path}: a run of another user ended while it wrote this file and those beside it; run its command again`,
      );
    return;
  }
  try {
    withLock(folder, () => finishSet(folder));
  } catch (error) {
    throw usageError(`cannot read ${path}: a run ended while it wrote this file and those beside it (${reasonOf(error)})`);
  }
}

/** Does what a list of a dead process says is still to be done. The lock is held. */
function finishSet(folder: string): void {
  const list = join(folder, LIST);
  if (!existsSync(list) || !isOwn(list)) return;
  apply(folder, changesIn(list));
  rmSync(list, { force: true });
}

/** A list of another user could name files that only this user may touch. */
function isOwn(list: string): boolean {
  const status = lstatSync(list, { throwIfNoEntry: false });
  const user = process.geteuid?.();
  return status?.isFile() === true && (user === undefined || status.uid === user);
}

/** @throws Error in words where the list is not of this program */
function changesIn(list: string): Change[] {
  const read: unknown = JSON.parse(readFileSync(list, 'utf8'));
  if (Array.isArray(read) && read.every(isChange)) return read;
  throw new Error(`${list} is not of this program: remove it`);
}

/** Whether a value names files of its own folder only. */
function isChange(value: unknown): value is Change {
  if (typeof value !== 'object' || value === null) return false;
  const { from, to } = value as { from?: unknown; to?: unknown };
  const isNamed = typeof to === 'string' && to !== '' && !/^\.|[/\\\0]/.test(to);
  return isNamed && (from === undefined || (typeof from === 'string' && isTemporaryName(from)));
}

/** What is done already is left alone. */
function apply(folder: string, changes: readonly Change[]): void {
  for (const { from, to } of changes) {
    if (from === undefined) rmSync(join(folder, to), { force: true });
    else if (existsSync(join(folder, from))) renameSync(join(folder, from), join(folder, to));
  }
}

function writeList(folder: string, changes: readonly Change[]): void {
  const { path, descriptor } = createTemporary(folder, 0o644);
  try {
    try {
      writeWhole(descriptor, Buffer.from(JSON.stringify(changes)));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(path, join(folder, LIST));
    forgetTemporary(path);
  } catch (error) {
    dropTemporary(path);
    throw error;
  }
}
