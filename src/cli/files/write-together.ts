import { basename, dirname } from 'node:path';
import { ExitError, usageError } from '../terminal/exit-error.ts';
import { reasonOf } from '../terminal/file-fault.ts';
import { applyTogether } from './file-set.ts';
import { withLock } from './folder-lock.ts';
import { makeFolder } from './make-folder.ts';
import { OutputFile, tellMade } from './output-file.ts';

/** A file with all that goes into it. */
export interface FileContent {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * Makes files that belong together appear, all or none, and takes away those that would speak of other ones.
 * @param files  written, and not published
 * @param stale  paths of files that go
 * @throws ExitError (2); nothing temporary stays
 */
export function publishTogether(files: readonly OutputFile[], stale: readonly string[] = []): void {
  let decided = false;
  try {
    const changes = new Map<string, { from?: string; to: string }[]>();
    const add = (path: string, from: object): void => {
      const folder = dirname(path);
      changes.set(folder, [...(changes.get(folder) ?? []), { ...from, to: basename(path) }]);
    };
    for (const file of files) {
      const written = file.finish();
      if (written !== undefined) add(written.path, { from: basename(written.temporary) });
    }
    for (const path of stale) add(path, {});
    applyTogether(changes, () => (decided = true));
  } catch (error) {
    if (error instanceof ExitError) throw error;
    throw usageError(`cannot write ${files[0].path}: ${reasonOf(error)}`);
  } finally {
    for (const file of files)
      if (decided) file.release();
      else file.discard();
  }
}

/** Writes files that belong together, all or none. @param named  whether a user named them by their paths: folders that had to be made are then reported */
export function writeTogether(contents: readonly FileContent[], { named = false } = {}): void {
  if (contents.length === 0) return;
  const files: OutputFile[] = [];
  try {
    for (const { path, content } of contents) {
      const file = new OutputFile(path);
      files.push(file);
      file.write(content);
    }
  } catch (error) {
    for (const file of files) file.discard();
    throw error;
  }
  publishTogether(files);
  if (named) files.forEach(tellMade);
}

/**
 * Does something in a folder, which is made where it is not there, while no other process changes files that belong together there.
 * @throws ExitError (2) where the folder cannot be written
 */
export function aloneIn(folder: string, action: () => void): void {
  try {
    makeFolder(folder);
    withLock(folder, action);
  } catch (error) {
    if (error instanceof ExitError) throw error;
    throw usageError(`cannot write ${folder}: ${reasonOf(error)}`);
  }
}
