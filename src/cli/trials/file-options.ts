import { existsSync, statSync } from 'node:fs';
import { syntaxOf } from './syntax-option.ts';
import { cdiscStandards } from '../../data-files/cdisc/files/standard.ts';
import { formatOfFile, tableFormats } from '../../data-files/writing/formats/index.ts';
import { missedRows, tableShapes } from '../../data-files/writing/shapes/index.ts';
import type { TrialFiles } from '../shards/planned-question.ts';
import { usageError } from '../terminal/exit-error.ts';
import type { ArgumentTable, OptionValues } from '../arguments/define-command.ts';

/** Options of how data files are written. */
export const fileOptions = {
  format: {
    type: 'string',
    choices: [...tableFormats.map(({ name }) => name), ...cdiscStandards],
    describe: 'format of the tables (default: as --out ends, else csv); or datasets of CDISC, adam (analysis) or sdtm (tabulation)',
  },
  shape: {
    type: 'string',
    choices: tableShapes,
    default: 'long',
    describe: 'a row a measurement (long), a period of a participant (wide) or a participant',
  },
  missed: { type: 'string', choices: missedRows, default: 'absent', describe: 'missed visits as absent rows, or as rows without a value' },
  'trials-in': {
    type: 'string',
    choices: ['one-file', 'folders'],
    default: 'one-file',
    describe: 'all trials in one file, or a folder a trial',
  },
} as const satisfies ArgumentTable;

/** An ending of a file: a version such as `run-1.5` has none. */
const ENDING = /[^/\\.]\.\w*[A-Za-z]\w*$/;

/**
 * What `--format`, `--shape`, `--missed`, `--syntax` and `--trials-in` ask for with the name of `--out`; undefined for the plain CSV files.
 * @throws ExitError (2) where they contradict one another, or `--out` ends as a file of an unknown format
 */
export function trialFilesOf(
  argv: OptionValues<typeof fileOptions> & { readonly [Name in 'out' | 'syntax']?: string | undefined },
): TrialFiles | undefined {
  const { format: asked, shape, missed, trialsIn, out } = argv;
  const named = out === undefined ? undefined : formatOfFile(out)?.format.name;
  const format = asked ?? named ?? 'csv';
  const inFolders = trialsIn === 'folders';
  assertMissed(argv);
  const syntax = syntaxOf(argv.syntax, format);
  if (named !== undefined) {
    if (named !== format) throw usageError(`--format ${format}: --out ends with .${named}; give one of the two`);
    if (inFolders) throw usageError('--trials-in folders: expected a folder as --out, got a file');
    return { format, shape, missed, inFolders, ...syntax, ...(out === undefined ? {} : { file: out }) };
  }
  if (out !== undefined) assertFolder(out);
  const isPlain = format === 'csv' && shape === 'long' && missed === 'absent' && !inFolders && argv.syntax === undefined;
  return isPlain ? undefined : { format, shape, missed, inFolders, ...syntax };
}

/** @throws ExitError (2) where a name that is to be a folder ends as a file does, is no folder yet and has no `/` at its end */
function assertFolder(out: string): void {
  if (!ENDING.test(out) || (existsSync(out) && statSync(out).isDirectory())) return;
  const endings = tableFormats.map(({ name }) => `.${name}`).join(', ');
  throw usageError(`--out: expected a file that ends with ${endings}, or a folder, got ${out}; a new folder of that name is ${out}/`);
}

/** @throws ExitError (2) where `--missed` has no effect */
function assertMissed({ shape, missed }: { readonly shape: string; readonly missed: string }): void {
  if (shape === 'participant' && missed === 'rows')
    throw usageError('--missed rows: a row of --shape participant is a participant, whose missed visits are empty; leave it out');
}
