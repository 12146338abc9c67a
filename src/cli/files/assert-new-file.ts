import { existsSync } from 'node:fs';
import { usageError } from '../terminal/exit-error.ts';

/** The option with which a file that exists is written over. */
export const forceOption = { type: 'boolean', default: false, describe: 'write over a file that exists' } as const;

/** Refuses to write over a file of the user. @throws ExitError (2) where it exists, unless `--force` is given */
export function assertNewFile(file: string, force: boolean): void {
  if (existsSync(file) && !force) throw usageError(`${file} exists already; give another name, or --force to write over it`);
}
