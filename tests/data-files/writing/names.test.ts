import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainName, plainNames, shortNames } from '../../../src/data-files/writing/names.ts';
import { items } from '../../../src/data-files/writing/items.ts';
import { measurementsTable, tableShapes } from '../../../src/data-files/writing/shapes/index.ts';
import { tablesBeside } from '../../../src/data-files/writing/tables.ts';
import { truthTable } from '../../../src/data-files/writing/truth.ts';
import { rootKey } from '../../../src/random/index.ts';
import { readStudy } from '../../../src/scenario/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';

/** Words that are no names of variables in SPSS, R or Stata, in small letters. */
const reserved = [
  ...['all', 'and', 'by', 'eq', 'ge', 'gt', 'le', 'lt', 'ne', 'not', 'or', 'to', 'with'],
  ...['if', 'else', 'repeat', 'while', 'function', 'for', 'next', 'break', 'true', 'false', 'null', 'inf', 'nan', 'na', 'in'],
  ...['byte', 'double', 'float', 'int', 'long', 'using', 'strl', '_n', '_cons', '_b', '_all'],
];

const study = readStudy(`
design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]], participants: 6 }
analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
`);
const key = rootKey(study.seed);
const generator = compileTrial(study.trial, key, 'all');

it.each([
  ...tablesBeside(study.trial, key, (trial) => trial - 1),
  ...tableShapes.map((shape) => measurementsTable(generator, study.trial, shape, 'absent')),
  ...[items, truthTable(study.trial, key, (trial) => trial - 1)],
])('the columns of $file ($label) have names that SPSS, SAS, Stata and R take without quotes', ({ header }) => {
  for (const name of header) expect(name).toMatch(/^[A-Za-z]\w{0,31}$/);
  expect(header.filter((name) => reserved.includes(name.toLowerCase()))).toEqual([]);
  expect(new Set(header.map((name) => name.toLowerCase())).size).toBe(header.length);
  const short = shortNames(header);
  for (const name of short) expect(name).toMatch(/^[A-Z][A-Z0-9]{0,7}$/);
  expect(new Set(short).size).toBe(header.length);
});

it.each([
  ['four weeks', 'four_weeks'],
  ['Müdigkeit', 'Mudigkeit'],
  ['2nd', 'v_2nd'],
  ['--', 'v_'],
  ['x'.repeat(40), 'x'.repeat(32)],
])('%j becomes the name %s', (text, name) => {
  expect(plainName(text)).toBe(name);
});

it('the names made of any texts are plain, and no two the same', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 30 }), fc.constantFrom(8, 32), (texts, most) => {
      const names = plainNames(texts, most);
      for (const name of names) expect(name.length).toBeLessThanOrEqual(most);
      for (const name of names) expect(name).toMatch(/^[A-Za-z]\w*$/);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(texts.length);
    }),
  );
});
