import { readdirSync, rmdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
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
import { CHECKSUMS_FILE, checksumsText, type FileChecksum, namesWithChecksums } from '../files/checksums.ts';
import type { OutputFile } from '../files/output-file.ts';
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

/** What changes beside the tables of a run in its folder, and in those of trials, of which an earlier run may have had more. */
export interface ChangesBeside {
  /** Texts of the files of checksums, by their folders. */
  readonly checksums: ReadonlyMap<string, string>;
  /** Files that an earlier run left of tables that this one does not write: they speak of other trials. */
  readonly gone: readonly string[];
  /** Folders of trials in which nothing is left. */
  readonly emptied: readonly string[];
}

/** @param files  all that are written, in the folder of the run and in those of its trials */
export function changesBeside(folder: string, outputs: TrialOutputs, files: readonly OutputFile[]): ChangesBeside {
  const hasFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  const earlier = hasFolder ? readdirSync(folder).filter((name) => /^trial-\d+$/.test(name)) : [];
  const sums = checksumsByFolder(files, folder);
  const checksums = new Map<string, string>();
  const gone: string[] = [];
  const emptied: string[] = [];
  for (const place of new Set([...sums.keys(), ...earlier.map((name) => join(folder, name))])) {
    const written = sums.get(place) ?? [];
    const stale = staleIn(place, outputs, place === folder).filter((name) => !written.some((file) => file.name === name));
    gone.push(...stale.map((name) => join(place, name)));
    if (written.length === 0 && stale.length === 0) continue;
    const text = checksumsText(place, written, stale);
    if (text !== '') checksums.set(place, text);
    else {
      gone.push(join(place, CHECKSUMS_FILE));
      emptied.push(place);
    }
  }
  return { checksums, gone, emptied };
}

/** Names of tables and their code of an earlier run. @param isRun  whether the folder is that of the run, in which some names are always those of the program */
function staleIn(folder: string, outputs: TrialOutputs, isRun: boolean): string[] {
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

/** The checksums of files, by their folders. */
export function checksumsByFolder(files: readonly OutputFile[], first: string): Map<string, FileChecksum[]> {
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
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
