import { expect, it } from 'vitest';
import { dayNumber } from '../../../src/data-files/writing/calendar.ts';
import { datedTables } from '../../../src/data-files/dates/dated-tables.ts';
import { calendarOf } from '../../../src/data-files/dates/study-calendar.ts';
import type { Cell, DataTable } from '../../../src/data-files/writing/data-table.ts';
import { items } from '../../../src/data-files/writing/items.ts';
import { measurementsTable, tableShapes } from '../../../src/data-files/writing/shapes/index.ts';
import { tablesBeside } from '../../../src/data-files/writing/tables.ts';
import { rootKey } from '../../../src/random/index.ts';
import { readStudy } from '../../../src/scenario/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';
import { adsl } from '../../../src/data-files/cdisc/adam/adsl.ts';
import { recordsOf } from '../cdisc/conformance.ts';
import { scenarios, startDate, trialOf } from '../cdisc/trials.ts';

const names = Object.keys(scenarios);
const replicateOf = (trial: number): number => trial - 1;

/** The tables of a scenario with and without dates, and what their dates are made from. */
function tablesOf(scenario: string, dates = { startDate }) {
  const study = readStudy(scenario);
  const key = rootKey(study.seed);
  const generator = compileTrial(study.trial, key, 'all', scenario.includes('mode: items'));
  const plain = [
    ...tableShapes.map((shape) => measurementsTable(generator, study.trial, shape, 'rows')),
    ...tablesBeside(study.trial, key, replicateOf),
    ...(generator.itemScores.size > 0 ? [items] : []),
  ];
  generator.generate(0);
  const plan = { model: study.trial, dates, key, replicateOf };
  const calendar = calendarOf(generator, { ...plan, replicate: 0 });
  return { generator, calendar, plain, dated: datedTables(plain, generator, plan) };
}

function recordsIn({ dated, generator }: ReturnType<typeof tablesOf>, file: string): Record<string, Cell>[] {
  const table = dated.find((each) => each.file === file);
  if (table === undefined) throw new Error(`no table ${file}`);
  return table.rows(generator, 1).map((row) => Object.fromEntries(table.header.map((name, place) => [name, row[place]])));
}

it.each(names)('dates stand behind the columns of the tables of %s and change no other cell', (name) => {
  const { plain, dated, generator } = tablesOf(scenarios[name]);
  plain.forEach((table: DataTable, place) => {
    const { header, columns } = dated[place];
    expect(header.slice(0, table.header.length)).toEqual(table.header);
    expect(columns.slice(table.columns.length).every(({ type }) => type === 'date')).toBe(true);
    expect(dated[place].rows(generator, 1).map((row) => row.slice(0, table.header.length))).toEqual(table.rows(generator, 1));
  });
});

it.each(names)('the date of a measurement or event of %s is the start of its period plus its hours', (name) => {
  const given = tablesOf(scenarios[name]);
  const { calendar } = given;
  let checked = 0;
  for (const [file, hours, date] of [
    ['observations.csv', 'hours', 'date'],
    ['adverse-events.csv', 'onset_hours', 'onset_date'],
    ['adverse-events.csv', 'end_hours', 'end_date'],
  ])
    for (const row of recordsIn(given, file)) {
      const infusion = calendar.infusion(Number(String(row.subject).slice(1)) - 1, Number(row.period) - 1);
      if (infusion === undefined || row[hours] === '') expect(row[date]).toBe('');
      else {
        expect(dayNumber(String(row[date]))).toBe(Math.floor((infusion / 60 + Number(row[hours]) + 1e-6) / 24));
        checked++;
      }
    }
  expect(checked).toBeGreaterThan(20);
});

it.each(names)('the wide and participant tables of %s have the dates of the long one', (name) => {
  const given = tablesOf(scenarios[name]);
  const long = new Map(
    recordsIn(given, 'observations.csv').flatMap((row) =>
      row.value === '' ? [] : [[`${row.subject} ${row.period} ${row.visit}`, row.date]],
    ),
  );
  const one = new Map(recordsIn(given, 'participants.csv').map((row) => [row.subject, row]));
  let visits = 0;
  for (const row of recordsIn(given, 'periods.csv')) {
    expect(one.get(row.subject)?.[`date_p${row.period}`]).toBe(row.date);
    for (const column of Object.keys(row).filter((each) => each.endsWith('_date'))) {
      expect(row[column]).toBe(long.get(`${row.subject} ${row.period} ${column.slice(0, -5)}`) ?? '');
      visits++;
    }
  }
  expect(visits > 0).toBe(name !== names[2]);
});

it.each(names)('randomisation and last contact of %s are those of ADSL', (name) => {
  const given = tablesOf(scenarios[name]);
  const records = recordsOf(adsl(trialOf(scenarios[name])));
  expect(recordsIn(given, 'subjects.csv').map((row) => [row.randomised_date, row.last_contact_date])).toEqual(
    records.map(({ RANDDT, EOSDT }) => [RANDDT, EOSDT]),
  );
});

it('the items of a rating have the date of its total, and a leap day is a day', () => {
  const given = tablesOf(scenarios[names[0]], { startDate: '2024-02-29' });
  const totals = recordsIn(given, 'observations.csv').filter(({ endpoint, value }) => endpoint === 'hamd17' && value !== '');
  const dates = new Map(totals.map((row) => [`${row.subject} ${row.period} ${row.visit}`, row.date]));
  const rated = recordsIn(given, 'items.csv').filter(({ scale }) => scale === 'hamd17');
  expect(rated.length).toBeGreaterThan(100);
  for (const row of rated) expect(row.date).toBe(dates.get(`${row.subject} ${row.period} ${row.visit}`));
  expect(rated[0].date).toBe('2024-02-29');
  expect(totals.find(({ visit }) => visit === 'day1')?.date).toBe('2024-03-01');
});
