import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decoded } from '../../../src/cli/files/input-file.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

/** Commands that read one file. */
const reading = ['describe', 'validate', 'power', 'simulate', 'sample-size', 'analyze', 'report', 'reproduce'];

describe.each(reading)('%s tells in one line, without the words of the machine,', (command) => {
  it.each([
    ['that a file is a folder', folder, 'it is a folder, not a file'],
    ['that there is no file', join(folder, 'absent'), 'there is no such file'],
  ])('one line, without the words of the machine, tells %s', async (_, path, message) => {
    const { exitCode, stdout, stderr } = await run(command, path);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`cannot read ${path}: ${message}`);
    expect(stderr).not.toMatch(/\bE[A-Z]{4,}\b|errno|syscall|\n./);
  });
});

it.each(reading.filter((command) => command !== 'analyze'))('%s tells that a file is not UTF-8', async (command) => {
  const path = file('latin.txt', Buffer.from('a: Präparat\n', 'latin1'));
  const { exitCode, stderr } = await run(command, path);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`cannot read ${path}: expected text in UTF-8, got the byte 0xE4 in line 1 after 'Pr'`);
});

it.each([
  ['', 'an empty file'],
  ['hello there', "text that begins with 'hello there'"],
  ['{"a": 1,\n  "b": }', 'a document with a fault (} where a value, a comma or an end should be)'],
  ['{"a": 1,\n  "b": 2 "c"}', 'something else in line 2, column 10'],
  ['{"a": [1, 2', 'a document that breaks off: is the file whole?'],
  ['\n> crossover-sim@0.1.0 prestart\n> node x\n\n{}', "npm's banner before it: write the file with npm start --silent -- …"],
])('a result file that holds %j is told as %s', async (content, got) => {
  const path = file('result.json', content);
  for (const command of ['report', 'reproduce'])
    expect(await run(command, path)).toMatchObject({ exitCode: 2, stderr: `cannot read ${path}: expected JSON, got ${got}\n` });
});

it('a plan that is no JSON is told likewise', async () => {
  mkdirSync(join(folder, 'run'));
  const path = file('run/plan.json', '{');
  expect((await run('status', join(folder, 'run'))).stderr).toMatch(`cannot read ${path}: expected JSON, got `);
});

it('UTF-16 is named, UTF-8 is read to the last sign', () => {
  expect(() => decoded(new Uint8Array([0xff, 0xfe, 0x41, 0]))).toThrow('got UTF-16: save it as UTF-8');
  expect(decoded(Buffer.from('Präparat ✓ 𝛼'))).toBe('Präparat ✓ 𝛼');
  expect(() => decoded(Buffer.concat([Buffer.from('ä\n\nx '), new Uint8Array([0xfc])]))).toThrow('the byte 0xFC in line 3');
});

it('a text that is no YAML is told at its first places, with how many more there are', async () => {
  const { exitCode, stderr } = await run('validate', 'README.md');
  expect(exitCode).toBe(2);
  const lines = stderr.trimEnd().split('\n');
  expect(lines).toHaveLength(6);
  expect(lines[5]).toMatch(/^README\.md:\d+:\d+ not readable as YAML here and at \d+ more places: is it a scenario\?$/);
});

it('of many problems of a scenario fifty are listed, and the rest counted', async () => {
  const keys = Array.from({ length: 70 }, (_, i) => `key${i}: 1`).join('\n');
  const lines = (await run('validate', file('many.yaml', `model: gaussian\n${keys}\n`))).stderr.trimEnd().split('\n');
  expect([lines.length, lines[50]]).toEqual([51, '… and 20 more']);
});

it('a folder that has to be made for a file is told, since its name may be mistyped', async () => {
  const path = join(folder, 'new', 'inner', 'schema.json');
  const { exitCode, stderr } = await run('schema', '--out', path);
  expect([exitCode, stderr]).toEqual([0, `made the folder ${join(folder, 'new', 'inner')} for ${path}\n`]);
  expect((await run('schema', '--out', path)).stderr).toBe('');
  const trial = join(folder, 'trials', 'mine.yaml');
  expect((await run('init', trial, '--participants', '8')).stderr).toBe(`made the folder ${join(folder, 'trials')} for ${trial}\n`);
});

it('a link that leads nowhere is told, not followed for ever', async () => {
  symlinkSync('nowhere', join(folder, 'link'));
  const { exitCode, stderr } = await run(
    'plan',
    shipped('gaussian-textbook.yaml'),
    '--set',
    'power.truthPatients=100',
    '--out',
    join(folder, 'link'),
  );
  expect([exitCode, stderr]).toEqual([
    2,
    `cannot write ${join(folder, 'link')}: there is a symbolic link of that name that leads nowhere\n`,
  ]);
});
