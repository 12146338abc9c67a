import { blindingOf } from '../../analysis/blinding.ts';
import { holdsGuesses, readGuesses } from '../../data-files/reading/read-guesses.ts';
import { DEFAULT_COLUMNS } from '../../report/text/fold.ts';
import { blindingText } from '../../report/text/blinding-text.ts';
import type { AnalyzeArguments } from '../arguments/analysis-words.ts';
import type { OpenedFile } from '../arguments/reading-options.ts';
import { assertRoomFor } from '../files/table-memory.ts';
import { inputError } from '../files/input-file.ts';
import type { Answer } from './emit-answer.ts';
import { engineHead } from './result-document.ts';

/** Whether a file is one of guesses of what was given, and no observations. */
export function isFileOfGuesses({ opened }: OpenedFile): boolean {
  return holdsGuesses(opened.table.header);
}

/** `analyze` of a file of guesses: the blinding indices of every question in every period. @throws ExitError (2) with every problem of the file */
export function recordedBlinding({ trial, level: typed, r }: AnalyzeArguments, { file, hash, opened }: OpenedFile): Answer {
  const level = Number(typed);
  if (!(level > 0 && level < 1)) throw inputError([`--level: expected a number between 0 and 1, got '${typed}'`]);
  if (r) throw inputError(['--r: there is no R code for a file of guesses']);
  assertRoomFor(file, opened.rowCount);
  const read = readGuesses(opened.table);
  if ('problems' in read) throw inputError(read.problems.map(({ line, message }) => `${file}:${line} ${message}`));
  const names = [...read.keys()];
  const name = trial ?? (names.length === 1 ? names[0] : undefined);
  const tables = name === undefined ? undefined : read.get(name);
  if (tables === undefined)
    throw inputError([
      `--trial: the file holds the trials ${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}; say which one`,
    ]);
  const blinding = tables.map((table) => blindingOf(table, level));
  return {
    document: { data: { file, hash }, ...engineHead(), level, blinding },
    timed: false,
    text: ({ columns = DEFAULT_COLUMNS }) => blindingText(blinding, level, columns),
  };
}
