import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those it lies in; one that exists is fine.
 * One at a time, because Node's `recursive` hides a read-only file system behind ENOENT, and never returns under `/proc`, where nothing can be made in folders that exist.
 * @returns the folders that were made, the outermost first
 * @throws what the file system says
 */
export function makeFolder(path: string): string[] {
  try {
    mkdirSync(path);
    return [path];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      if (!existsSync(path)) throw new Error('there is a symbolic link of that name that leads nowhere');
      return [];
    }
    const parent = dirname(path);
    if (code !== 'ENOENT' || existsSync(parent)) throw error;
    return [...makeFolder(parent), ...makeFolder(path)];
  }
}
