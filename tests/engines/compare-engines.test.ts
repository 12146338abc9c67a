import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type EngineRun, engineTable, sha256, verdictOf } from './compare-engines.ts';
import type { CaseText } from './engine-cases.ts';
import { type Engine, engines, findEngine } from './engines.ts';
import { runEngine } from './run-engine.ts';
import { servePage } from './serve-page.ts';

const reference: readonly CaseText[] = [
  { name: 'power', text: '{\n  "value": 0.505\n}\n' },
  { name: 'CSV', text: 'trial,value\r\n1,7.962494103332751\r\n' },
];
const run = (texts: readonly CaseText[], engine = 'Bun'): EngineRun => ({ engine, version: '1.4.5', seconds: 1, texts });
const changed = [reference[0], { name: 'CSV', text: reference[1].text.replace('751', '749') }];

const folder = mkdtempSync(join(tmpdir(), 'crossover-engines-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** An empty file that may be executed. */
function programAt(...path: string[]): string {
  const file = join(folder, ...path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  chmodSync(file, 0o755);
  return file;
}

it('an engine that gives the bytes of the reference is the same', () => {
  expect(verdictOf(run(reference), reference, true)).toEqual({ kind: 'same' });
});

it('an engine that differs in one digit fails, with the case, the line and both lines', () => {
  const verdict = verdictOf(run(changed), reference, false);
  const why = 'Bun gives other bytes:\nCSV, line 2: expected "1,7.962494103332751\\r", got "1,7.962494103332749\\r"';
  expect(verdict).toEqual({ kind: 'failed', why });
});

it.each([
  ['ends earlier than', '{\n  "value": 0.505\n}', 'power, line 4: expected "", got nothing'],
  ['goes on after', '{\n  "value": 0.505\n}\n\n', 'power, line 5: expected nothing, got ""'],
])('an engine whose text %s that of the reference fails', (_, text, difference) => {
  const verdict = verdictOf(run([{ name: 'power', text }, reference[1]]), reference, false);
  expect(verdict).toEqual({ kind: 'failed', why: `Bun gives other bytes:\n${difference}` });
});

it('an engine that leaves a case out fails', () => {
  expect(verdictOf(run([reference[0]]), reference, false).kind).toBe('failed');
});

it('an engine that breaks off fails with what it said, required or not', () => {
  const broken: EngineRun = { engine: 'Deno', problem: 'exit code 1: out of memory' };
  expect(verdictOf(broken, reference, false)).toEqual({ kind: 'failed', why: 'Deno: exit code 1: out of memory' });
});

it('an engine that is absent is skipped by name, and fails where it is required', () => {
  const absent: EngineRun = { engine: 'Firefox', missing: 'no firefox' };
  const why = 'Firefox is not there: no firefox';
  expect(verdictOf(absent, reference, false)).toEqual({ kind: 'skipped', why });
  expect(verdictOf(absent, reference, true)).toEqual({ kind: 'failed', why });
});

it('Node.js 20, 22 and 24, Bun and Chromium are required; Deno, Firefox and arm64 are not', () => {
  const names = (required: boolean): string[] => engines.filter((engine) => engine.required === required).map(({ name }) => name);
  expect(names(true)).toEqual(['Node.js 20', 'Node.js 22', 'Node.js 24', 'Bun', 'Chromium']);
  expect(names(false)).toEqual(['Deno', 'Firefox', 'Node.js on arm64']);
});

it('the table has a hash a case, and for every engine whether it is the same, another, or none', () => {
  const table = engineTable(
    [
      run(reference, 'Node.js 22'),
      run(changed),
      { engine: 'Firefox', missing: 'no firefox' },
      { engine: 'Deno', problem: 'ended' },
      run(reference, 'Node.js on arm64'),
    ],
    reference,
  );
  const [head, , power, csv] = table.split('\n');
  expect(head).toBe('| case | SHA-256, first 32 digits | Node.js 1.4.5 | Bun 1.4.5 | Firefox | Deno | Node.js 1.4.5 on arm64 |');
  expect(power).toBe(`| power | \`${sha256(reference[0].text).slice(0, 32)}\` | same | same | skipped | failed | same |`);
  expect(csv).toContain(`| same | \`${sha256(changed[1].text).slice(0, 8)}\` | skipped | failed | same |`);
});

it('an engine is found in the folder that was fetched before it is found among the commands', () => {
  const [bun] = engines.filter(({ name }) => name === 'Bun');
  const path = join(folder, 'commands');
  expect(findEngine(bun, folder, path)).toEqual({ missing: 'no bun/bin/bun, no bun' });
  const command = programAt('commands', 'bun');
  expect(findEngine(bun, folder, path)).toEqual({ command: [command] });
  const fetched = programAt('bun', 'bin', 'bun');
  expect(findEngine(bun, folder, path)).toEqual({ command: [fetched] });
});

it('an engine of another processor needs its emulator and the libraries there', () => {
  const program = programAt('node-arm64', 'bin', 'node');
  const path = join(folder, 'emulators');
  const emulated = (libraries: string): Engine => ({
    name: 'Node.js on arm64',
    required: false,
    runs: 'module',
    places: ['node-arm64/bin/node'],
    emulator: { commands: ['qemu'], libraries },
  });
  expect(findEngine(emulated(folder), folder, path)).toEqual({ missing: 'no qemu' });
  const qemu = programAt('emulators', 'qemu');
  expect(findEngine(emulated(join(folder, 'none')), folder, path)).toEqual({ missing: `no ${join(folder, 'none')}` });
  expect(findEngine(emulated(folder), folder, path)).toEqual({ command: [qemu, '-L', folder, program] });
});

const here: Engine = { name: 'Node.js', required: true, runs: 'module', places: [process.execPath] };
const search = { folder, path: '' };

it('an engine gives the texts of a module that it runs, letters beyond ASCII among them', async () => {
  const cases = `globalThis.engineCases = () => [{ name: 'π', text: 'Φ⁻¹ ≥ 0\\r\\n' }];`;
  const texts = [{ name: 'π', text: 'Φ⁻¹ ≥ 0\r\n' }];
  expect(await runEngine(here, cases, search)).toMatchObject({ engine: 'Node.js', version: process.versions.node, texts });
});

it('an engine that throws, or is of another version than its name says, has a problem', async () => {
  const thrown = await runEngine(here, `throw new Error('no such function');`, search);
  expect(thrown).toMatchObject({ problem: expect.stringContaining('no such function') });
  const other = await runEngine({ ...here, version: '18.' }, '', search);
  expect(other).toEqual({ engine: 'Node.js', problem: `expected 18.x, got ${process.versions.node}` });
});

it('a page sends the texts back, or what kept it from giving them', async () => {
  const send = async (what: 'texts' | 'problem', body: string): Promise<unknown> => {
    const { address, texts, close } = await servePage('export {};');
    const settled = texts.catch((error: Error) => error.message);
    expect(await (await fetch(address)).text()).toContain(`import('/cases.mjs')`);
    expect(await (await fetch(`${address}cases.mjs`)).text()).toBe('export {};');
    await fetch(`${address}${what}`, { method: 'POST', body });
    close();
    return settled;
  };
  expect(await send('texts', JSON.stringify(reference))).toEqual(reference);
  expect(await send('problem', 'TypeError: not a function')).toBe('TypeError: not a function');
});
