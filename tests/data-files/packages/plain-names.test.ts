import { expect, it } from 'vitest';
import { assertPlainNames, isPlainName } from '../../../src/data-files/packages/plain-names.ts';
import { items } from '../../../src/data-files/writing/items.ts';
import { datedTables } from '../../../src/data-files/dates/dated-tables.ts';
import { tableShapes, measurementsTable } from '../../../src/data-files/writing/shapes/index.ts';
import { tablesBeside } from '../../../src/data-files/writing/tables.ts';
import { truthTable } from '../../../src/data-files/writing/truth.ts';
import { readStudy } from '../../../src/scenario/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';
import { rootKey } from '../../../src/random/index.ts';

const study = readStudy(`
design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
`);
const plan = { model: study.trial, key: rootKey('1'), replicateOf: (trial: number) => trial };
const generator = compileTrial(study.trial, plan.key, 'all');
const written = datedTables(
  [
    ...tableShapes.map((shape) => measurementsTable(generator, study.trial, shape, 'absent')),
    ...[...tablesBeside(study.trial, plan.key, plan.replicateOf), items, truthTable(study.trial, plan.key, plan.replicateOf)],
  ],
  generator,
  { ...plan, dates: { startDate: '2025-01-31' } },
);

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
