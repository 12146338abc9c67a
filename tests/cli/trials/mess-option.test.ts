import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, expect, it } from 'vitest';
import { withMess } from '../../../src/cli/trials/mess-option.ts';
import { planTrials, type TrialsRequest } from '../../../src/cli/trials/trials-request.ts';
import { writeTrials } from '../../../src/cli/trials/write-trials.ts';
import type { TrialFiles } from '../../../src/cli/shards/planned-question.ts';
import { ResultsFolder } from '../../../src/cli/shards/results-folder.ts';
import { restoredRows } from '../../../src/data-files/mess/restore-table.ts';
import { scoreCleaning } from '../../../src/data-files/mess/score-cleaning.ts';
import { defectNames } from '../../../src/data-files/mess/defect-kinds.ts';
import type { TrialDates } from '../../../src/data-files/dates/study-calendar.ts';
import { csvText } from '../../../src/data-files/writing/data-table.ts';
import { readStudy } from '../../../src/scenario/index.ts';

const root = mkdtempSync(join(tmpdir(), 'crossover-sim-mess-'));
afterAll(() => rmSync(root, { recursive: true }));

const study = readStudy(`
name: small
design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]], participants: 8 }
analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
`);
const plain: TrialFiles = { format: 'csv', shape: 'long', missed: 'absent', inFolders: false };
const rates = { 'out-of-range': 0.1, 'mixed-encoding': 0.1, 'trailing-blank': 0.1, 'duplicate-visit': 0.1, 'swapped-treatment': 0.5 };

/** Writes three trials into a folder. */
async function written(name: string, request: Partial<TrialsRequest> = {}): Promise<string> {
  const directory = join(root, name);
  await writeTrials({ study, directory, first: 0, trials: 3, truth: false, ...request });
  return directory;
}

const rowsOf = (path: string): string[][] => Papa.parse<string[]>(readFileSync(path, 'utf8').trimEnd()).data;
const dates = { startDate: '2025-01-31', recruitmentRate: 2 };
const mess = (text: string | undefined, files?: TrialFiles, dated?: TrialDates) =>
  withMess({ study, files, dates: dated, items: false }, { mess: text });

it('the key of a folder restores the clean tables of the same trials byte for byte, all in one file or a folder a trial', async () => {
  const clean = await written('clean');
  const messed = await written('messed', { files: { ...plain, mess: rates } });
  const byTrial = await written('clean-folders', { files: { ...plain, inFolders: true } });
  const messedByTrial = await written('messed-folders', { files: { ...plain, inFolders: true, mess: rates } });
  for (const [from, to] of [
    [messed, clean],
    [join(messedByTrial, 'trial-2'), join(byTrial, 'trial-2')],
  ] as const) {
    const key = rowsOf(join(from, 'mess-key.csv'));
    expect(key.length).toBeGreaterThan(50);
    for (const file of ['observations.csv', 'subjects.csv', 'adverse-events.csv', 'guesses.csv', 'participant-flow.csv'])
      expect(csvText(restoredRows(rowsOf(join(from, file)), key, file)), `${from}/${file}`).toBe(readFileSync(join(to, file), 'utf8'));
  }
  const bytes = readFileSync(join(messed, 'observations.csv'));
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
  expect(readFileSync(join(messed, 'mess-readme.txt'), 'utf8')).toContain(
    `${rowsOf(join(messed, 'mess-key.csv')).length - 1} defects were planted`,
  );
});

it('parts of a long run give the same messed tables and the same key', async () => {
  const request = { study, first: 0, trials: 3, truth: false, files: { ...plain, mess: rates } };
  const whole = await written('whole', request);
  const directory = join(root, 'parts');
  ResultsFolder.prepare(directory, planTrials({ ...request, directory }, 2));
  await writeTrials({ ...request, directory, resume: true });
  for (const file of ['observations.csv', 'mess-key.csv', 'mess-readme.txt'])
    expect(readFileSync(join(directory, file)).equals(readFileSync(join(whole, file))), file).toBe(true);
});

it('key and readme of an earlier run go where no defects are planted', async () => {
  const folder = await written('twice', { files: { ...plain, mess: rates } });
  expect(existsSync(join(folder, 'mess-readme.txt'))).toBe(true);
  await written('twice');
  expect(['mess-key.csv', 'mess-readme.txt'].filter((file) => existsSync(join(folder, file)))).toEqual([]);
});

it('the key names files with the ending that they have', async () => {
  const folder = await written('tsv', { files: { ...plain, format: 'tsv', mess: rates } });
  expect(readFileSync(join(folder, 'mess-key.tsv'), 'utf8')).toMatch(/\tobservations\.tsv\t/);
});

it('kinds without a place are left out where one rate is for all, and refused where they are named', () => {
  expect(Object.keys(mess('0.1')?.mess ?? {})).not.toContain('impossible-date');
  expect(mess('0.1,fractional=0')?.mess).not.toHaveProperty('fractional');
  expect(() => mess('impossible-date=0.1')).toThrow('--mess impossible-date: no table has dates without --start-date');
  expect(Object.keys(mess('0.1', undefined, dates)?.mess ?? {})).toEqual(defectNames);
  expect(() => mess('mixed-encoding=0.1', { ...plain, format: 'parquet' })).toThrow('files of parquet hold no bytes of another encoding');
  expect(() => mess('trailing-blank=0.1', { ...plain, format: 'sav' })).toThrow('--mess trailing-blank: texts of sav are filled up');
  expect(mess('0.1', { ...plain, format: 'sav' })?.mess).not.toHaveProperty('trailing-blank');
  expect(mess('0.1', { ...plain, format: 'dta' })?.mess).toHaveProperty('trailing-blank');
  expect(() => mess('swapped-treatment=0.1', { ...plain, shape: 'participant' })).toThrow('no table has rows per participant and period');
  expect(mess(undefined)).toBeUndefined();
});

it('impossible and ambiguous dates are planted where there are dates, restored by the key, and scored', async () => {
  const files = { ...plain, mess: { 'impossible-date': 0.1, 'ambiguous-date': 0.2 } };
  const [clean, messed] = [await written('dated', { dates }), await written('dated-mess', { dates, files })];
  const key = rowsOf(join(messed, 'mess-key.csv'));
  const kinds = new Set<string>();
  for (const file of ['observations.csv', 'subjects.csv', 'adverse-events.csv']) {
    const [sound, planted] = [rowsOf(join(clean, file)), rowsOf(join(messed, file))];
    const own = key.filter((entry) => entry[1] === file);
    for (const [, , line, , , , , column, kind, trueValue, plantedValue] of own) {
      kinds.add(`${kind} ${column}`);
      expect(planted[Number(line) - 1][planted[0].indexOf(column)]).toBe(plantedValue);
      const [year, month, day] = trueValue.split('-');
      if (kind === 'ambiguous-date') expect([`${day}/${month}/${year}`, `${month}/${day}/${year}`]).toContain(plantedValue);
      else expect(plantedValue).toMatch(/-13-\d\d$|-32$|-02-30$/);
    }
    expect(restoredRows(planted, key, file)).toEqual(sound);
    const left = scoreCleaning(planted, planted, key, file);
    const restored = scoreCleaning(planted, sound, key, file);
    for (const kind of ['impossible-date', 'ambiguous-date']) {
      const count = own.filter((entry) => entry[8] === kind).length;
      if (count === 0) continue;
      expect(left.kinds.find((each) => each.kind === kind)).toMatchObject({ left: count, restored: 0 });
      expect(restored.kinds.find((each) => each.kind === kind)).toMatchObject({ left: 0, restored: count });
    }
  }
  expect([...kinds].filter((each) => !/ (?:date|(?:onset|end|randomised|last_contact)_date)$/.test(each))).toEqual([]);
  expect([...kinds]).toEqual(expect.arrayContaining(['impossible-date date', 'ambiguous-date date', 'impossible-date randomised_date']));
});

it('a workbook that the clean rows just fill is refused with rows that are there twice', async () => {
  const each = rowsOf(join(await written('room', { trials: 1, files: { ...plain, missed: 'rows' } }), 'observations.csv')).length - 1;
  const trials = Math.floor(1_048_575 / each);
  const files = { ...plain, format: 'xlsx', mess: { 'duplicate-visit': 0.1 } };
  await expect(written('full', { trials, files })).rejects.toThrow(/observations of \d+ trials may have/);
});

it('the data package gives no values for a column with defects', async () => {
  const fields = (folder: string): { readonly name: string; readonly constraints?: object }[] => {
    const { resources } = JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8')) as {
      readonly resources: readonly { readonly schema: { readonly fields: { readonly name: string }[] } }[];
    };
    return resources.flatMap(({ schema }) => schema.fields);
  };
  const listed = (folder: string): string[] => fields(folder).flatMap(({ name, constraints }) => (constraints === undefined ? [] : [name]));
  expect(listed(await written('listed'))).toContain('sex');
  expect(listed(await written('not-listed', { files: { ...plain, mess: { 'trailing-blank': 0.1 } } }))).not.toContain('sex');
});

it.each([
  ['2', undefined, '--mess: expected a rate from 0 to 1, got 2'],
  ['duplicates=0.1', undefined, '--mess: unknown kind of defect duplicates; did you mean duplicate-visit?'],
  ['0.1', { ...plain, file: 'trials.csv' }, '--mess: expected a folder as --out, got trials.csv'],
])('--mess %s is refused with what was expected', (text, files, message) => {
  expect(() => mess(text, files)).toThrow(message);
});
