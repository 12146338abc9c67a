import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

interface Parameter {
  readonly path: string;
  readonly value: unknown;
  readonly source: string;
  readonly origin: string;
}
interface Described {
  readonly parameters: readonly Parameter[];
  readonly sources: Readonly<Record<string, number>>;
}

const variant = join(folder, 'mine.yaml');
const lean = ['power.replicates=50', 'power.truthPatients=300', 'power.maxFailures=1'].flatMap((change) => ['--set', change]);
const quick = [...lean, '--workers', '1', '--quiet'];
const changes = ['--participants', '16', '--set', 'response.opioidDependence=0.28'];

beforeAll(() => {
  writeFileSync(
    variant,
    `extends: ${shipped('williams-2018.yaml')}\nname: mine\ndesign:\n  washoutDays: 21\nmissingness:\n  betweenPeriods: 0.143\n`,
  );
});

/** Rows of the report's table of assumptions: path, value, unit, source, origin, meaning. */
function assumptions(file: string): { rows: string[][]; section: string; text: string } {
  const { document } = parseHTML(readFileSync(file, 'utf8'));
  const rows = [...document.querySelectorAll('#assumptions tbody tr')].map((row) =>
    [...row.querySelectorAll('th, td')].map((cell) => cell.textContent),
  );
  return {
    rows,
    section: document.querySelector('#assumptions')?.textContent ?? '',
    text: document.querySelector('main')?.textContent ?? '',
  };
}

async function described(...words: string[]): Promise<Described> {
  return JSON.parse((await run('describe', ...words, '--json')).stdout) as Described;
}

describe('a variant with an own washout, own numbers on the command line, and the rest inherited', () => {
  it('describe says who set each value and cites nobody for it', async () => {
    const { parameters } = await described(variant, ...changes);
    const standing = (path: string): unknown[] => {
      const parameter = parameters.find((each) => each.path === path);
      return [parameter?.value, parameter?.source, parameter?.origin];
    };
    expect(standing('design.washoutDays')).toEqual([21, 'set here, no source given', `${variant}:4`]);
    expect(standing('design.participants')).toEqual([16, 'set here, no source given', '--participants']);
    expect(standing('response.opioidDependence')).toEqual([0.28, 'set here, no source given', '--set']);
    expect(standing('missingness.betweenPeriods')).toEqual([0.143, 'williams-2018', `${variant}:6`]);
    expect(standing('design.leadMinutes')).toEqual([45, 'NCT02911597', expect.stringMatching(/williams-2018\.yaml:\d+$/)]);
    const { stdout } = await run('describe', variant, ...changes);
    expect(stdout).toMatch(/design\.washoutDays +21 +days +set here, no source given +\S+mine\.yaml:4/);
  });

  /** A number as the report prints it: a true minus, four significant digits where it has more than six. */
  const printed = (value: unknown): string => {
    if (typeof value !== 'number') return String(value);
    const isLong = Number(value.toPrecision(6)) !== value;
    return String(isLong ? Number(value.toPrecision(4)) : value).replace('-', '−');
  };

  it('the report, from the run and from the stored result, shows the same table and the same counts as describe', async () => {
    const html = join(folder, 'mine.html');
    const out = join(folder, 'out');
    expect((await run('power', variant, ...quick, ...changes, '--report', html, '--out', out)).exitCode).toBe(0);
    const words = [...lean, ...changes];
    const { parameters, sources } = await described(variant, ...words);
    const { stdout } = await run('describe', variant, ...words);
    const counted = /^\d+ values: .*\.$/m.exec(stdout)?.[0] ?? 'no counts';
    const again = join(folder, 'again.html');
    expect((await run('report', join(out, 'power.json'), '--out', again, '--workers', '1')).exitCode).toBe(0);
    for (const file of [html, again]) {
      const { rows, section, text } = assumptions(file);
      const shown = rows.map(([path, value, , source, origin]) => [path, value, source, origin].join('\n'));
      const expected = parameters.map(({ path, value, source, origin }) => [path, printed(value), source, origin].join('\n'));
      expect(shown.sort()).toEqual(expected.sort());
      expect(section).toContain(counted);
      const unsupported = sources.assumed + sources['no source'] + sources.borrowed;
      expect(text).toContain(`${unsupported} of ${parameters.length} values have no source of their own.`);
    }
    expect(readFileSync(again, 'utf8')).not.toContain('does not hold where its values come from');
  });

  it('the stored result of a sweep, a merge and a comparison say who set what', async () => {
    const textbook = shipped('gaussian-textbook.yaml');
    const swept = await run('power', textbook, '--vary', 'gaussian.difference=2,4', '--replicates', '100', '--json', '--quiet');
    const { cells } = JSON.parse(swept.stdout) as { cells: { origins: Record<string, unknown> }[] };
    expect(cells.map(({ origins }) => origins['gaussian.difference'])).toEqual([
      { setBy: '--vary' },
      { setBy: '--vary', source: 'assumed' },
    ]);
    const parts = join(folder, 'parts');
    await run('plan', textbook, '--set', 'gaussian.sdWithin=6', '--replicates', '1000', '--shard-trials', '1000', '--out', parts);
    await run('run-shard', parts, '0');
    const merged = JSON.parse((await run('merge', parts, '--json')).stdout) as { origins: Record<string, unknown> };
    expect(merged.origins['gaussian.sdWithin']).toEqual({ setBy: '--set' });
    const designs = [shipped('designs/randomised-crossover.yaml'), shipped('designs/fixed-order.yaml')];
    const worlds = ['--worlds', shipped('worlds/carry-over.yaml'), shipped('worlds/no-block.yaml')];
    const html = join(folder, 'compared.html');
    expect((await run('compare', ...designs, ...worlds, ...quick, '--report', html)).exitCode).toBe(0);
    const washouts = assumptions(html).rows.filter(([path]) => path === 'design.washoutDays');
    expect(washouts.map(([, value, , source, origin]) => [value, source, origin.replace(/^.*scenarios\//, '')])).toEqual([
      ['7', 'assumed', expect.stringMatching(/^worlds\/carry-over\.yaml:\d+ \(world carry-over\)$/)],
      ['30', 'NCT02911597', expect.stringMatching(/^williams-2018\.yaml:\d+ \(world no-block\)$/)],
    ]);
  });
});

it('a result that does not hold its origins cites nobody for a value that is no default', async () => {
  const out = join(folder, 'old');
  await run('power', variant, ...quick, '--out', out);
  const path = join(out, 'power.json');
  const { origins, checksum, ...rest } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  expect(checksum).toBeTypeOf('string'); // which results without origins did not have either
  expect((origins as Record<string, object>)['design.washoutDays']).toEqual({ setBy: `${variant}:4` });
  writeFileSync(path, JSON.stringify({ ...rest, evidence: { 'design.washoutDays': 'NCT02911597' } }));
  const html = join(folder, 'old.html');
  expect((await run('report', path, '--out', html, '--workers', '1')).exitCode).toBe(0);
  const { rows, section } = assumptions(html);
  expect(section).toContain('This result does not hold where its values come from');
  expect(rows.find(([each]) => each === 'design.washoutDays')?.slice(3, 5)).toEqual(['set here, no source given', 'not recorded']);
});

it('a study of a normal endpoint has no source and no value of the ketamine model in describe and report', async () => {
  const html = join(folder, 'normal.html');
  await run('power', shipped('gaussian-textbook.yaml'), '--replicates', '100', '--quiet', '--report', html);
  const { stdout } = await run('describe', shipped('gaussian-textbook.yaml'));
  const table = stdout.slice(stdout.indexOf('parameter '), stdout.indexOf('values: '));
  const { section } = assumptions(html);
  for (const text of [table, section])
    expect(text).not.toMatch(/williams-2018|NCT0|leadMinutes|washout|infusion|naltrexone|ketamine|HAM-D/i);
});

it('describe says what was set and is read by nothing', async () => {
  const { stdout } = await run('describe', shipped('gaussian-textbook.yaml'), '--set', 'missingness.scoreCentre=21');
  expect(stdout).toContain('\nset, but read by nothing in this study: missingness.scoreCentre (--set)\n');
  expect((await run('describe', shipped('gaussian-textbook.yaml'))).stdout).not.toContain('read by nothing');
});
