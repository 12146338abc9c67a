import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MESS_KEY_FILE } from '../../data-files/mess/mess-key.ts';
import { MESS_README_FILE } from '../../data-files/mess/mess-readme.ts';
import type { DataTable } from '../../data-files/writing/data-table.ts';
import { dictionaryText } from '../../data-files/writing/dictionary.ts';
import { formatNamed, formatOfFile } from '../../data-files/writing/formats/index.ts';
import { GUESSES_FILE } from '../../data-files/writing/guesses.ts';
import { items } from '../../data-files/writing/items.ts';
import { TRUTH_FILE } from '../../data-files/writing/truth.ts';
import type { Study } from '../../study/study.ts';
import { declaredEndpoints } from '../../trial/endpoints.ts';
import { namesWithChecksums } from '../files/checksums.ts';
import type { TrialFiles } from '../shards/planned-question.ts';
import type { TablesOfTrials } from '../shards/trial-tables.ts';
import { usageError } from '../terminal/exit-error.ts';
import { isCode, isOwnCode } from './syntax-option.ts';
import { stemOf, type TrialOutputs } from './trial-outputs.ts';

/** Most folders of trials of one run: each of their files is one to publish (assumed). */
const MAX_FOLDERS = 1000;

/** Tables whose measurements are in another shape, so that a folder holds only one of them. */
const measurements = ['observations', 'periods', 'participants'];

/** Every table that a folder of trials may hold, by the name of its file without the ending. */
const stems = new Set([
  ...measurements,
  'subjects',
  'adverse-events',
  'participant-flow',
  'guesses',
  'concentrations',
  'items',
  'truth',
  'mess-key',
]);

/** A file name without the ending of its format. */
function stemOfFile(file: string): string {
  return formatOfFile(file)?.stem ?? file;
}

/**
 * Refuses what the format or the folder cannot hold, before anything is simulated.
 * @throws ExitError (2) with what to do instead
 */
export function assertRoomInFormat(prepared: TablesOfTrials, trials: number, files: TrialFiles | undefined): void {
  if (files === undefined) return;
  if (files.inFolders && trials > MAX_FOLDERS)
    throw usageError(`--trials-in folders: expected at most ${MAX_FOLDERS} trials, got ${trials}; take --trials-in one-file`);
  const { mostRows = Infinity } = formatNamed(files.format) ?? {};
  const tables = files.file === undefined ? prepared.tables : prepared.tables.slice(0, 1);
  const inOne = files.inFolders ? 1 : trials;
  for (const table of tables) {
    const each = table.mostRows?.(prepared.generator) ?? 0;
    if (each * inOne > mostRows) throw tooManyRows(stemOf(table), { each, inOne, mostRows }, files);
  }
}

function tooManyRows(
  table: string,
  { each, inOne, mostRows }: { readonly each: number; readonly inOne: number; readonly mostRows: number },
  { format, shape, inFolders, file }: TrialFiles,
): Error {
  const fit = Math.floor(mostRows / each);
  const cures = [
    ...(fit === 0 || inFolders ? [] : [`at most ${fit} trials`]),
    ...(inFolders || file !== undefined ? [] : ['--trials-in folders']),
    ...(shape === 'long' ? ['--shape wide'] : []),
    'another format such as csv or parquet',
  ];
  const reason = `expected at most ${mostRows} rows a table, and ${table} of ${inOne} trials may have ${each * inOne}`;
  return usageError(`--format ${format}: ${reason}; take ${cures.join(', or ')}`);
}

/** The text of `dictionary.csv`, which names the files as they are written. */
export function dictionaryOf(outputs: TrialOutputs, endpoints: readonly string[], study: Study, files: TrialFiles | undefined): string {
  const last = (table: DataTable): number => Number(table === items);
  const named = [...outputs.tables]
    .sort((a, b) => last(a) - last(b))
    .map((table) => ({ ...table, file: `${stemOf(table)}.${outputs.format.name}` }));
  const rated = files === undefined || files.shape === 'long' ? endpoints : [];
  return dictionaryText(rated, named, study.trial.kind, declaredEndpoints(study.trial));
}

/** Names of tables and their code, of this run or an earlier one. @param isRun  whether the folder is that of the run, in which some names are always those of the program */
export function tablesIn(folder: string, outputs: TrialOutputs, isRun: boolean): string[] {
  const isMessed = outputs.tables.some(({ file }) => file === MESS_KEY_FILE);
  const ours = namesWithChecksums(folder).filter(
    (name) => (stems.has(stemOfFile(name)) && stemOfFile(name) !== name) || (isCode(name, stems) && isOwnCode(join(folder, name))),
  );
  const always = isRun ? [items.file, TRUTH_FILE, GUESSES_FILE, MESS_KEY_FILE, ...(isMessed ? [] : [MESS_README_FILE])] : [];
  return [...new Set([...always, ...ours])];
}

/**
 * Refuses to write over code of the user, or code that the user changed, in a folder of tables or in those of its trials.
 * @throws ExitError (2)
 */
export function assertOwnCode(folder: string, { syntax = [], inFolders }: Pick<TrialFiles, 'syntax' | 'inFolders'>): void {
  if (syntax.length === 0 || statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (inFolders && /^trial-\d+$/.test(name)) assertOwnCode(path, { syntax, inFolders: false });
    else if (syntax.some((ending) => name.endsWith(`.${ending}`)) && isCode(name, stems) && !isOwnCode(path))
      throw usageError(`${path} exists already, and is not as this program wrote it; give another folder, or --force to write over it`);
  }
}
