import { readFileSync } from 'node:fs';
import { CommandFailure } from './command-failure.ts';

/** How many problems of one file are listed. */
const MOST_LISTED = 50;

/** The text of a data file. @throws CommandFailure (2) */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'no such file' : String(error);
    throw new CommandFailure(2, `${file}: ${reason}`);
  }
}

/** Invalid input: every problem at once. */
export function invalid(problems: readonly string[]): CommandFailure {
  const listed = problems.slice(0, MOST_LISTED);
  const rest = problems.length - listed.length;
  return new CommandFailure(2, [...listed, ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n'));
}
