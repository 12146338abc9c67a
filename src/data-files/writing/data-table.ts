import { checkWhole } from '../../arguments/numbers.ts';
import { refuse } from '../../arguments/refuse.ts';
import { type Shape, check } from '../../arguments/shape.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import { delimitedText } from './delimited-text.ts';

/** One value of a data file. An absent value is the empty text. */
export type Cell = string | number;

/** One column, as `dictionary.csv` describes it. */
export interface TableColumn {
  readonly name: string;
  readonly label: string;
  readonly unit?: string;
  readonly type: 'integer' | 'number' | 'text' | 'date';
  /** Values that it may have, or what they mean. */
  readonly codes?: string;
  /** Every value that it may have, with its meaning. */
  readonly values?: Readonly<Record<string, string>>;
  /** How the value comes about, where it is not recorded as it stands. */
  readonly origin?: string;
}

export const trialColumn: TableColumn = { name: 'trial', label: 'Simulated trial, from 1', type: 'integer' };
export const subjectColumn: TableColumn = { name: 'subject', label: 'Subject, unique within a trial', type: 'text' };

export const sequenceColumn: TableColumn = { name: 'sequence', label: 'Ordered conditions of the subject, joined by -', type: 'text' };
export const periodColumn: TableColumn = { name: 'period', label: 'Period, from 1', type: 'integer' };
export const treatmentColumn: TableColumn = { name: 'treatment', label: 'Condition of the period', type: 'text' };

/** A data file that is written trial by trial. */
export interface DataTable {
  /** File name. */
  readonly file: string;
  /** What one row is. */
  readonly label?: string;
  readonly columns: readonly TableColumn[];
  /** The most rows that one trial has, where they may be many. */
  mostRows?(generator: TrialGenerator): number;
  /** Names of the columns. */
  readonly header: readonly string[];
  /** The rows of the trial just generated. @param trial  its number in the file, from 1 */
  rows(generator: TrialGenerator, trial: number): Cell[][];
}

/** What a table needs of the generator of its trial. */
export const generatorShape: Shape = {
  fields: { data: 'object', hours: 'map', actualHours: 'map', 'records?': 'object', 'itemScores?': 'map' },
};

/** A table whose header is the names of its columns. */
export function dataTable(table: Omit<DataTable, 'header'>): DataTable {
  return {
    ...table,
    header: table.columns.map(({ name }) => name),
    rows(generator, trial) {
      check('generator', generator, generatorShape);
      checkWhole('trial', trial, 1);
      return table.rows(generator, trial);
    },
  };
}

/**
 * CSV text of some rows: RFC 4180, CRLF line ends, decimal point. A text that a spreadsheet would take for a formula gets an apostrophe before it.
 *
 * @example
 * ```ts
 * import { csvText, observations } from 'crossover-sim/data';
 * import { compileTrial, readStudy, rootKey } from 'crossover-sim';
 * import { starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * const trial = compileTrial(study.trial, rootKey(study.seed), 'all');
 * trial.generate(0);
 * const text = csvText([observations.header, ...observations.rows(trial, 1)]);
 * text.split('\r\n')[0]; // → 'trial,subject,sequence,period,treatment,visit,hours,endpoint…'
 * ```
 */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  checkCells('rows', rows);
  return delimitedText(rows, ',');
}

/** @throws TypeError unless the argument is a list of rows of texts and numbers */
function checkCells(name: string, rows: readonly (readonly Cell[])[]): void {
  check(name, rows, 'list');
  for (let row = 0; row < rows.length; row++) {
    const cells = rows[row];
    check(`${name}[${row}]`, cells, 'list');
    const wrong = cells.findIndex((cell) => typeof cell !== 'string' && typeof cell !== 'number');
    if (wrong >= 0) refuse(`${name}[${row}][${wrong}]`, 'a text or a number', cells[wrong]);
  }
}

/** A subject's name in data files, unique within a trial. */
export function subjectName(subject: number): string {
  return `S${String(subject + 1).padStart(3, '0')}`;
}
