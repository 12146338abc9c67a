import { fileOptions } from './file-options.ts';
import { givenOptions } from '../arguments/common-options.ts';
import type { ArgumentTable, OptionValues } from '../arguments/define-command.ts';
import { cdiscForms, cdiscStandards, type CdiscForm, type CdiscStandard } from '../../data-files/cdisc/files/standard.ts';
import { calendarDay } from '../../data-files/cdisc/calendar.ts';
import { formatOfFile } from '../../data-files/writing/formats/index.ts';
import { shortName } from '../../text/listed-names.ts';
import { usageError } from '../terminal/exit-error.ts';

/** Options of the datasets of CDISC. */
export const cdiscOptions = {
  as: {
    type: 'string',
    choices: [...cdiscForms],
    needs: 'format',
    describe: 'with --format adam or sdtm: CSV (the default), Dataset-JSON 1.1 or SAS XPORT files',
  },
  'start-date': {
    type: 'string',
    needs: 'format',
    describe: 'with --format adam or sdtm: day on which the first participant is randomised, as 2025-01-31; one follows every week',
  },
} as const satisfies ArgumentTable;

/** What is asked for of CDISC. */
export interface CdiscRequest {
  readonly standard: CdiscStandard;
  readonly form: CdiscForm;
  readonly startDate: string;
}

/** Options given that say how the program's own tables are written, and have no place with datasets of CDISC; one at its default counts as left out. */
export function optionsOfTables(argv: OptionValues<typeof fileOptions>): string[] {
  const given = givenOptions(argv);
  return [
    ...['truth', 'mess', 'syntax', 'executor', 'shards', 'resume', 'report', 'figures'].filter((name) => given.has(name)),
    ...(argv.shape === fileOptions.shape.default ? [] : ['shape']),
    ...(argv.missed === fileOptions.missed.default ? [] : ['missed']),
    ...(argv.trialsIn === fileOptions['trials-in'].default ? [] : ['trials-in']),
  ];
}

/**
 * The datasets of CDISC that a command line asks for; undefined where it asks for the tables of the program.
 * @param others  options given that the datasets have no place for
 * @throws ExitError (2) without a start, with one that is no day, with such an option, or where `--out` names a file of a table
 */
export function cdiscRequest(
  { format, as: form, startDate, out }: OptionValues<typeof cdiscOptions> & { readonly [Name in 'format' | 'out']?: string | undefined },
  others: readonly string[],
): CdiscRequest | undefined {
  const standard = cdiscStandards.find((each) => each === format);
  if (standard === undefined) {
    const stray = form === undefined ? startDate && 'start-date' : 'as';
    if (stray !== undefined)
      throw usageError(`--${stray}: goes with --format ${cdiscStandards.join(' or ')}, got --format ${format ?? 'csv'}`);
    return undefined;
  }
  if (others.length > 0) throw usageError(`--format ${standard}: cannot go with --${others[0]}`);
  if (out !== undefined && formatOfFile(out) !== undefined)
    throw usageError(`--format ${standard}: expected a folder as --out, got ${out}`);
  if (startDate === undefined)
    throw usageError(
      `--format ${standard}: its datasets have dates; give the day on which the first participant is randomised, as --start-date 2025-01-31`,
    );
  if (calendarDay(startDate) === undefined)
    throw usageError(`--start-date: expected a day of the calendar as 2025-01-31, got ${shortName(startDate)}`);
  return { standard, form: cdiscForms.find((each) => each === form) ?? 'csv', startDate };
}
