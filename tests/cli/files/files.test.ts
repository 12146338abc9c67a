import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const textbook = shipped('gaussian-textbook.yaml');
const williams = shipped('williams-2018.yaml');
const tables = [
  'observations.csv',
  'subjects.csv',
  'adverse-events.csv',
  'participant-flow.csv',
  'guesses.csv',
  'dictionary.csv',
  'truth.csv',
];
/** What simulate writes beside the tables. */
const written = [...tables, 'SHA256SUMS', 'datapackage.json'];

async function simulated(name: string, ...words: string[]): Promise<Record<string, string>> {
  const out = join(folder, name);
  const { exitCode, stdout } = await run('simulate', williams, '--truth', '--out', out, ...words);
  expect(exitCode).toBe(0);
  expect(stdout.trimEnd().split('\n').sort()).toEqual(written.map((file) => join(out, file)).sort());
  expect(readdirSync(out).sort()).toEqual([...written].sort()); // nothing temporary is left
  return Object.fromEntries(tables.map((table) => [table, readFileSync(join(out, table), 'utf8')]));
}

it('one seed gives the same bytes, another seed other ones', async () => {
  const first = await simulated('a', '--trials', '2');
  expect(await simulated('b', '--trials', '2')).toEqual(first);
  const other = await simulated('c', '--trials', '2', '--seed', 'other');
  for (const table of ['observations.csv', 'subjects.csv', 'truth.csv']) expect(other[table]).not.toBe(first[table]);
  expect(other['dictionary.csv']).toBe(first['dictionary.csv']);
});

it('the truth and the items of an earlier run do not stay beside other trials', async () => {
  await simulated('again');
  const out = join(folder, 'again');
  writeFileSync(join(out, 'notes.csv'), 'mine');
  expect((await run('simulate', williams, '--seed', 'other', '--out', out)).exitCode).toBe(0);
  expect(readdirSync(out).sort()).toEqual([...written.filter((file) => file !== 'truth.csv'), 'notes.csv'].sort());
});

it('trial r alone is trial r among many', async () => {
  const many = (await simulated('many', '--trials', '3'))['observations.csv'].split('\r\n');
  const alone = (await simulated('alone', '--replicate', '2'))['observations.csv'].split('\r\n');
  expect(many.filter((line) => line.startsWith('3,')).map((line) => line.replace(/^3,/, '1,'))).toEqual(alone.slice(1, -1));
});

it('tables are RFC 4180: CRLF at every end of line, the same number of fields in every row, the header of the interface', async () => {
  for (const [table, text] of Object.entries(await simulated('rfc'))) {
    expect(text.replaceAll('\r\n', ''), table).not.toMatch(/[\r\n]/);
    expect(text.endsWith('\r\n'), table).toBe(true);
    const { data, errors } = Papa.parse<string[]>(text.trimEnd());
    expect([table, errors, new Set(data.map((row) => row.length)).size]).toEqual([table, [], 1]);
    if (table === 'observations.csv') {
      expect(data[0].join()).toBe('trial,subject,sequence,period,treatment,visit,hours,endpoint,value');
      expect(data.slice(1).every(([, , , , , , hours, , value]) => Number.isFinite(Number(hours)) && value !== '')).toBe(true);
    }
  }
});

it('what cannot be written is one message, and nothing is left behind', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, 'kept');
  const before = readdirSync(folder);
  for (const words of [
    ['simulate', textbook, '--out', join(file, 'below')],
    ['simulate', textbook, '--out', file],
    ['schema', '--out', join(file, 'schema.json')],
    ['init', join(file, 'trial.yaml')],
    ['power', textbook, '--replicates', '10', '--workers', '1', '--quiet', '--out', join(file, 'below')],
  ]) {
    const { exitCode, stderr } = await run(...words);
    expect([words[0], exitCode]).toEqual([words[0], 2]);
    expect(stderr).toMatch(/^cannot write .*\n$/);
  }
  expect(readdirSync(folder)).toEqual(before);
  expect(readFileSync(file, 'utf8')).toBe('kept');
});

it('init writes a scenario that is valid, never over an existing file, and refuses impossible numbers', async () => {
  const file = join(folder, 'my-trial.yaml');
  expect(await run('init', file, '--participants', '24', '--difference', '3', '--sd', '4')).toMatchObject({ exitCode: 0, stderr: '' });
  expect((await run('validate', file)).exitCode).toBe(0);
  const written = readFileSync(file, 'utf8');
  expect(written).toContain('participants: 24');
  const again = await run('init', file);
  expect([again.exitCode, again.stderr]).toEqual([2, `${file} exists already; give another name, or --force to write over it\n`]);
  expect(readFileSync(file, 'utf8')).toBe(written);
  for (const [option, value] of [
    ['--participants', 'many'],
    ['--participants', '-3'],
    ['--sd', '-1'],
    ['--difference', '1e300'],
  ]) {
    const { exitCode, stderr } = await run('init', join(folder, 'never.yaml'), option, value);
    expect([option, exitCode]).toEqual([option, 2]);
    expect(stderr).toMatch(new RegExp(`^${option}: expected [^\n]*\n$`));
  }
  expect(existsSync(join(folder, 'never.yaml'))).toBe(false);
});

it('the dictionary has every column of every table written, in order, and no other', async () => {
  const items = ['--items', '--set', 'measurement.mode=items'];
  for (const words of [[], ['--truth'], [...items, '--truth']]) {
    const out = join(folder, `dictionary-${words.length}`);
    expect((await run('simulate', williams, '--participants', '2', '--out', out, ...words)).exitCode).toBe(0);
    const rowsOf = (table: string): string[][] => Papa.parse<string[]>(readFileSync(join(out, table), 'utf8').trimEnd()).data;
    const described = rowsOf('dictionary.csv').slice(1);
    const known = (table: string): string[] =>
      described.filter(([file, column]) => file === table && !column.startsWith('endpoint=')).map(([, column]) => column);
    const others = readdirSync(out).filter((file) => file.endsWith('.csv') && file !== 'dictionary.csv');
    for (const table of others) expect(known(table), table).toEqual(rowsOf(table)[0]);
    expect([...new Set(described.map(([file]) => file))].sort()).toEqual(others.sort());
  }
});
