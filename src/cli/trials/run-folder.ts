import { readdirSync, rmdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CHECKSUMS_FILE, checksumsText, type FileChecksum } from '../files/checksums.ts';
import type { OutputFile } from '../files/output-file.ts';
import { usageError } from '../terminal/exit-error.ts';
import { reasonOf } from '../terminal/file-fault.ts';

/** What changes beside the files of a run in its folder, and in those of trials, of which an earlier run may have had more. */
export interface ChangesBeside {
  /** Texts of the files of checksums, by their folders. */
  readonly checksums: ReadonlyMap<string, string>;
  /** Files that an earlier run left and this one does not write: they speak of other trials. */
  readonly gone: readonly string[];
  /** Folders of trials in which nothing is left. */
  readonly emptied: readonly string[];
}

/**
 * @param files  all that are written, in the folder of the run and in those of its trials
 * @param namesOf  names of files of a run in one of these folders, of this one or an earlier one
 * @throws ExitError (2) where a folder cannot be read
 */
export function changesBeside(folder: string, files: readonly OutputFile[], namesOf: (folder: string) => readonly string[]): ChangesBeside {
  const earlier = namesIn(folder).filter((name) => /^trial-\d+$/.test(name));
  const sums = checksumsByFolder(files, folder);
  const checksums = new Map<string, string>();
  const gone: string[] = [];
  const emptied: string[] = [];
  for (const place of new Set([...sums.keys(), ...earlier.map((name) => join(folder, name))])) {
    const written = sums.get(place) ?? [];
    const stale = namesOf(place).filter((name) => !written.some((file) => file.name === name));
    gone.push(...stale.map((name) => join(place, name)));
    if (written.length === 0 && stale.length === 0) continue;
    const text = checksumsText(place, written, stale);
    if (text !== '') checksums.set(place, text);
    else {
      gone.push(join(place, CHECKSUMS_FILE));
      if (place !== folder) emptied.push(place);
    }
  }
  return { checksums, gone, emptied };
}

/** The checksums of files, by their folders. */
function checksumsByFolder(files: readonly OutputFile[], first: string): Map<string, FileChecksum[]> {
  const sums = new Map<string, FileChecksum[]>([[first, []]]);
  for (const { path, checksum } of files) {
    if (checksum === undefined) continue;
    const folder = dirname(path);
    sums.set(folder, [...(sums.get(folder) ?? []), { name: basename(path), sum: checksum }]);
  }
  return sums;
}

/** Removes a folder in which nothing is left; one that holds files of the user stays. */
export function removeEmptyFolder(folder: string): void {
  if (namesIn(folder).length === 0) rmdirSync(folder);
}

/** Names of what is in a folder; none where there is no folder. @throws ExitError (2) where it cannot be read */
export function namesIn(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  try {
    return readdirSync(folder);
  } catch (error) {
    throw usageError(`cannot read ${folder}: ${reasonOf(error)}`);
  }
}
