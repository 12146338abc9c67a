import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';
import { hasPseudoTerminal, inTerminal } from '../terminal/pseudo-terminal.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

it('power --curve draws power over the number of participants with the target', async () => {
  const lean = ['--replicates', '200', '--set', 'power.truthPatients=100', '--quiet', '--workers', '1'];
  const { stdout } = await run('power', shipped('gaussian-textbook.yaml'), ...lean, '--curve');
  const bars = stdout.split('\n').filter((line) => /\|[█▏▎▍▌▋▊▉ ]*┃/.test(line));
  expect(bars.length).toBeGreaterThan(5);
  expect(bars.find((line) => /^ *30 /.test(line))).toMatch(/8\d\.\d % +\d\d\.\d–\d\d\.\d %/);
});

describe('init', () => {
  it('init asks for nothing where nobody sits at a terminal', async () => {
    const file = join(folder, 'plain.yaml');
    expect(await run('init', file)).toMatchObject({
      exitCode: 0,
      stderr:
        'no answers on stdin: participants 30 (usual); difference 4 (usual); sd 5 (usual); treatments placebo,active (usual); endpoint score (usual)\n',
    });
    expect(readFileSync(file, 'utf8')).toMatch(/participants: 30/);
  });

  /** Runs `init` with these lines piped in. */
  const piped = (file: string, input: string, ...options: readonly string[]) =>
    spawnSync(process.execPath, [inject('program'), 'init', file, ...options], { input, encoding: 'utf8' });

  it('init reads the numbers from a pipe, and says which stand in the file', () => {
    const file = join(folder, 'piped.yaml');
    const { status, stderr } = piped(file, '24\n3,5\n');
    expect([status, stderr]).toEqual([
      0,
      'from stdin: participants 24; difference 3,5; sd 5 (usual); treatments placebo,active (usual); endpoint score (usual)\n',
    ]);
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/participants: 24 /);
    expect(text).toMatch(/difference: 3\.5 /);
    expect(text).toMatch(/sdWithin: 5 /);
  });

  it.each([
    [
      'many\n\n0x5\n',
      "line 1 of stdin (participants): expected a number, got 'many'\nline 3 of stdin (sd): expected an SD such as 5, difference 7.07 or total 7 icc 0.5, got '0x5'\n",
    ],
    ['24\n3\n5\na b\nmood\n9\n', 'stdin: expected 5 lines (participants, difference, sd, treatments, endpoint), got 6\n'],
    ['-3\n', '--participants: expected a whole number from 1 to 10000000 patients, got -3\n'],
  ])('init writes nothing of answers that cannot be used: %j', (input, message) => {
    const file = join(folder, 'unusable.yaml');
    const { status, stderr } = piped(file, input);
    expect([status, stderr, existsSync(file)]).toEqual([2, message, false]);
  });

  it.skipIf(!hasPseudoTerminal)(
    'init asks on a terminal, again where an answer cannot be used, and says what an SD means for paired differences',
    async () => {
      const file = join(folder, 'asked.yaml');
      const { exitCode, screen } = await inTerminal(`init ${file}`, {
        answers: ['many\n', '24\n', '3,5\n', '\n', 'placebo nalmefene\n', 'mood\n'],
      });
      expect(screen).toMatch(/How many patients\? \[30; assumed\]/);
      expect(screen).toContain('paired differences then have SD 7.07 (one period within a patient: 5)');
      expect(screen).toMatch(/expected a number, got 'many'/);
      expect(screen).toMatch(/wrote .*asked\.yaml/);
      expect(exitCode).toBe(0);
      const text = readFileSync(file, 'utf8');
      expect(text).toMatch(/participants: 24/);
      expect(text).toMatch(/difference: 3\.5/);
      expect(text).toContain('[placebo, nalmefene]');
      expect(text).toMatch(/sdWithin: 5/);
    },
  );

  it('init --mechanistic reads its answers from a pipe too', () => {
    const file = join(folder, 'mechanistic.yaml');
    const { status, stderr } = piped(file, '\n\n50 %\n24\n', '--mechanistic');
    expect([status, stderr]).toEqual([
      0,
      expect.stringMatching(
        /^from stdin: drug ketamine \(usual\); blocker naltrexone \(usual\); blocked 50 %; participants 24; screening 20 \(usual\);/,
      ),
    ]);
    expect(readFileSync(file, 'utf8')).toMatch(/participants: 24 [^]*opioidDependence: 0\.5 /);
  });

  it.skipIf(!hasPseudoTerminal)('init writes nothing when the answers end too early', async () => {
    const file = join(folder, 'interrupted.yaml');
    const { exitCode } = await inTerminal(`init ${file}`, { answers: ['24\n', '\u0004'] });
    expect(exitCode).toBe(130);
    expect(existsSync(file)).toBe(false);
  });

  it.skipIf(!hasPseudoTerminal)('init ends where the end of the input was typed ahead of the next question', async () => {
    const file = join(folder, 'ahead.yaml');
    const { exitCode, screen } = await inTerminal(`init ${file}`, { answers: ['24\n\u0004'] });
    expect(exitCode).toBe(130);
    expect(screen).toContain('interrupted; nothing was written');
    expect(existsSync(file)).toBe(false);
  });
});
