import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const textbook = shipped('gaussian-textbook.yaml');
const lean = ['--set', 'power.truthPatients=100', '--workers', '1', '--quiet'];
const few = [...lean, '--replicates', '300'];

type Document = Record<string, unknown>;

/** Runs `power --json` with these words and keeps what it printed, changed where asked. */
async function stored(name: string, words: readonly string[], change?: (document: Document) => void): Promise<string> {
  const { stdout } = await run('power', ...words, '--json');
  const document = JSON.parse(stdout) as Document;
  change?.(document);
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(document));
  return path;
}

const reproduce = (path: string, ...words: string[]) => run('reproduce', path, '--workers', '1', '--quiet', ...words);

describe('a stored result is reproduced to the last bit', () => {
  it.each([
    ['textbook', [textbook, ...few]],
    ['patients', [shipped('williams-2018.yaml'), ...lean, '--replicates', '60', '--set', 'power.maxFailures=1']],
    ['looks', [shipped('williams-2018-interim.yaml'), ...lean, '--replicates', '40', '--set', 'power.maxFailures=1']],
    ['a precision', [textbook, ...lean, '--mcse', '0.01']],
    ['a requirement', [textbook, ...lean, '--require', '0.5']],
    ['two scenarios', [textbook, shipped('null.yaml'), ...lean, '--replicates', '20']],
    ['a sweep', [textbook, ...few, '--vary', 'gaussian.difference=0,4']],
    ['too many failures', [textbook, ...few, '--participants', '2']],
  ])('reproduce gives a stored result to the last bit: %s', async (name, words) => {
    const { exitCode, stdout, stderr } = await reproduce(await stored(name.replaceAll(' ', '-'), words));
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^reproduced: every number is the same\n {2}[\w-]+: \d+ trials, seed /);
  });

  it('reproduce runs a results folder again, with the number of trials that were taken', async () => {
    const out = join(folder, 'out');
    await run('power', textbook, ...lean, '--require', '0.5', '--out', out);
    const { replicates } = JSON.parse(readFileSync(join(out, 'power.json'), 'utf8')) as { replicates: number };
    const { exitCode, stdout } = await reproduce(join(out, 'power.json'));
    expect(exitCode).toBe(0);
    expect(replicates).toBeLessThan(10_000);
    expect(stdout).toContain(`: ${replicates} trials`);
  });
});

describe('what differs is named, with exit code 5', () => {
  it('reproduce names a number that differs, down to its last bit', async () => {
    const path = await stored('last-bit', [textbook, ...few], ({ claim }) => {
      const { power } = claim as { power: { value: number } };
      power.value += Number.EPSILON / 2;
    });
    const { exitCode, stdout } = await reproduce(path);
    expect(exitCode).toBe(5);
    expect(stdout).toMatch(/^not reproduced: one value differs\n {2}claim\.power\.value: stored 0\.\d+, now 0\.\d+\n$/);
  });

  it('reproduce names the first ten differences, and how many more there are', async () => {
    const path = await stored('trials', [textbook, ...few], (document) => void (document.replicates = 299));
    const { exitCode, stdout } = await reproduce(path);
    expect(exitCode).toBe(5);
    expect(stdout.split('\n').filter((line) => line.includes(': stored '))).toHaveLength(10);
    expect(stdout).toMatch(/ {2}… and \d+ more/);
  });

  it('reproduce names a decision that differs, and a cell by its number', async () => {
    const words = [textbook, shipped('null.yaml'), ...lean, '--replicates', '40', '--require', '0.5'];
    const path = await stored('decision', words, ({ cells }) => {
      const [, second] = cells as Document[];
      second.decision = 'met';
    });
    const { exitCode, stdout } = await reproduce(path, '--json');
    expect(exitCode).toBe(5);
    const { reproduced, differences } = JSON.parse(stdout) as { reproduced: boolean; differences: unknown };
    expect([reproduced, differences]).toEqual([false, [{ path: 'cells.1.decision', stored: 'met', now: 'missed' }]]);
  });

  it('reproduce names a study that is not the one that was run, without running it', async () => {
    const path = await stored('study', [textbook, ...few], ({ study }) => void ((study as Document).seed = 'other'));
    const { exitCode, stdout } = await reproduce(path);
    expect(exitCode).toBe(5);
    expect(stdout).toMatch(
      /the study in the file is not the one that was run\n {2}scenario\.hash: stored "[0-9a-f]{64}", now "[0-9a-f]{64}"/,
    );
  });

  it('reproduce names what the file has and the run has not', async () => {
    const path = await stored('more', [textbook, ...few], (document) => void (document.remark = 'good'));
    expect((await reproduce(path)).stdout).toContain('  remark: stored "good", now nothing');
  });
});

it('another version is said and is no difference of numbers', async () => {
  const path = await stored('engine', [textbook, ...few], (document) => {
    document.engine = { version: '0.0.1', streamVersion: 0, fingerprint: 'elsewhere' };
  });
  const { exitCode, stdout } = await reproduce(path);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/\nmade by version 0\.0\.1, this is \d/);
  expect(stdout).toMatch(/\nmade with stream version 0, this has \d/);
});

describe('a file that is no result', () => {
  it.each([
    ['absent.json', undefined, 'cannot read '],
    ['text.json', 'power', 'cannot read '],
    ['list.json', '[1]', 'expected a result of power (power --json, or power.json of --out), got a document without study'],
    ['tornado.json', '{"tornado": {}, "study": {}}', 'got a document of tornado'],
    ['empty.json', '{"cells": []}', 'cells: expected at least one result, got none'],
    ['cell.json', '{"cells": [{"study": 3}]}', 'cells.0: expected a result of power'],
    [
      'trials.json',
      '{"study": {"power": {}}, "scenario": {}, "analyses": {}, "flow": {}, "replicates": -1}',
      'replicates: expected a number of trials, got -1',
    ],
  ])('reproduce refuses a file that is no result: %s', async (name, text, message) => {
    const path = join(folder, name);
    if (text !== undefined) writeFileSync(path, text);
    const { exitCode, stdout, stderr } = await reproduce(path);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
