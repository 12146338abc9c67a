import { check } from '../../arguments/shape.ts';
import { decimalNumber, numberHint } from '../../parameters/decimal-number.ts';
import { listedNames, shortName } from '../../text/listed-names.ts';
import { present } from './missing-codes.ts';
import { boundedTable, type RecordTable } from './record-table.ts';
import type { ReadProblem } from './row-faults.ts';
import type { ReadTrial } from './build-trial.ts';

/** The columns that say whose row it is, where the file does not use the standard names. */
export interface SubjectColumns {
  readonly trial?: string;
  readonly subject?: string;
}

/**
 * Covariates of the subjects of a trial from a CSV with one row per subject (`subjects.csv`) or with several that agree (`observations.csv`).
 * A column of numbers is taken as it stands; one of two words becomes 0 and 1 in alphabetical order; empty, `NA` or `.` is missing (NaN).
 * Subjects without a row are missing. A file without a trial column holds one trial.
 *
 * @param text   of a CSV, or a table that was read from another file
 * @param names  columns asked for
 * @returns one value per subject in the trial's order, by name; or everything that is wrong with the file, by line
 * @example
 * ```ts
 * import { readCovariates } from 'crossover-sim/data';
 * const read = readCovariates('subject,age,sex\n1,34,female\n2,51,male\n', ['age', 'sex'], { trial: '1', subjects: ['1', '2'] });
 * if ('problems' in read) throw new Error('not a table of covariates');
 * read.get('sex'); // → [0, 1]
 * ```
 */
export function readCovariates(
  text: string | RecordTable,
  names: readonly string[],
  read: Pick<ReadTrial, 'trial' | 'subjects'>,
  columns: SubjectColumns = {},
): Map<string, Float64Array> | { problems: ReadProblem[] } {
  check('names', names, { list: 'word' });
  check('read', read, { fields: { trial: 'text', subjects: { list: 'text' } } });
  check('columns', columns, { fields: { 'trial?': 'text', 'subject?': 'text' } });
  const { trial, subjects } = read;
  const table = boundedTable(text);
  if ('problems' in table) return table;
  const head = table.header;
  const place = (name: string): number => head.indexOf(name);
  const subjectColumn = columns.subject ?? 'subject';
  const problems: ReadProblem[] = [subjectColumn, ...names]
    .filter((name) => place(name) < 0)
    .map((name) => ({ line: 1, message: `the header has no column '${name}'; it has ${listedNames(head)}` }));
  if (problems.length > 0) return { problems };
  const ofTrial = place(columns.trial ?? 'trial');
  const places = new Map(subjects.map((subject, position) => [subject, position]));
  const words = names.map(() => subjects.map(() => ''));
  for (const { line, fields: untrimmed } of table.rows()) {
    const fields = untrimmed.map((field) => field.trim());
    if (fields.every((field) => field === '') || (ofTrial >= 0 && fields[ofTrial] !== trial)) continue;
    const subject = places.get(fields[place(subjectColumn)] ?? '');
    if (subject === undefined) continue;
    names.forEach((name, covariate) => {
      const field = fields[place(name)] ?? '';
      const word = present(field);
      const earlier = words[covariate][subject];
      if (word === '') return;
      if (earlier !== '' && earlier !== word) {
        const who = `subject ${shortName(subjects[subject])}`;
        problems.push({ line, message: `${who}: ${name} is ${shortName(word)}, but an earlier line has ${shortName(earlier)}` });
      }
      words[covariate][subject] = word;
    });
  }
  const values = names.map((name, covariate) => valuesOf(name, words[covariate], problems));
  return problems.length > 0 ? { problems } : new Map(names.map((name, covariate) => [name, values[covariate]]));
}

function valuesOf(name: string, words: readonly string[], problems: ReadProblem[]): Float64Array {
  const present = words.filter((word) => word !== '');
  const levels = [...new Set(present)].sort();
  const numbers = present.every((word) => !Number.isNaN(decimalNumber(word)));
  if (present.length === 0) problems.push({ line: 1, message: `${name}: no subject of the trial has a value` });
  else if (!numbers && levels.length > 2) {
    const some = levels.slice(0, 4).map(shortName).join(', ');
    problems.push({
      line: 1,
      message: `${name}: expected numbers or two different words, got ${levels.length} (${some}${levels.length > 4 ? ', …' : ''})${numberHint(levels[0])}`,
    });
  }
  return Float64Array.from(words, (word) => (word === '' ? NaN : numbers ? decimalNumber(word) : levels.indexOf(word)));
}
