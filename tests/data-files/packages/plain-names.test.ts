import { expect, it } from 'vitest';
import { assertPlainNames, isPlainName } from '../../../src/data-files/packages/plain-names.ts';
import { items } from '../../../src/data-files/writing/items.ts';
import { guessesTable } from '../../../src/data-files/writing/guesses.ts';
import { tables } from '../../../src/data-files/writing/tables.ts';
import { truthTable } from '../../../src/data-files/writing/truth.ts';
import { readStudy } from '../../../src/scenario/index.ts';
import { rootKey } from '../../../src/random/index.ts';

const study = readStudy(`
design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
`);
const written = [...tables, items, guessesTable(study.trial), truthTable(study.trial, rootKey('1'), (trial) => trial)];

it.each(written.map((table) => [table.file, table] as const))(
  'SPSS, SAS, R and Stata need no quotation marks for the names of %s',
  (_, table) => {
    expect(() => assertPlainNames(table.columns)).not.toThrow();
  },
);

it.each(['day 1', '1st', 'value_', 'with', 'TRUE', 'str8', 'in', '_N_', 'größe', 'a.b', 'x'.repeat(33), ''])(
  '%j would need them',
  (name) => {
    expect(isPlainName(name)).toBe(false);
  },
);

it('two columns whose names differ in case alone are refused', () => {
  expect(() => assertPlainNames([{ name: 'Value' }, { name: 'value' }])).toThrow('two columns are named value');
});
