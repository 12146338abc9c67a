import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'report-'));
const result = join(folder, 'power.json');

/** What a command printed that ends well. */
async function program(...words: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await run(...words);
  expect(exitCode, stderr).toBe(0);
  return stdout;
}

beforeAll(async () => {
  const quick = ['--replicates', '200', '--workers', '1', '--set', 'power.truthPatients=500'];
  writeFileSync(result, await program('power', 'scenarios/gaussian-textbook.yaml', ...quick, '--json', '--quiet'));
});

describe('report', () => {
  const figures = join(folder, 'figures');
  let text = '';
  let document: ReturnType<typeof parseHTML>['document'];
  beforeAll(async () => {
    await program('report', result, '--figures', figures, '--workers', '1', '--quiet');
    text = readFileSync(join(folder, 'power.html'), 'utf8');
    ({ document } = parseHTML(text));
  });

  it('the report is one file under 2 MB that loads nothing', () => {
    expect(text.length).toBeLessThan(2_000_000);
    expect(text).not.toMatch(/<script|<link[^>]+href="http|src="http|@import/);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  it('the report has its sections in the order a protocol reader asks', () => {
    const sectionsIn = (part: string): string[] => [...document.querySelectorAll(`main > ${part} > section`)].map(({ id }) => id);
    expect(sectionsIn('.front')).toEqual(['answer', 'design', 'power-curve', 'sensitivity', 'limits']);
    expect(sectionsIn('.body')).toEqual(['operating-characteristics', 'protocol', 'flow', 'estimates', 'patients']);
    expect(sectionsIn('details#appendix')).toEqual(['assumptions', 'other-estimates', 'ademp', 'reproduce', 'r-code']);
    expect(document.querySelectorAll('section')).toHaveLength(15);
  });

  it('the report answers with the stored power and its Monte-Carlo error', () => {
    const { claim } = JSON.parse(readFileSync(result, 'utf8')) as { claim: { power: { value: number; mcse: number } } };
    expect(document.querySelector('.answer')?.textContent).toMatch(
      new RegExp(`^Power is ${(100 * claim.power.value).toFixed(1)} %: .*95 % Monte-Carlo interval `, 's'),
    );
  });

  it('the report gives every picture a text and a table, and the same pictures as files', () => {
    const drawn = [...document.querySelectorAll('figure')];
    for (const figure of drawn) {
      expect(figure.querySelector('svg')?.getAttribute('aria-label')?.length).toBeGreaterThan(40);
      expect(figure.querySelectorAll('details tbody tr').length).toBeGreaterThan(0);
    }
    const names = drawn.map(({ id }) => id.replace('figure-', ''));
    expect(names.length).toBeGreaterThan(5);
    expect(new Set(names).size).toBe(names.length);
    expect(
      readdirSync(figures)
        .filter((name) => name.endsWith('.svg'))
        .sort(),
    ).toEqual(names.map((name) => `${name}.svg`).sort());
  });
});

it.each([
  ['a file that is no result', '{"a": 1}', 'expected a result of power'],
  ['no JSON', 'hello', 'cannot read'],
])('report refuses %s in one line', async (_, content, message) => {
  const path = join(folder, 'other.json');
  writeFileSync(path, content);
  const { exitCode, stderr } = await run('report', path);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('    at ');
  expect(existsSync(join(folder, 'other.html'))).toBe(false);
});

it('report refuses a result whose study was changed afterwards', async () => {
  const path = join(folder, 'changed.json');
  writeFileSync(path, readFileSync(result, 'utf8').replace('"difference": 4', '"difference": 9'));
  const { exitCode, stderr } = await run('report', path);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('scenario.hash');
});

it('the report is written by power --report too, with the scenario’s own sources, the commands that were given, and guesses under Blinding', async () => {
  const path = join(folder, 'own.html');
  const quick = ['--replicates', '50', '--set', 'power.truthPatients=300', '--set', 'power.maxFailures=1', '--workers', '1', '--quiet'];
  const printed = await program('power', 'scenarios/williams-2018.yaml', ...quick, '--json', '--report', path);
  expect((JSON.parse(printed) as { replicates: number }).replicates).toBe(50);
  const { document } = parseHTML(readFileSync(path, 'utf8'));
  expect(document.querySelector('#reproduce pre')?.textContent).toContain('scenarios/williams-2018.yaml --set power.truthPatients=300');
  const row = [...document.querySelectorAll('#assumptions tbody tr')].find((each) => each.textContent.includes('design.washoutDays'));
  expect(row?.querySelector('a')?.textContent).toBe('NCT02911597');
  const pictures = [...document.querySelectorAll('figure')].map(({ id }) => id).filter((id) => /belief|guesses/.test(id));
  expect(pictures).toEqual(['figure-belief', 'figure-guesses-pretreatment']);
  expect([...document.querySelectorAll('#blinding figure')].map(({ id }) => id)).toEqual(pictures);
});

it('the report draws a tornado that the result holds, and lists those assumptions first', async () => {
  const path = join(folder, 'tornado.json');
  const end = (value: number, power: number) => ({ value, power: { value: power, mcse: 0.01 } });
  const bars = [
    { path: 'gaussian.sdBetween', unit: 'points', low: end(4, 0.9), high: end(6, 0.9), swing: { value: 0, mcse: 0.01 } },
    { path: 'gaussian.sdWithin', unit: 'points', low: end(4, 0.99), high: end(6, 0.7), swing: { value: -0.29, mcse: 0.01 } },
  ];
  const stored = JSON.parse(readFileSync(result, 'utf8')) as Record<string, unknown>;
  writeFileSync(path, JSON.stringify({ ...stored, tornado: { base: { value: 0.9, mcse: 0.01 }, target: 0.8, bars } }));
  await program('report', path, '--workers', '1', '--quiet');
  const { document } = parseHTML(readFileSync(join(folder, 'tornado.html'), 'utf8'));
  expect(document.querySelector('#tornado svg')).not.toBeNull();
  const named = [...document.querySelectorAll('#sensitivity li')].map(({ textContent }) => textContent);
  expect(named[0]).toMatch(/\(gaussian\.sdWithin\): power 0\.990 ± 0\.010 at 4, 0\.700 ± 0\.010 at 6 points\./);
  expect(named).toHaveLength(2);
  const first = [...document.querySelectorAll('#assumptions tbody th')].slice(0, 2).map((cell) => cell.textContent);
  expect(first).toEqual(['gaussian.sdWithin', 'gaussian.sdBetween']);
});

it('report says that of several results it reports the first', async () => {
  const path = join(folder, 'cells.json');
  const stored = JSON.parse(readFileSync(result, 'utf8')) as Record<string, unknown>;
  writeFileSync(
    path,
    JSON.stringify({
      cells: [
        { set: {}, ...stored },
        { set: {}, ...stored },
      ],
    }),
  );
  const { exitCode, stderr } = await run('report', path, '--workers', '1');
  expect(exitCode).toBe(0);
  expect(stderr).toContain('holds 2 results; the report is of the first');
});

it('report of a sweep draws the settings that have a power, and leaves out those where too many analyses failed', async () => {
  const path = join(folder, 'sweep.json');
  const quick = ['--replicates', '60', '--workers', '1', '--set', 'power.truthPatients=100', '--json', '--quiet'];
  const printed = await run('power', 'scenarios/gaussian-textbook.yaml', '--vary', 'design.participants=2,12,20', ...quick);
  const { cells } = JSON.parse(printed.stdout) as { cells: { claim: { power: unknown } }[] };
  expect(cells.map(({ claim }) => claim.power === null)).toEqual([true, false, false]);
  writeFileSync(path, printed.stdout);
  await program('report', path, '--quiet');
  const { document } = parseHTML(readFileSync(join(folder, 'sweep.html'), 'utf8'));
  expect([...document.querySelectorAll('#figure-sweep tbody th')].map(({ textContent }) => textContent)).toEqual(['12', '20']);
});

it('a report and a protocol of an earlier result name the program that made it, and a warning says whose the pictures are', async () => {
  const old = join(folder, 'old.json');
  const stored = JSON.parse(readFileSync(result, 'utf8')) as Record<string, unknown>;
  writeFileSync(old, JSON.stringify({ ...stored, engine: { version: '0.0.9', streamVersion: 1, fingerprint: '456ed403019ec65f' } }));
  const protocol = join(folder, 'old.md');
  const { exitCode, stderr } = await run('report', old, '--protocol', protocol, '--workers', '1');
  expect(exitCode, stderr).toBe(0);
  expect(stderr).toContain('is of crossover-sim 0.0.9, stream version 1: the pictures of trials are simulated by this program');
  const rows = [...parseHTML(readFileSync(join(folder, 'old.html'), 'utf8')).document.querySelectorAll('#reproduce tr')];
  const value = (name: string): string | undefined =>
    rows.find(({ firstElementChild }) => firstElementChild?.textContent === name)?.lastElementChild?.textContent;
  expect([value('crossover-sim'), value('stream version')]).toEqual(['0.0.9', '1']);
  expect(value('trials of the pictures')).toMatch(/^simulated again by crossover-sim \d+\.\d+\.\d+, stream version 2$/);
  expect(readFileSync(protocol, 'utf8')).toContain('Simulated with crossover-sim 0.0.9,');
});
