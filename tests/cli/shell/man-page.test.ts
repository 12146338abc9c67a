import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { everyCommand } from '../../../src/cli/shell/shell-commands.ts';
import { emptyFolder, run } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const page = (await run('man')).stdout;
const shown = (await everyCommand()).filter(({ describe }) => describe !== false);
/** The page as a program reads it, hyphens as they are typed. */
const plain = page.replaceAll('\\-', '-').replaceAll(/\\f[BRI]/g, '');

/** How a formatter ends on the page, and what it has to say; undefined where it is not installed. */
function checkedBy(program: string, ...words: string[]) {
  const { status, stdout, stderr, error } = spawnSync(program, words, { input: page, encoding: 'utf8' });
  return error === undefined ? { status, said: stdout + stderr } : undefined;
}
const has = (program: string): boolean => spawnSync(program, ['-V'], { input: '' }).error === undefined;

it('the manual page has every command with its options and examples', () => {
  for (const { usage, options, examples } of shown) {
    expect(plain).toContain(`\n.SS ${usage}\n`);
    for (const name of Object.keys(options)) expect(plain).toMatch(new RegExp(`^--${name}( |$)`, 'm'));
    for (const [command] of examples) expect(plain).toContain(`\ncrossover-sim ${command}\n`);
  }
});

it('the manual page has the name, the version and its date, and says what exit codes mean', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(page).toMatch(new RegExp(`^\\.TH CROSSOVER-SIM 1 "\\d{4}-\\d\\d-\\d\\d" "crossover-sim ${version.replaceAll('.', '\\.')}"`));
  for (const code of [0, 1, 2, 3, 4, 5]) expect(page).toContain(`\n.B ${code}\n`);
});

it('no line of the manual page is a request by accident, and all are ASCII', () => {
  const requests = new Set(page.split('\n').flatMap((line) => (/^[.']/.test(line) ? [line.split(' ')[0]] : [])));
  expect([...requests].sort()).toEqual(['.B', '.I', '.PP', '.RE', '.RI', '.RS', '.SH', '.SS', '.TH', '.TP', '.fi', '.nf'].sort());
  expect(page).toMatch(/^[\n\x20-\x7e]*$/);
});

it.skipIf(!has('mandoc'))('mandoc finds nothing wrong with the manual page', () => {
  expect(checkedBy('mandoc', '-Tlint', '-W', 'warning')).toEqual({ status: 0, said: '' });
});

it.skipIf(!has('groff'))('groff sets the manual page without a warning', () => {
  expect(checkedBy('groff', '-man', '-ww', '-z')).toEqual({ status: 0, said: '' });
});

it('man --out keeps the page in a file', async () => {
  const file = join(folder, 'crossover-sim.1');
  expect(await run('man', '--out', file)).toEqual({ exitCode: 0, stdout: `wrote ${file}\n`, stderr: '' });
  expect(readFileSync(file, 'utf8')).toBe(page);
});
