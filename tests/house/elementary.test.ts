import { expect, it } from 'vitest';
import { codeOf, sourceFiles } from './source-files.ts';

/** What ECMAScript specifies to the last bit, and constants. */
const exact = ['abs', 'ceil', 'floor', 'round', 'trunc', 'sign', 'max', 'min', 'sqrt', 'imul', 'clz32', 'fround'];
const constants = ['PI', 'E', 'LN2', 'LN10', 'LOG2E', 'LOG10E', 'SQRT2', 'SQRT1_2'];

/** Functions that each engine may round in its own way, as they are written in a source text; powers of two between literals are exact. */
function roundedByTheEngine(text: string): string[] {
  const code = codeOf({ text });
  const calls = [...code.matchAll(/\bMath\.(\w+)/g)].map(([, name]) => name).filter((name) => ![...exact, ...constants].includes(name));
  const powers = [...code.matchAll(/(\w*[)\]]?) \*\*=? (-?\w*)/g)].filter(([, base, power]) => base !== '2' || !/^-?\d+$/.test(power));
  const taken = /=\s*Math\s*;|\bMath\s*\[/.test(code) ? ['Math as a whole'] : [];
  return [...calls.map((name) => `Math.${name}`), ...powers.map(([found]) => found.trim()), ...taken];
}

it('no source takes a function whose last bits are the choice of an engine: src/elementary has them', () => {
  const found = sourceFiles.flatMap(({ path, text }) => roundedByTheEngine(text).map((what) => `${path}: ${what}`));
  expect(found).toEqual([]);
});

it.each([
  ['const x = Math.log(2);', ['Math.log']],
  ['values.map(Math.exp)', ['Math.exp']],
  ['a ** 2', ['a ** 2']],
  ['(a + b) ** 0.5', ['b) ** 0']],
  ['const { log } = Math;', ['Math as a whole']],
  ['Math[name](x)', ['Math as a whole']],
  ['/** a ** 2, Math.exp(x) */ 2 ** 32 + Math.sqrt(x) // Math.log', []],
])('%s is judged as it should be', (text, expected) => {
  expect(roundedByTheEngine(text)).toEqual(expected);
});
