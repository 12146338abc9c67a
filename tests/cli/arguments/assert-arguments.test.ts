import { describe, expect, it } from 'vitest';
import { commandsFor } from '../../../src/cli/shell/commands-by-name.ts';
import { decimalNumber } from '../../../src/parameters/decimal-number.ts';
import { run, shipped } from '../command-line.ts';

const names = (await commandsFor([])).filter(({ describe: shown }) => shown !== false).map(({ command }) => String(command).split(' ')[0]);
const options: { name: string; option: string }[] = [];
for (const name of names) {
  const help = (await run(name, '--help')).stdout.replaceAll(/\n {20,}/g, ' ');
  options.push(...[...help.matchAll(/^ +--([\w-]+) .*\[number\]/gm)].map(([, option]) => ({ name, option })));
}

it('numeric options are found in the help', () => {
  expect(options.length).toBeGreaterThan(15);
});

describe.each(options)('$name --$option', ({ name, option }) => {
  it.each([
    ['ten', ''],
    ['30,5', ' (decimal comma; write a point)'],
    ['0x1F', ' (only decimal numbers are read)'],
    ['1e999', ''],
  ])('the message of a numeric option names what was typed: %s', async (typed, hint) => {
    const scenario = shipped('gaussian-textbook.yaml');
    for (const words of [[`--${option}`, typed], [`--${option}=${typed}`]]) {
      const { exitCode, stdout, stderr } = await run(name, scenario, ...words, ...(name === 'plan' ? ['--out', '/nonexistent'] : []));
      expect([exitCode, stdout, stderr]).toEqual([2, '', `--${option}: expected a number, got '${typed}'${hint}\n`]);
    }
  });
});

it('the program tells all numbers that are none at once, and lets numbers through', async () => {
  const { stderr } = await run('power', 'absent.yaml', '--participants', '1O', '--mcse=x', '--atOnce', 'y', '--seed', 'any text');
  expect(stderr.trimEnd().split('\n')).toEqual([
    "--participants: expected a number, got '1O'",
    "--mcse: expected a number, got 'x'",
    "--at-once: expected a number, got 'y'",
  ]);
  expect((await run('describe', shipped('gaussian-textbook.yaml'), '--participants', '2e1', '--seed', '0x1F', '--json')).exitCode).toBe(0);
});

it('a number is what is written in decimals', () => {
  for (const text of ['12', '-3.5', '.5', '5.', '+1e-3', ' 7 ']) expect(decimalNumber(text)).toBe(Number(text));
  for (const text of ['', ' ', '0x1F', '0b1', '0o7', 'Infinity', '-Infinity', 'NaN', '1e999', '1_000', '1,5', '1 2', '٣'])
    expect(decimalNumber(text)).toBeNaN();
});

it.each([
  ['--set', 'design.washoutDays=0x1F', "--set design.washoutDays: expected 0.1 to 365 days, got '0x1F'"],
  ['--require', '0x1', "--require: expected a power between 0 and 1 (or name=power, or 'name < rate' for an upper bound), got '0x1'"],
  ['--workers', '0x2', "--workers: expected a whole number from 1 to 1024, or auto, got '0x2'"],
  ['--vary', 'design.participants=0x10:0x20:1', "--vary design.participants: expected path=a,b,c or path=from:to:step, got '0x10:0x20:1'"],
  ['--vary', 'design.participants=0x10,20', "design.participants: expected a whole number from 1 to 10000000 patients, got '0x10'"],
])('%s %s is not read as hexadecimal', async (option, value, message) => {
  const { exitCode, stderr } = await run('power', shipped('gaussian-textbook.yaml'), option, value, '--replicates', '500');
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
});
