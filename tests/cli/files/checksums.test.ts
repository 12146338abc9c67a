import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checksumOf, checksumsText, statedChecksums } from '../../../src/cli/files/checksums.ts';
import { newOwner } from '../../../src/cli/files/temporary-file.ts';
import { sha256 } from '../../../src/text/sha256.ts';
import { emptyFolder, run, type Ran, shipped } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));
const original = join(root, 'original');
const hasSha256sum = spawnSync('sha256sum', ['--version']).status === 0;

const simulate = (out: string, ...words: string[]): Promise<Ran> =>
  run('simulate', shipped('williams-2018.yaml'), '--participants', '8', '--out', out, ...words);

beforeAll(async () => {
  expect((await simulate(original, '--truth')).exitCode).toBe(0);
});

let copies = 0;
function copy(): string {
  const path = join(root, `copy-${++copies}`);
  cpSync(original, path, { recursive: true });
  return path;
}

const observationWords = ['--endpoint', 'hamd17', '--visit', 'day1', '--method', 'mixed-model', '--json'];
const reading: Readonly<Record<string, readonly string[]>> = {
  'observations.csv': observationWords,
  'guesses.csv': ['--json'],
};
const analyze = (folder: string, table: string, ...words: string[]): Promise<Ran> =>
  run('analyze', join(folder, table), ...reading[table], ...words);

/** Changes one digit in the last row of a table. */
function flip(path: string): void {
  const bytes = readFileSync(path);
  const place = bytes.length - 1 - [...bytes].reverse().findIndex((byte) => byte >= 0x30 && byte <= 0x39);
  bytes[place] ^= 1;
  writeFileSync(path, bytes);
}

const notAsWritten = (table: string, folder: string): string =>
  `${table} is not the file that was written: its SHA-256 is not that of its line in ${join(folder, 'SHA256SUMS')}; if it was changed on purpose, give --edited or remove that line\n`;

const linesOf = (folder: string): string[] => readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');

describe('SHA256SUMS beside the tables of simulate', () => {
  it('a line for every table, in the format of sha256sum', () => {
    const tables = ['observations', 'subjects', 'adverse-events', 'participant-flow', 'guesses', 'truth', 'dictionary'];
    const wanted = tables.map((name) => `${sha256(readFileSync(join(original, `${name}.csv`)))}  ${name}.csv`);
    expect(linesOf(original).sort()).toEqual(wanted.sort());
  });

  it.skipIf(!hasSha256sum)('sha256sum -c finds every table as it was written, and names the one that was changed', () => {
    const folder = copy();
    const check = () => spawnSync('sha256sum', ['--strict', '-c', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' });
    expect(check()).toMatchObject({ status: 0, stderr: '' });
    flip(join(folder, 'truth.csv'));
    expect(check().stdout).toContain('truth.csv: FAILED');
  });

  it('lines about files of others stay, and those of tables that go go with them', async () => {
    const folder = copy();
    const mine = `${'a'.repeat(64)}  notes.txt`;
    writeFileSync(join(folder, 'SHA256SUMS'), `# mine\n${mine}\r\n${linesOf(folder).join('\n')}\n`);
    expect((await simulate(folder, '--seed', 'other')).exitCode).toBe(0);
    const lines = linesOf(folder);
    expect(lines.slice(0, 2)).toEqual(['# mine', `${mine}\r`]);
    expect(lines.map((line) => line.slice(66).trim()).sort()).toEqual(
      [
        '',
        'notes.txt',
        ...['adverse-events', 'dictionary', 'guesses', 'observations', 'participant-flow', 'subjects'].map((n) => `${n}.csv`),
      ].sort(),
    );
    expect((await analyze(folder, 'observations.csv')).exitCode).toBe(0);
  });

  it('parts of a run that merge puts together have checksums too', async () => {
    const folder = join(root, 'parts');
    const words = ['--participants', '4', '--trials', '2', '--shard-trials', '1', '--out', folder];
    expect((await run('plan', shipped('williams-2018.yaml'), '--for', 'simulate', ...words)).exitCode).toBe(0);
    expect((await run('run-shard', folder, '0', '1', '--workers', '1', '--quiet')).exitCode).toBe(0);
    expect((await run('merge', folder)).exitCode).toBe(0);
    for (const line of linesOf(folder)) expect(sha256(readFileSync(join(folder, line.slice(66))))).toBe(line.slice(0, 64));
    expect(linesOf(folder)).toHaveLength(6);
  });

  it('the table of a sweep has one beside its document', async () => {
    const folder = join(root, 'sweep');
    const words = ['--vary', 'gaussian.difference=3,4', '--replicates', '20', '--workers', '1', '--quiet', '--out', folder];
    expect((await run('power', shipped('gaussian-textbook.yaml'), ...words)).exitCode).toBe(0);
    expect(linesOf(folder)).toEqual([`${sha256(readFileSync(join(folder, 'sweep.csv')))}  sweep.csv`]);
  });
});

describe.each(Object.keys(reading))('analyze of %s', (table) => {
  it('a changed digit is refused with the file and the way out', async () => {
    const folder = copy();
    flip(join(folder, table));
    expect(await analyze(folder, table)).toEqual({ exitCode: 2, stdout: '', stderr: notAsWritten(join(folder, table), folder) });
  });

  it('a table that was edited is read with --edited, and where its line is removed', async () => {
    const folder = copy();
    flip(join(folder, table));
    const edited = await analyze(folder, table, '--edited');
    expect(edited.exitCode).toBe(0);
    const kept = linesOf(folder).filter((line) => !line.endsWith(table));
    writeFileSync(join(folder, 'SHA256SUMS'), `${kept.join('\n')}\n`);
    expect(await analyze(folder, table)).toEqual(edited);
  });

  it('a table that is as it was written is read, with a warning in neither case', async () => {
    const plain = await analyze(original, table);
    expect([plain.exitCode, plain.stderr]).toEqual([0, '']);
    expect(await analyze(original, table, '--edited')).toEqual(plain);
  });

  it('a table without a file of checksums is read', async () => {
    const folder = copy();
    rmSync(join(folder, 'SHA256SUMS'));
    expect((await analyze(folder, table)).exitCode).toBe(0);
  });
});

it('the file of subjects is checked when covariates are read from it', async () => {
  const folder = copy();
  const subjects = join(folder, 'subjects.csv');
  flip(subjects);
  expect((await analyze(folder, 'observations.csv')).exitCode).toBe(0);
  const words = ['--covariates', 'age'];
  expect(await analyze(folder, 'observations.csv', ...words)).toEqual({ exitCode: 2, stdout: '', stderr: notAsWritten(subjects, folder) });
  expect((await analyze(folder, 'observations.csv', ...words, '--edited')).exitCode).toBe(0);
});

it('R code is not made for a table that was changed', async () => {
  const folder = copy();
  flip(join(folder, 'observations.csv'));
  const words = ['--endpoint', 'hamd17', '--visit', 'day1', '--r'];
  expect(await run('analyze', join(folder, 'observations.csv'), ...words)).toMatchObject({ exitCode: 2, stdout: '' });
});

it('a link to a table is held against the checksums where it leads', async () => {
  const folder = copy();
  flip(join(folder, 'observations.csv'));
  const link = join(root, 'link.csv');
  symlinkSync(join(folder, 'observations.csv'), link);
  const { exitCode, stderr } = await run('analyze', link, ...observationWords);
  expect([exitCode, stderr]).toEqual([2, notAsWritten(link, folder)]);
});

describe('a file of checksums', () => {
  const folder = join(root, 'hand');
  const [sum, other] = [checksumOf(Buffer.from('x')), checksumOf(Buffer.from('y'))];
  const stated = (text: string): string[] => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'SHA256SUMS'), text);
    return statedChecksums(join(folder, 'a.csv'));
  };

  it.each([
    ['two spaces', `${sum}  a.csv\n`, [sum]],
    ['a star, as of binary files', `${sum} *a.csv\n`, [sum]],
    ['a name below ./', `${sum}  ./a.csv\n`, [sum]],
    ['capital letters and line ends of Windows', `${sum.toUpperCase()}  a.csv\r\n`, [sum]],
    ['several lines of one name', `${sum}  a.csv\n${other}  a.csv\n`, [sum, other]],
    ['other names', `${sum}  b.csv\n${sum}  aa.csv\n${sum}  a.csv.gz\n`, []],
    ['no such line', `\nnothing of the kind\n${sum.slice(1)}  a.csv\n`, []],
  ])('a file of checksums is read with %s', (_, text, wanted) => {
    expect(stated(text)).toEqual(wanted);
  });

  it('a file of checksums that cannot be read is named, and --edited does without it', async () => {
    const path = copy();
    rmSync(join(path, 'SHA256SUMS'));
    mkdirSync(join(path, 'SHA256SUMS'));
    const { exitCode, stderr } = await analyze(path, 'observations.csv');
    expect([exitCode, stderr.startsWith(`cannot read ${join(path, 'SHA256SUMS')}: `)]).toEqual([2, true]);
    expect((await analyze(path, 'observations.csv', '--edited')).exitCode).toBe(0);
  });

  it('a line that another run writes meanwhile is kept, also where the folder is named through a link', async () => {
    const shared = join(root, 'shared');
    mkdirSync(shared);
    symlinkSync(shared, join(root, 'also-shared'));
    const lock = join(shared, '.crossover-sim-lock');
    writeFileSync(lock, newOwner().replace(`-${process.pid}-`, `-${process.ppid}-`));
    // The other run adds its line, as late as this one may have read the lines: all its files are there, under temporary names.
    const files = readdirSync(original).length;
    const adding = `for _ in $(seq 30); do test $(ls -A "$0" | grep -c tmp) -ge ${files} && break; sleep 0.1; done; echo "${sum}  other.csv" > "$0/SHA256SUMS"; rm "$1"`;
    spawn('sh', ['-c', adding, shared, lock], { stdio: 'ignore' });
    expect((await simulate(join(root, 'also-shared'), '--truth')).exitCode).toBe(0);
    const names = linesOf(shared).map((line) => line.slice(66));
    expect(names.sort()).toEqual([...linesOf(original).map((line) => line.slice(66)), 'other.csv'].sort());
  });

  it('lines that are replaced come last, without those of files that go', () => {
    stated(`${sum}  a.csv\n${sum}  b.csv\n${sum}  c.csv\n`);
    expect(checksumsText(folder, [{ name: 'b.csv', sum: other }], ['c.csv'])).toBe(`${sum}  a.csv\n${other}  b.csv\n`);
  });
});
