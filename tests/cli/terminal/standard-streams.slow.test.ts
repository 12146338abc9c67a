import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { bannerWarning } from '../../../src/cli/terminal/npm-banner.ts';
import { emptyFolder } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const program = `${process.execPath} '${inject('program')}'`;
const lean = '--replicates 500 --set power.truthPatients=100 --workers 1 --quiet';
/** Power of about 0.1. */
const missed = `${program} power scenarios/gaussian-textbook.yaml --participants 4 --require 0.99 ${lean}`;
/** Too much for the buffer of a pipe. */
const long = `${program} power scenarios/worlds/*.yaml --set power.maxFailures=1 --require 0.999 ${lean} --json`;

/** Runs a line of bash. The exit code is that of the first command of a pipe. */
function inShell(line: string): { exitCode: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `${line}; exit \${PIPESTATUS[0]}`], { encoding: 'utf8' });
  return { exitCode: status, stdout, stderr };
}

describe.skipIf(process.platform === 'win32')('the exit code is about the answer, whoever reads it', () => {
  it.each(['| true', '| head -1', '> /dev/null', '>&-', '2>&1 | true', '2>/dev/full', '2>&-'])(
    'a missed gate ends with 1: %s',
    (reader) => {
      const { exitCode, stderr } = inShell(`${missed} ${reader}`);
      expect(exitCode).toBe(1);
      expect(stderr).not.toMatch(/EPIPE|cannot write/);
    },
  );

  it('a long answer whose reader leaves after the first line ends with the verdict too', () => {
    expect(inShell(`${long} | head -1`)).toMatchObject({ exitCode: 1, stdout: '{\n' });
  });

  it.each(['--json', ''])('the files behind the answer are written though nobody reads it (%s)', (json) => {
    const files = ['junit.xml', 'summary.md', 'report.html', join('run', 'power.json')].map((name) => join(folder, `unread${json}`, name));
    const [junit, summary, report] = files;
    const out = join(folder, `unread${json}`, 'run');
    const { exitCode } = inShell(`${missed} ${json} --junit ${junit} --summary ${summary} --report ${report} --out ${out} | true`);
    expect(exitCode).toBe(1);
    for (const file of files) expect(existsSync(file), file).toBe(true);
    expect(readFileSync(report, 'utf8')).toMatch(/<\/html>\s*$/);
  });

  it.skipIf(!existsSync('/dev/full')).each([
    ['power', `${program} power scenarios/gaussian-textbook.yaml ${lean}`],
    ['power --json', `${program} power scenarios/gaussian-textbook.yaml ${lean} --json`],
    ['describe', `${program} describe scenarios/williams-2018.yaml`],
    ['schema', `${program} schema`],
    ['validate', `${program} validate scenarios/null.yaml`],
    ['help', `${program} --help`],
    ['completion', `${program} completion`],
  ])('a full disk is one line on stderr and exit code 2: %s', (_, line) => {
    const { exitCode, stderr } = inShell(`${line} > /dev/full`);
    expect([exitCode, stderr]).toEqual([2, 'cannot write to stdout: the disk is full\n']);
  });

  it.skipIf(!existsSync('/dev/full'))('a missed gate whose answer could not be written ends with 2', () => {
    expect(inShell(`${missed} > /dev/full`)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('the disk is full') as string });
  });

  it('an answer that the disk cuts short is told', () => {
    const file = join(folder, 'cut.json');
    // A limit on the size of files cuts a write short as a full disk does; SIGXFSZ, which comes with it, is ignored.
    const { exitCode, stderr } = inShell(`trap '' XFSZ; ulimit -f 8; ${program} schema > ${file}`);
    expect([exitCode, stderr]).toEqual([2, 'cannot write to stdout: the file is too large\n']);
    expect(readFileSync(file).length).toBeLessThan(10_000);
  });
});

describe('the banner of npm', () => {
  const npm = { npm_lifecycle_event: 'start' };
  it.each([['power x.yaml --json'], ['analyze x.csv --r'], ['schema'], ['completion']])(
    'the banner of npm is told of before %s into a file',
    (line) => {
      const words = line.split(' ');
      expect(bannerWarning(words, false, npm)).toContain('npm start --silent -- ');
      expect(bannerWarning(words, false, { ...npm, npm_config_loglevel: 'silent' })).toBeUndefined();
      expect(bannerWarning(words, false, {})).toBeUndefined();
      expect(bannerWarning(words, true, npm)).toBeUndefined();
    },
  );

  it.each([['power x.yaml'], ['schema --out s.json'], ['schema --help'], ['']])('the banner of npm does no harm before "%s"', (line) => {
    expect(bannerWarning(line.split(' '), false, npm)).toBeUndefined();
  });
});

describe.skipIf(process.platform === 'win32')('what others wrote commands no terminal', () => {
  it('titles, names and paths with commands of a terminal are shown and not sent', () => {
    const file = join(folder, 'title \u001b[2J.yaml');
    const scenario = readFileSync('scenarios/gaussian-textbook.yaml', 'utf8').replace(/^title: .*$/m, '');
    writeFileSync(file, `title: "\\e]0;PWNED\\a\\e[2J\\x9b2J"\n${scenario}`);
    for (const [words, shown] of [
      [`describe '${file}'`, '\\u001b]0;PWNED'],
      [`power '${file}' ${lean}`, '\\u001b]0;PWNED'],
      [`validate '${file}' $'\\x1b[2Jnothing'`, '\\u001b[2J'],
      [`analyze $'\\x1b[2Jnothing.csv'`, '\\u001b[2J'],
      [`power '${file}' ${lean} --json`, 'u001b]0;PWNED'],
    ]) {
      const { stdout, stderr } = inShell(`${program} ${words}`);
      expect(stdout + stderr).toContain(shown);
      expect(stdout + stderr).not.toMatch(/(?![\n\t])\p{Cc}/u);
    }
  }, 60_000);
});
