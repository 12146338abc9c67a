import { refuse } from '../../arguments/refuse.ts';
import { check, type Check, type Shape } from '../../arguments/shape.ts';
import { checkTrial } from '../../trial/check-trial.ts';
import { columnParts } from '../../trial/trial-data.ts';
import { doseTimes } from '../../trial/events/dose-times.ts';
import { lastMinute, visitMinute } from '../../trial/events/last-contact.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import { type Cell, dataTable, type DataTable, generatorShape, type TableColumn } from '../writing/data-table.ts';
import { plainName } from '../writing/names.ts';
import { calendarDay, calendarOf, isoDate, type StudyCalendar, type TrialDates } from './study-calendar.ts';

/** How the tables of a run get dates. */
export interface DatePlan {
  readonly model: TrialModel;
  readonly dates: TrialDates;
  /** Root key of the run. */
  readonly key: Int32Array;
  /** Gives the simulated trial's number for its number in the files. */
  readonly replicateOf: (trial: number) => number;
}

/** A row of a table with what its dates are worked out from. */
interface DatedRow {
  readonly model: TrialModel;
  readonly generator: TrialGenerator;
  readonly calendar: StudyCalendar;
  readonly subject: number;
  /** From 0. */
  readonly period: number;
  /** A cell of the row by the name of its column. */
  cell(name: string): Cell;
}

/** A column of dates: minutes since 1970-01-01 of a row, nothing where there is no date. */
interface DateColumn {
  readonly name: string;
  readonly label: string;
  moment(row: DatedRow): number | undefined;
}

/** A date of a number of hours since the studied drug, which a column of the table holds. */
const atHours = (name: string, label: string, hours: string): DateColumn => ({
  name,
  label,
  moment: (row) => (row.cell(hours) === '' ? undefined : after(row, Math.round(60 * Number(row.cell(hours))))),
});

/** The moment some minutes after the studied drug of the row's period. */
function after({ calendar, subject, period }: DatedRow, minutes: number): number | undefined {
  const infusion = calendar.infusion(subject, period);
  return infusion === undefined ? undefined : infusion + minutes;
}

const ofSubjects: readonly DateColumn[] = [
  { name: 'randomised_date', label: 'Date of randomisation', moment: ({ calendar, subject }) => calendar.randomised(subject) },
  { name: 'last_contact_date', label: 'Date of the last measurement or dose, or else of randomisation', moment: lastContact },
];

function lastContact(row: DatedRow): number {
  const { generator, model, calendar, subject } = row;
  const { data } = generator;
  const moments = Array.from({ length: data.periodCount }, (_, period) => {
    const at = subject * data.periodCount + period;
    return after({ ...row, period }, lastMinute(generator, at, doseTimes(model, data.treatments[data.treatment[at]])));
  });
  return Math.max(calendar.randomised(subject), ...moments.filter((moment) => moment !== undefined));
}

/** When a visit of the row's period was: what is measured at one visit is measured at one time. @param isMade  whether one of its columns shows that it was */
function dateOfVisit(row: DatedRow, visit: string, isMade: (key: string) => boolean): number | undefined {
  const key = [...row.generator.hours.keys()].find((each) => columnParts(each).visit === visit && isMade(each));
  return key === undefined ? undefined : after(row, visitMinute(row.generator, key, rowOf(row)));
}

const rowOf = ({ subject, period, generator }: DatedRow): number => subject * generator.data.periodCount + period;

/** A column of the date of a visit: in a table of periods for every visit that is more than half a day from the studied drug. */
function visitColumns({ hours }: TrialGenerator): DateColumn[] {
  const visits = new Set([...hours].flatMap(([key, hour]) => (Math.abs(hour) > 12 ? [columnParts(key).visit] : [])));
  return [...visits].map((visit) => ({
    name: plainName(`${visit}_date`),
    label: `Date of the visit ${visit}; empty where it was missed`,
    moment: (row) => dateOfVisit(row, visit, (key) => !Number.isNaN(row.generator.data.columns.get(key)?.[rowOf(row)] ?? NaN)),
  }));
}

const ofPeriod: DateColumn = { name: 'date', label: 'Date of the treatment of the period', moment: (row) => after(row, 0) };

/** The columns of dates of each table, by its file. */
const columnsOf: Readonly<Record<string, (generator: TrialGenerator) => readonly DateColumn[]>> = {
  'observations.csv': () => [atHours('date', 'Date of the measurement', 'hours')],
  'concentrations.csv': () => [atHours('date', 'Date of the concentration', 'hours')],
  'adverse-events.csv': () => [
    atHours('onset_date', 'Date on which the event began', 'onset_hours'),
    atHours('end_date', 'Date on which the event ended', 'end_hours'),
  ],
  'items.csv': () => [
    { name: 'date', label: 'Date of the rating', moment: (row) => dateOfVisit(row, String(row.cell('visit')), () => true) },
  ],
  'subjects.csv': () => ofSubjects,
  'periods.csv': (generator) => [ofPeriod, ...(generator.data.covariates.size > 0 ? visitColumns(generator) : [])],
  'participants.csv': ({ data }) => [
    ...ofSubjects,
    ...Array.from({ length: data.periodCount }, (_, period) => ({
      name: `date_p${period + 1}`,
      label: `${ofPeriod.label} ${period + 1}`,
      moment: (row: DatedRow) => after({ ...row, period }, 0),
    })),
  ],
};

const isDay: Check = (name, value) => {
  if (typeof value !== 'string' || calendarDay(value) === undefined) refuse(name, 'a date such as 2027-01-11', value, 'string');
};
const planShape: Shape = {
  fields: { dates: { fields: { startDate: isDay, 'recruitmentRate?': 'positive' } }, key: 'key', replicateOf: 'function' },
};

/**
 * Tables of simulated trials with columns of dates behind their own, where they have any. No other cell changes.
 * @param generator  of the trials that the tables will be asked for
 * @example
 * ```ts
 * import { datedTables, subjects } from 'crossover-sim/data';
 * import { compileTrial, readStudy, rootKey } from 'crossover-sim';
 * import { starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * const key = rootKey(study.seed);
 * const generator = compileTrial(study.trial, key, 'all');
 * generator.generate(0);
 * const plan = { model: study.trial, dates: { startDate: '2025-01-31' }, key, replicateOf: (trial: number) => trial - 1 };
 * const [dated] = datedTables([subjects], generator, plan);
 * dated.rows(generator, 1)[1].at(-2); // → '2025-02-07'
 * ```
 */
export function datedTables(tables: readonly DataTable[], generator: TrialGenerator, plan: DatePlan): DataTable[] {
  check('tables', tables, { list: { fields: { header: 'list', columns: 'list', rows: 'function' } } });
  check('generator', generator, generatorShape);
  check('plan', plan, planShape);
  const { model, dates, key, replicateOf } = plan;
  checkTrial('plan.model', model);
  return tables.map((table) => {
    if (!Object.hasOwn(columnsOf, table.file)) return table;
    const columns = columnsOf[table.file](generator);
    const [subject, period] = ['subject', 'period'].map((name) => table.header.indexOf(name));
    const places = new Map(table.header.map((name, place) => [name, place]));
    return dataTable({
      ...table,
      columns: [...table.columns, ...columns.map(({ name, label }): TableColumn => ({ name, label, type: 'date' }))],
      rows(trialAtHand, trial) {
        const calendar = calendarOf(trialAtHand, { model, dates, key, replicate: replicateOf(trial) });
        return table.rows(trialAtHand, trial).map((cells) => {
          const cell = (name: string): Cell => cells[places.get(name) ?? -1];
          const of = { subject: Number(String(cells[subject]).slice(1)) - 1, period: period < 0 ? 0 : Number(cells[period]) - 1 };
          const row = { model, generator: trialAtHand, calendar, ...of, cell };
          return [...cells, ...columns.map((column) => dateCell(column.moment(row)))];
        });
      },
    });
  });
}

function dateCell(moment: number | undefined): Cell {
  return moment === undefined ? '' : isoDate(moment);
}
