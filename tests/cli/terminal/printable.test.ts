import fc from 'fast-check';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { printable, whilePrompting } from '../../../src/cli/terminal/printable.ts';

it.each([
  ['\u001b]0;PWNED\u0007\u001b[2J', '\\u001b]0;PWNED\\u0007\\u001b[2J'],
  ['a\u009b2Jb', 'a\\u009b2Jb'],
  ['invoice\u202efdp.exe', 'invoice\\u202efdp.exe'],
  ['over\rwritten', 'over\\u000dwritten'],
  ['bell\u0007 back\b\u007f', 'bell\\u0007 back\\u0008\\u007f'],
  ['\u001b[8mhidden\u001b[1Gmoved', '\\u001b[8mhidden\\u001b[1Gmoved'],
])('what a terminal would obey is shown: %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

it.each(['plain text, é 漢 😀\n\tindented', '\u001b[36mcyan\u001b[39m', '\r\u001b[2Kprogress', 'line\r\n'])(
  'what this program sends stays: %j',
  (text) => {
    expect(printable(text)).toBe(text);
  },
);

it('a prompt may be drawn while somebody is asked', async () => {
  expect(await whilePrompting(async () => Promise.resolve(printable('\u001b[1G> \u001b[0J')))).toBe('\u001b[1G> \u001b[0J');
  expect(printable('\u001b[1G')).toBe('\\u001b[1G');
});

it('a JSON document says the same, whatever control characters are in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = printable(JSON.stringify({ text }));
      expect(JSON.parse(shown)).toEqual({ text });
      expect(stripVTControlCharacters(shown)).toBe(shown);
      expect(shown).not.toMatch(/[\p{Cc}\u202e\u2066]/u);
    }),
    { numRuns: 2000, seed: 13 },
  );
});
