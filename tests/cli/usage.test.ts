import { afterEach, expect, it, vi } from 'vitest';
import { run, shipped } from './command-line.ts';

const textbook = shipped('gaussian-textbook.yaml');
afterEach(() => void vi.unstubAllEnvs());

it.each([
  [['powr', 'x.yaml'], 'unknown command powr; did you mean power?'],
  [['zzzz'], 'unknown command zzzz; commands: validate, '],
  [['power'], 'expected crossover-sim power <scenario..>, got too few arguments'],
  [['power', textbook, '--replicats', '5'], 'unknown option --replicats of power; did you mean --replicates?'],
  [['describe', textbook, '--jsn'], 'unknown option --jsn of describe; did you mean --json?'],
  [['power', textbook, '--no-workers', '0'], 'unknown option --no-workers of power; did you mean --workers?'],
  [['compare', textbook, '--no-seed', '3'], 'unknown option --no-seed of compare; its options: crossover-sim compare --help'],
  [['describe', textbook, 'other'], 'unexpected word other after describe'],
  [['validate', textbook, '--set'], '--set needs a value'],
  [['simulate', textbook, '--colour', 'red'], 'unknown option --colour of simulate; its options: crossover-sim simulate --help'],
  [['simulate', textbook, '--format', 'adam'], '--format adam: its datasets have dates; give the day on which the first participant is'],
  [['simulate', textbook, '--start-date', '2025-02-29'], '--start-date: expected a day of the calendar as 2025-01-31, got 2025-02-29'],
  [['simulate', textbook, '--start-date', '9999-12-31'], '--start-date: expected a day from 1901-01-01 to 2999-12-31, got 9999-12-31'],
  [['simulate', textbook, '--concentrations', 'default'], '--concentrations: the normal model has no drugs'],
  [['simulate', textbook, '--recruitment-rate', '2'], '--recruitment-rate: goes with --start-date'],
  [['power', textbook, '--figures', 'x'], '--figures: goes with --report'],
  [['power', textbook, '--mcse', '0.1', '--replicates', '500'], '--mcse: cannot go with --replicates'],
  [['power', textbook, '--executor', 'pbs'], "--executor: expected slurm, got 'pbs'"],
  [['emit', 'pbs', 'x'], "target: expected kubernetes, aws-batch, snakemake, parallel, got 'pbs'"],
  [['power', textbook, '--replicates', '1e12'], 'expected a whole number from 1 trials and at most 1000000000, got 1000000000000'],
  [['validate', textbook, '--set', 'washoutDays=21'], '--set washoutDays: not a section of a scenario; did you mean design.washoutDays?'],
  [['validate', textbook, '--set', 'sdWithn=21'], '--set sdWithn: not a section of a scenario; did you mean gaussian.sdWithin?'],
  [['validate', textbook, '--set', 'desing=21'], '--set desing: not a section of a scenario; did you mean design?'],
  [['power', textbook, '--replicates', '0'], '--replicates power.replicates: expected a whole number from 1'],
  [['power', textbook, '--replicates', 'many'], "--replicates: expected a number, got 'many'"],
  [['power', textbook, '--participants', '99999999'], '--participants design.participants: expected a whole number from 1 to'],
  [['power', shipped('null.yaml'), '--participants', '9999999'], '--participants design.participants: expected at most 3'],
  [['simulate', textbook, '--participants', '1000001'], 'design.participants: expected a trial of at most 2000000 values as data files'],
  [
    ['simulate', shipped('williams-2018.yaml'), '--participants', '20000', '--items', '--set', 'measurement.mode=items'],
    'design.participants: expected a trial of at most 2000000 values as data files, got 4000000',
  ],
  [
    ['plan', textbook, '--tornado', '--vary', 'gaussian.difference=2:4', '--replicates', '200000000', '--out', '/nowhere/run'],
    '3 studies of up to 200000000 replicates would take 2.4 GB of memory, more than 2 GB: take fewer studies, or at most 166666500 replicates each',
  ],
  [['power', textbook, '--workers', '0'], '--workers: expected a whole number from 1 to'],
  [['power', textbook, '--workers', 'two'], '--workers: expected a whole number from 1 to'],
  [
    ['power', textbook, '--require', '2'],
    "--require: expected a power between 0 and 1 (or name=power, or 'name < rate' for an upper bound), got '2'",
  ],
  [['simulate', textbook, '--trials', '0'], '--trials: expected a whole number from 1'],
  [['simulate', textbook, '--replicate', '-1'], '--replicate: expected a whole number from 0'],
  [['simulate', textbook, '--replicate', '1e300'], '--replicate: expected a whole number from 0'],
  [['evidence', '--patients', '1e12'], '--patients: expected a whole number from 200 to 1000000, got 1000000000000'],
  [['describe', 'absent.yaml'], 'cannot read absent.yaml: '],
  [['validate', shipped('')], 'cannot read '],
])('%j is a usage error', async (words, message) => {
  const { exitCode, stdout, stderr } = await run(...words);
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/\n\s+at /);
});

it('the program greets, helps and tells its version', async () => {
  expect(await run()).toMatchObject({ exitCode: 0, stderr: '' });
  expect((await run('--help')).stdout).toContain('power');
  expect((await run('power', '--help')).stdout).toContain('--replicates');
  for (const name of ['power', 'analyze']) expect(await run(name, '-h')).toEqual(await run(name, '--help'));
  expect((await run('analyze', '--help')).stdout).toMatch(/^ {6}--r {2,}print R code/m);
  expect((await run('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it('a command reads every scenario file that is named, and of a repeated option the last value', async () => {
  const files = ['null.yaml', 'gaussian-textbook.yaml', 'press-report.yaml'].map(shipped);
  const { exitCode, stdout } = await run('validate', ...files);
  expect(exitCode).toBe(0);
  expect(stdout.match(/: valid \(/g)).toHaveLength(3);
  const { stdout: json } = await run('describe', textbook, '--seed', '3', '--seed', '4', '--json');
  expect((JSON.parse(json) as { study: { seed: string } }).study.seed).toBe('4');
});

it('validate tells every problem of every file and every --set at once', async () => {
  const words = [
    'validate',
    textbook,
    shipped('null.yaml'),
    '--set',
    'power.alpha=7',
    '--set',
    'power.trget=1',
    '--set',
    'design.participants=',
  ];
  const { exitCode, stderr } = await run(...words);
  expect(exitCode).toBe(2);
  const lines = stderr.trimEnd().split('\n');
  expect(lines).toHaveLength(6);
  expect(lines.filter((line) => line.startsWith('--set power.alpha: expected '))).toHaveLength(2);
  expect(lines.filter((line) => line.startsWith('--set power.trget: not a part of power; did you mean target?'))).toHaveLength(2);
  expect(lines.filter((line) => line.startsWith('--set design.participants: expected a value'))).toHaveLength(2);
});

it('any text and a negative number are seeds', async () => {
  for (const seed of ['-5', 'Anna’s trial', '1e9']) {
    const { exitCode, stdout } = await run('describe', textbook, '--seed', seed, '--json');
    expect(exitCode).toBe(0);
    expect((JSON.parse(stdout) as { study: { seed: string } }).study.seed).toBe(seed);
  }
});

it('messages and help are in English whatever the language of the system', async () => {
  vi.stubEnv('LC_ALL', 'de_DE.UTF-8');
  expect((await run('power')).stderr).toContain('expected crossover-sim power <scenario..>, got too few arguments');
  expect((await run('power', '--help')).stdout).toMatch(/^Examples:\n[^]*\n\nOptions:\n/);
});

it('an option of two words is known with a dash and without', async () => {
  for (const name of ['--at-once', '--atOnce'])
    expect((await run('power', textbook, name, '3', '--jsn')).stderr).toBe('unknown option --jsn of power; did you mean --json?\n');
});

it('every option that a command does not take is told at once', async () => {
  const { exitCode, stderr } = await run('describe', textbook, '--jsn', '--sede=4', 'other');
  expect([exitCode, stderr.trimEnd().split('\n')]).toEqual([
    2,
    [
      'unknown option --jsn of describe; did you mean --json?',
      'unknown option --sede of describe; did you mean --seed?',
      'unexpected word other after describe',
    ],
  ]);
});
