import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { emptyFolder } from '../cli/command-line.ts';

const pages = ['README.md', ...['docs', 'docs/how-to'].flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))]
  .filter((page) => page.endsWith('.md'))
  .map((page) => ({ page, lines: linesOf(readFileSync(page, 'utf8')) }));

/** The commands of the sh blocks of a page. */
function linesOf(text: string): string[] {
  return [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) => block.split('\n')).filter((line) => line.includes('npm start'));
}

/** Commands whose answer a program reads, and what it reads; other formats and shapes have tests of their own. */
const answers = pages.flatMap(({ page, lines }) =>
  lines.flatMap((line): { page: string; line: string; kind: 'json' | 'r' | 'csv' }[] => {
    if (/ --json\b/.test(line) || (/ schema\b/.test(line) && !line.includes('--out'))) return [{ page, line, kind: 'json' }];
    if (/ --r\b/.test(line)) return [{ page, line, kind: 'r' }];
    return / simulate /.test(line) && !/ --(?:format|shape) /.test(line) ? [{ page, line, kind: 'csv' }] : [];
  }),
);

const hasRscript = spawnSync('Rscript', ['--version']).status === 0;
const folder = emptyFolder();
beforeAll(() => {
  for (const name of ['package.json', 'package-lock.json', '.ci', 'node_modules', 'src', 'scenarios'])
    symlinkSync(resolve(name), join(folder, name));
  mkdirSync(join(folder, 'output'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Read {
  readonly text: string;
  readonly exitCode: number | null;
  readonly stderr: string;
}

/** Runs a command as it stands on a page, but for few trials, and gives what its reader gets. */
function read(line: string): Read {
  const [command, target] = line.split(' > ');
  const quick = / power /.test(command) ? ' --replicates 200 --set power.truthPatients=200' : '';
  const { stdout, stderr, status } = spawnSync('bash', ['-c', `${command}${quick}${target === undefined ? '' : ` > ${target}`}`], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, npm_lifecycle_event: '', npm_config_loglevel: undefined },
  });
  return { text: target === undefined ? stdout : readFileSync(join(folder, target), 'utf8'), exitCode: status, stderr };
}

const answered = new Map<string, Read>();

/** The same by the program alone, which npm starts without a word of its own where it is told to be silent; the first command of each kind through npm. */
function answerTo(line: string): Read {
  const known = answered.get(line);
  if (known !== undefined) return known;
  const { kind } = answers.find((each) => each.line === line) ?? {};
  const throughNpm = answers.find((each) => each.kind === kind)?.line === line;
  if (kind !== 'csv') expect(line).toContain('npm start --silent -- ');
  const answer = read(throughNpm ? line : line.replace(/npm start (?:--silent )?-- /, `'${process.execPath}' '${inject('program')}' `));
  answered.set(line, answer);
  return answer;
}

it('the pages show an answer of each kind', () => {
  expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['json', 'r', 'csv']));
});

it.each(answers.filter(({ kind }) => kind === 'csv'))('$page: the files that `$line` names are tables', ({ line }) => {
  const { text, exitCode } = answerTo(line);
  expect(exitCode).toBe(0);
  const files = text.split('\n').filter((each) => each.endsWith('.csv'));
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) {
    const { data, errors } = Papa.parse<string[]>(readFileSync(join(folder, file), 'utf8').trimEnd());
    expect([file, errors, new Set(data.map((row) => row.length)).size]).toEqual([file, [], 1]);
  }
});

it.each(answers.filter(({ kind }) => kind === 'json'))('$page: `$line` is JSON', ({ line }) => {
  const { text, exitCode, stderr } = answerTo(line);
  expect([0, 1, 3]).toContain(exitCode);
  expect(stderr).not.toContain('banner');
  expect(Object.keys(JSON.parse(text) as object).length).toBeGreaterThan(1);
});

describe.each(answers.filter(({ kind }) => kind === 'r'))('$page: `$line`', ({ line }) => {
  it('the answer is R code: nothing but statements, whose brackets close', () => {
    const { text, exitCode } = answerTo(line);
    expect(exitCode).toBe(0);
    expect(text.split('\n').filter((each) => /^\s*>/.test(each))).toEqual([]);
    const bare = text.replaceAll(/#.*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, '');
    for (const [open, close] of ['()', '[]', '{}']) expect(bare.split(open).length).toBe(bare.split(close).length);
    expect(text).toMatch(/read\.csv|read\.table/);
  });

  it.skipIf(!hasRscript)('R reads the answer', () => {
    const { text } = answerTo(line);
    const { status, stderr } = spawnSync('Rscript', ['-e', 'invisible(parse(file("stdin")))'], { input: text, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});

it('without --silent npm’s banner stands before the answer, and stderr says so', () => {
  const { text, stderr } = read('npm start -- schema');
  expect(text).toMatch(/^\n?> crossover-sim@/);
  expect(stderr).toContain('npm start --silent -- ');
});

it('what installs the packages before every start writes nothing to stdout', () => {
  const { text, exitCode } = read('node .ci/install-missing.mjs');
  expect([exitCode, text]).toEqual([0, '']);
});
