import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertPlainNames } from '../../../src/cli/arguments/shell-words.ts';
import { jobName, mergeScript, shardScript } from '../../../src/cli/cluster/job-script.ts';
import { siteOptions } from '../../../src/cli/cluster/sbatch-options.ts';
import { workflowTargets } from '../../../src/cli/cluster/targets/index.ts';
import { programCommand } from '../../../src/cli/arguments/shell-words.ts';
import { ExitError } from '../../../src/cli/terminal/exit-error.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));
const canary = join(root, 'PWNED');

/** Everything that means something to a shell, to Python, to YAML or to a terminal. */
const signs = [
  ...Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)),
  ...['\u007f', '\u0085', '\u009b', '\u2028', '\u2029', '\ufeff', '\u202e'],
  ...' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  ...[
    '$(touch PWNED)',
    '`touch PWNED`',
    '; touch PWNED;',
    "'; touch PWNED; '",
    '"; import os; os.system("touch PWNED")  #',
    '\n- x: 1\n',
    '---',
  ],
  ...['{}', '{index}', ':::', '%a', '\\n', 'é', '漢', '😀', 'a'],
];
const control = /[\p{Cc}\u2028\u2029]/u;
const names = fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
/** Every sign alone, then random ones. */
const hostile = [...signs, ...fc.sample(names, { numRuns: 400, seed: 22 })].map((name) => `/folder/${name}`);

/** What a target writes for a folder of that name; undefined where it refuses it. */
function emitted(target: keyof typeof workflowTargets, path: string): Record<string, string> | undefined {
  try {
    assertPlainNames(target, [path]); // as emit does
    return workflowTargets[target]({
      path,
      name: 'crossover-0123456789ab',
      count: 2,
      memory: { shard: 256, merge: 256 },
      goesOn: false,
      result: 'power.json',
      image: 'x:1',
    });
  } catch (error) {
    expect(error).toBeInstanceOf(ExitError);
    return undefined;
  }
}

function taken(target: keyof typeof workflowTargets): (readonly [string, Record<string, string>])[] {
  return hostile.flatMap((path) => {
    const files = emitted(target, path);
    if (control.test(path)) expect([path, files]).toEqual([path, undefined]);
    return files === undefined ? [] : [[path, files] as const];
  });
}

const python = spawnSync('python3', ['-c', 'import ast'], { encoding: 'utf8' }).status === 0;

describe('names in emitted documents are text and nothing else', () => {
  it('a job of Kubernetes for a folder of any name is one document with the content of any other', () => {
    const plain = emitted('kubernetes', '/folder/run') ?? {};
    const all = taken('kubernetes');
    expect(all.length).toBeGreaterThan(100);
    for (const [path, files] of all) {
      for (const [name, text] of Object.entries(files)) {
        const contents = (each: string): unknown[] => parseAllDocuments(each).map((document): unknown => document.toJS());
        expect([path, contents(text)]).toEqual([path, contents(plain[name])]);
      }
    }
  });

  it.skipIf(!python)('a Snakefile for a folder of any name has the statements of any other, with that name in its strings', () => {
    const all = taken('snakemake');
    expect(all.length).toBeGreaterThan(100);
    const check = `
import ast, json, sys
def shape(head):
    tree = ast.parse(head)
    return [type(s).__name__ for s in tree.body], sum(1 for _ in ast.walk(tree))
plain, *others = json.load(sys.stdin)
expected = shape(plain[1])
for path, head, literals in others:
    assert shape(head) == expected, path
    strings = [n.value for n in ast.walk(ast.parse(head)) if isinstance(n, ast.Constant)]
    assert path in strings, path
    for literal in literals:
        assert isinstance(ast.literal_eval(literal), str), (path, literal)
`;
    const parts = (path: string, { Snakefile: text }: Record<string, string>) => {
      const [head, rules] = text.split('\nrule all:');
      const literals = [...rules.matchAll(/^ {4}(?:input|output|shell): (".*")$/gm)].map(([, literal]) => literal);
      expect([path, literals.length, rules.split('\n').length]).toEqual([path, 4, 12]);
      return [path, head, literals];
    };
    const input = JSON.stringify([parts('/folder/run', emitted('snakemake', '/folder/run') ?? {}), ...all.map((one) => parts(...one))]);
    expect(spawnSync('python3', ['-c', check], { input, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it('files of AWS Batch do not depend on the name of the folder', () => {
    for (const [, files] of taken('aws-batch')) expect(files).toEqual(emitted('aws-batch', '/folder/run'));
  });
});

describe.skipIf(process.platform === 'win32')('names in scripts are words and nothing else', () => {
  const { execPath, execArgv, argv } = process;
  const stub = join(root, 'stub');
  const heard = join(root, 'heard');
  beforeEach(() => {
    writeFileSync(stub, `#!/bin/bash\nprintf '%s\\0' "$@" END >> ${heard}\n`);
    chmodSync(stub, 0o755);
    process.execPath = stub;
    process.execArgv = [];
    process.argv = [stub];
    rmSync(heard, { force: true });
  });
  afterEach(() => {
    Object.assign(process, { execPath, execArgv, argv });
  });
  const calls = (): string[][] =>
    readFileSync(heard, 'utf8')
      .split('END\0')
      .slice(0, -1)
      .map((call) => call.split('\0').slice(0, -1))
      .sort();
  /** All signs that a path may have, in some paths. */
  const paths = [
    '$(touch PWNED)`touch PWNED`',
    `'"; touch PWNED; "'`,
    ' !#$%&()*+,-.:;<=>?@[]^_|~',
    ':::  %a é漢😀\u202e',
    '-n --help',
  ].map((name) => `/folder/${name}`);

  it('a script of a job for a folder of any name calls the program with that name', () => {
    const named = [...hostile, ...paths].map((path) => path.slice('/folder/'.length));
    for (const name of named.filter((each) => !/[\p{Cc}\u2028\u2029\\/]|^\.*$/u.test(each)).slice(0, 24)) {
      const path = join(root, 'named', name);
      mkdirSync(path, { recursive: true });
      for (const [script, words] of [
        [shardScript, ['run-shard', path, '0', '--quiet']],
        [mergeScript, ['merge', path]],
      ] as const) {
        rmSync(heard, { force: true });
        const text = script({ path, hash: '' }, programCommand());
        expect([path, text.split('\n').filter((line) => line.startsWith('#SBATCH')).length]).toEqual([path, 4]);
        spawnSync('bash', ['-c', text], { cwd: root, env: { ...process.env, SLURM_ARRAY_TASK_ID: '0' } });
        expect(calls()).toEqual([words]);
      }
    }
    expect(existsSync(canary)).toBe(false);
  });

  it.skipIf(spawnSync('parallel', ['--version']).status !== 0)('run.sh for a folder of any name calls the program with that name', () => {
    for (const path of paths) {
      rmSync(heard, { force: true });
      const text = emitted('parallel', path)?.['run.sh'] ?? '';
      spawnSync('bash', ['-c', text], { cwd: root });
      const own = calls().map((words) => words.slice(words.findIndex((word) => ['run-shard', 'merge'].includes(word))));
      expect(own.sort()).toEqual([
        ['merge', path],
        ['run-shard', path, '0', '--quiet'],
        ['run-shard', path, '1', '--quiet'],
      ]);
    }
    expect(existsSync(canary)).toBe(false);
  });
});

describe('what a folder says of itself is not believed', () => {
  it.each([
    'good\ntouch PWNED\n#',
    'crossover-0123456789ab\nx',
    'crossover-0123456789AB',
    '',
    '$(touch PWNED)',
    'crossover-0123456789ab --wrap=x',
  ])('a name of jobs that submit did not write is refused: %j', async (name) => {
    const folder = join(root, 'job names');
    await run('plan', shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--replicates', '500', '--out', folder);
    mkdirSync(join(folder, 'slurm'), { recursive: true });
    writeFileSync(join(folder, 'slurm', 'job-name'), name);
    for (const words of [
      ['submit', folder],
      ['emit', 'kubernetes', folder],
      ['status', folder],
    ]) {
      const { exitCode, stdout, stderr } = await run(...words);
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/job-name: expected the name that submit gave the jobs .*\n$/);
    }
  });

  it('a name of jobs that submit wrote is taken', () => {
    const folder = join(root, 'kept name');
    mkdirSync(join(folder, 'slurm'), { recursive: true });
    writeFileSync(join(folder, 'slurm', 'job-name'), 'crossover-0123456789ab\n');
    expect(jobName({ path: folder, hash: '' })).toBe('crossover-0123456789ab');
  });

  it('a folder with a line break is refused by every target', async () => {
    const folder = join(root, 'x\nimport os; os.system("touch PWNED")\n#y');
    await run('plan', shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--replicates', '500', '--out', folder);
    for (const target of Object.keys(workflowTargets))
      expect(await run('emit', target, folder)).toMatchObject({
        exitCode: 2,
        stderr: expect.stringMatching(/^emit .* cannot take a path with a line break or another control character: ".*"\n$/) as string,
      });
  });
});

describe('--sbatch takes options of sbatch and nothing else', () => {
  it.each([
    'script.sh',
    '--',
    '-',
    '--exclusive script.sh',
    '--time=5 script.sh',
    '-p short script.sh',
    '-H script.sh',
    '--err=/x',
    '--outp=/x',
    '--wra=x',
    '--test-onl',
    '--par',
    '--arr=1',
    '--job=x',
    '--dep=x',
    '--wai',
    '-Ha1',
    '-o/x',
    '-Hofile',
    '-h',
    '-Z',
  ])('%s is refused', (text) => {
    expect(() => siteOptions(text)).toThrow(/^--sbatch \S+: /);
  });

  it.each([
    ['--partition=short --time=30', 2],
    ['--partition short -t 30 -p long', 6],
    ['-pshort -N2 --exclusive --requeue -H', 5],
    ['--export=ALL --wait-all-nodes=1 --comment="two words"', 3],
    ['', 0],
  ])('%s is taken', (text, words) => {
    expect(siteOptions(text)).toHaveLength(words);
  });
});
