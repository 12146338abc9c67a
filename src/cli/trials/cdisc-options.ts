import { fileOptions } from './file-options.ts';
import { givenOptions } from '../arguments/common-options.ts';
import type { ArgumentTable, OptionValues } from '../arguments/define-command.ts';
import { cdiscForms, cdiscStandards, type CdiscForm, type CdiscStandard } from '../../data-files/cdisc/files/standard.ts';
import type { TrialDates } from '../../data-files/dates/study-calendar.ts';
import { formatOfFile } from '../../data-files/writing/formats/index.ts';
import { usageError } from '../terminal/exit-error.ts';

/** Options of the datasets of CDISC. */
export const cdiscOptions = {
  as: {
    type: 'string',
    choices: [...cdiscForms],
    needs: 'format',
    describe: 'with --format adam or sdtm: CSV (the default), Dataset-JSON 1.1 or SAS XPORT files',
  },
} as const satisfies ArgumentTable;

/** What is asked for of CDISC. */
export interface CdiscRequest {
  readonly standard: CdiscStandard;
  readonly form: CdiscForm;
  readonly dates: TrialDates;
}

/** Options given that say how the program's own tables are written, and have no place with datasets of CDISC; one at its default counts as left out. */
export function optionsOfTables(argv: OptionValues<typeof fileOptions>): string[] {
  const given = givenOptions(argv);
  return [
    ...['truth', 'mess', 'concentrations', 'syntax', 'executor', 'shards', 'resume', 'report', 'figures'].filter((name) => given.has(name)),
    ...(argv.shape === fileOptions.shape.default ? [] : ['shape']),
    ...(argv.missed === fileOptions.missed.default ? [] : ['missed']),
    ...(argv.trialsIn === fileOptions['trials-in'].default ? [] : ['trials-in']),
  ];
}

/**
 * The datasets of CDISC that a command line asks for; undefined where it asks for the tables of the program.
 * @param dates   of the trials
 * @param others  options given that the datasets have no place for
 * @throws ExitError (2) without dates, with such an option, or where `--out` names a file of a table
 */
export function cdiscRequest(
  { format, as: form, out }: OptionValues<typeof cdiscOptions> & { readonly [Name in 'format' | 'out']?: string | undefined },
  dates: TrialDates | undefined,
  others: readonly string[],
): CdiscRequest | undefined {
  const standard = cdiscStandards.find((each) => each === format);
  if (standard === undefined) {
    if (form !== undefined) throw usageError(`--as: goes with --format ${cdiscStandards.join(' or ')}, got --format ${format ?? 'csv'}`);
    return undefined;
  }
  if (others.length > 0) throw usageError(`--format ${standard}: cannot go with --${others[0]}`);
  if (out !== undefined && formatOfFile(out) !== undefined)
    throw usageError(`--format ${standard}: expected a folder as --out, got ${out}`);
  if (dates === undefined)
    throw usageError(
      `--format ${standard}: its datasets have dates; give the day on which the first participant is randomised, as --start-date 2025-01-31`,
    );
  return { standard, form: cdiscForms.find((each) => each === form) ?? 'csv', dates };
}
