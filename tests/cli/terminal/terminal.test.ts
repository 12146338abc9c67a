import { expect, it } from 'vitest';
import { terminalOf } from '../../../src/cli/terminal/terminal.ts';

const tty = { isTTY: true, columns: 132 };
const file = {};

it.each([
  ['a terminal', tty, {}, true],
  ['a file', file, {}, false],
  ['a file in CI', file, { CI: 'true' }, false],
  ['NO_COLOR', tty, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR', tty, { NO_COLOR: '' }, true],
  ['FORCE_COLOR in a file', file, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR=0', tty, { FORCE_COLOR: '0' }, false],
  ['NO_COLOR against FORCE_COLOR', tty, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ['TERM=dumb', tty, { TERM: 'dumb' }, false],
])('the terminal decides colour on %s', (_, stream, environment, colour) => {
  expect(terminalOf(stream, environment).colour).toBe(colour);
});

it('the terminal draws over lines where it can, whatever its colours', () => {
  expect(terminalOf(tty, { NO_COLOR: '1' }).live).toBe(true);
  expect(terminalOf(file, { FORCE_COLOR: '1' }).live).toBe(false);
  expect(terminalOf(tty, { TERM: 'dumb' }).live).toBe(false);
});

it('the terminal uses Unicode unless it is dumb or the locale says otherwise', () => {
  expect(terminalOf(tty, {}).unicode).toBe(true);
  expect(terminalOf(tty, { LANG: 'de_DE.UTF-8' }).unicode).toBe(true);
  expect(terminalOf(tty, { LANG: 'C' }).unicode).toBe(false);
  expect(terminalOf(tty, { LC_ALL: 'C.utf8', LANG: 'C' }).unicode).toBe(true);
  expect(terminalOf(tty, { TERM: 'dumb', LANG: 'C.UTF-8' }).unicode).toBe(false);
});

it('the terminal is as wide as it says', () => {
  expect(terminalOf(tty, {}).columns).toBe(132);
  expect(terminalOf({ isTTY: true, columns: 0 }, {}).columns).toBe(80);
  expect(terminalOf(file, {}).columns).toBe(80);
});
