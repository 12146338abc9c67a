import { expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

/** What ECMAScript specifies to the last bit, and constants. */
const exact = ['abs', 'ceil', 'floor', 'round', 'trunc', 'sign', 'max', 'min', 'sqrt', 'imul', 'clz32', 'fround'];
const constants = ['PI', 'E', 'LN2', 'LN10', 'LOG2E', 'LOG10E', 'SQRT2', 'SQRT1_2'];

const allowed = new RegExp(`^\\.(?:${[...exact, ...constants].join('|')})\\b`);

/** Functions that each engine may round in its own way, as they are written in a source text; powers of two between whole numbers are exact. */
function roundedByTheEngine(text: string): string[] {
  // Only comments are left out, which begin a line or follow a space: what is quoted is judged as code.
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/ .*$/gm, '$1');
  const names = [...code.matchAll(/\bMath\b(?!')(.{0,20})/gs)].filter(([, after]) => !allowed.test(after)).map(([found]) => found);
  const powers = [...code.matchAll(/[\w)\]. ]{0,12}(?<=[\w)\]] ?)\*\*.{0,8}/g)].filter(
    ([found]) => !/(?<![\w.])2 \*\* -?\d+(?![\w.])/.test(found),
  );
  return [...names, ...powers.map(([found]) => found)].map((found) => found.trim());
}

it('no source takes a function whose last bits are the choice of an engine: src/elementary has them', () => {
  const found = sourceFiles.flatMap(({ path, text }) => roundedByTheEngine(text).map((what) => `${path}: ${what}`));
  expect(found).toEqual([]);
});

it.each([
  'const x = Math.log(2);',
  'values.map(Math.exp)',
  'Math?.log(x)',
  'Math\n  .log(x)',
  'a ** 2',
  'a**2',
  'x **= 2',
  '(a + b) ** 0.5',
  '2 ** 0.5',
  '1.2 ** 2',
  '2 ** x',
  'const { log } = Math;',
  'Math[name](x)',
  'new Instance(module, { math: Math })',
  'Reflect.get(Math, name)',
  '`http://a` + Math.log(x)',
  '"//"; Math.log(2)',
])('%s is refused', (text) => {
  expect(roundedByTheEngine(text)).toHaveLength(1);
});

it.each(['/** a ** 2, Math.exp(x) */ 2 ** 32 + Math.sqrt(x) // Math.log', 'Math.max(a, b) * Math.PI', '2 ** -53'])(
  '%s is taken',
  (text) => {
    expect(roundedByTheEngine(text)).toEqual([]);
  },
);
