import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { methods } from '../../../src/analysis/index.ts';
import type { BuiltProgram } from '../support/built-program.ts';
import { type Cases, Draws } from '../support/cases.ts';
import { HostedProgram } from '../support/hosted.ts';
import { faultOf } from '../support/judge.ts';
import { writeScenarios } from '../support/small-scenarios.ts';

/** Tables to begin with, and how they are analysed. */
const tables: readonly { readonly file: string; readonly words: readonly string[] }[] = [
  { file: 'trials/observations.csv', words: ['--endpoint', 'hamd17', '--visit', 'day1'] },
  { file: 'normal/observations.csv', words: ['--trial', '1'] },
  { file: 'trials/guesses.csv', words: [] },
];

/** What may stand in a cell that was not made for it. */
const cells = [
  ...['', ' ', 'NA', 'NaN', 'Infinity', '-Infinity', '1e308', '-1e308', '5e-324', '1e999', '0', '-0', '1,5', '"1,5"', '"', '""', '"a', 'a"b', "'", '\\', '\t'],
  ...['=1+1', '+1', '-1', '@x', '\u0000', '\u001b[31m', '\ud83d\ude00', '\ufeff', '\u202e', 'null', 'undefined', '__proto__', 'constructor', 'true', '0x1f', '1_0', '٣'],
  ...['placebo', 'naltrexone', 'x'.repeat(10_000), '9007199254740993', '1.', '.5', '1e-400', '2024-01-01', '1;2', '<b>', '${x}', '%s', '\r', '12 points'],
];

type Table = string[][];
type Change = (draws: Draws, table: Table) => void;

const changes: readonly Change[] = [
  (draws, table) => void Array.from({ length: 1 + draws.below(5) }, () => (anyRow(draws, table)[draws.below(8)] = draws.of(cells))),
  (draws, table) => eachRow(table, (row) => void (row[draws.below(1)] = row[0])) ?? spoilColumn(draws, table, draws.of(cells)),
  (draws, table) => void table.splice(1 + draws.below(table.length - 1), 1 + draws.below(table.length)),
  (draws, table) => void table.splice(draws.below(table.length), 0, [...anyRow(draws, table)]),
  (draws, table) => void (table[0][draws.below(table[0].length)] = draws.of([...cells, ...table[0]])),
  (draws, table) => dropColumn(table, draws.below(table[0].length)),
  (draws, table) => eachRow(table, (row) => void row.push(draws.of(cells))),
  (draws, table) => void table.sort(() => draws.between(-1, 1)),
  (draws, table) => void anyRow(draws, table).splice(draws.below(4), 1),
  (draws, table) => scaleValues(table, draws.of([1e300, 1e-300, 0, -1, 1e15, NaN])),
  (_, table) => void (table.length = 1),
  (_, table) => void (table.length = 0),
  (draws, table) => void (table.length = Math.min(table.length, 2 + draws.below(12))),
];

const anyRow = (draws: Draws, table: Table): string[] => (table.length === 0 ? [] : draws.of(table));

function eachRow(table: Table, change: (row: string[]) => void): void {
  for (const row of table) change(row);
}

function spoilColumn(draws: Draws, table: Table, cell: string): void {
  const column = draws.below(table[0]?.length ?? 1);
  for (const row of table.slice(1)) row[column] = cell;
}

function dropColumn(table: Table, column: number): void {
  for (const row of table) row.splice(column, 1);
}

function scaleValues(table: Table, factor: number): void {
  for (const row of table.slice(1)) row.forEach((cell, i) => (row[i] = /^-?\d+\.\d+$/.test(cell) ? String(Number(cell) * factor) : cell));
}

type Bytes = (draws: Draws, text: string) => Uint8Array;

/** How a table may come to be bytes. */
const bytesOf: readonly Bytes[] = [
  (_, text) => Buffer.from(text),
  (_, text) => Buffer.from(text),
  (_, text) => Buffer.from(text.replaceAll('\n', '\r\n')),
  (_, text) => Buffer.from(text.replaceAll('\n', '\r')),
  (_, text) => Buffer.from(text.replaceAll(',', ';')),
  (_, text) => Buffer.from(text.replaceAll(',', '\t')),
  (_, text) => Buffer.from(`\ufeff${text}`),
  (_, text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  (_, text) => Buffer.from(text, 'latin1'),
  (draws, text) => Buffer.from(text).subarray(0, draws.below(text.length + 1)),
  (draws, text) => spoilt(draws, Buffer.from(text)),
  (draws, text) => Buffer.from(text.replaceAll(/\n/g, () => (draws.chance(0.01) ? '\n\n' : '\n'))),
];

function spoilt(draws: Draws, bytes: Buffer): Buffer {
  if (bytes.length > 0) for (let i = draws.below(4); i >= 0; i--) bytes[draws.below(bytes.length)] = draws.below(256);
  return bytes;
}

/** Tables of data with every kind of fault through `analyze` and its methods. */
export async function hostileCsvs(program: BuiltProgram, cases: Cases): Promise<void> {
  const hosted = new HostedProgram(program);
  const folder = program.folder('csvs');
  let succeeded = 0;
  try {
    writeScenarios(folder);
    for (const name of ['clinical', 'normal'])
      await hosted.run(['simulate', `${name}.yaml`, '--out', name === 'clinical' ? 'trials' : name, '--quiet'], folder);
    const texts = tables.map(({ file }) => readFileSync(join(folder, file), 'utf8'));
    for (const number of cases.numbers()) {
      const draws = new Draws(cases.seed, 'csvs', number);
      const which = draws.below(tables.length);
      const bytes = changed(draws, texts[which]);
      writeFileSync(join(folder, 'hostile.csv'), bytes);
      const method = which < 2 && draws.chance(0.7) ? ['--method', draws.of(Object.keys(methods))] : [];
      const form = draws.of([['--json'], ['--details'], ['--r'], []]);
      const ended = await hosted.run(['analyze', 'hostile.csv', ...tables[which].words, ...method, ...form], folder);
      if (ended.exitCode === 0) succeeded++;
      const why = faultOf(ended, bytes.toString('utf8').slice(0, 100_000));
      if (why !== undefined)
        cases.fail({ number, why, how: `${[tables[which].file, ...method, ...form].join(' ')}\n${ended.stderr.slice(-500)}` });
    }
  } finally {
    hosted.close();
  }
  cases.notes.push(`${succeeded} ended with 0`);
}

function changed(draws: Draws, text: string): Buffer {
  const table = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  for (let times = draws.of([0, 1, 1, 1, 2]); times > 0 && table.length > 1; times--) draws.of(changes)(draws, table);
  const bytes = draws.chance(0.6) ? bytesOf[0] : draws.of(bytesOf);
  return Buffer.from(bytes(draws, `${table.map((row) => row.join(',')).join('\n')}\n`));
}
