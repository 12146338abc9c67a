import { openTable } from '../../data-files/formats/index.ts';
import type { OpenedTable, Unreadable } from '../../data-files/formats/table-format.ts';
import { codesIn } from '../../data-files/layouts/cells.ts';
import { roleNamed } from '../../data-files/layouts/column-roles.ts';
import { tableLayouts } from '../../data-files/layouts/index.ts';
import type { ValueColumn } from '../../data-files/layouts/table-layout.ts';
import { readRecords, type Records } from '../../data-files/read-records.ts';
import { type ColumnNames, observationColumns, type ObservationColumn } from '../../data-files/reading/observation-rows.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { sha256 } from '../../text/sha256.ts';
import { inputError } from '../files/input-file.ts';
import { readTable, type TableOptions } from '../files/read-table.ts';
import { assertRoomFor } from '../files/table-memory.ts';
import type { ArgumentTable, OptionValues } from './define-command.ts';

/** Options of every command that reads recorded data: what the program cannot recognise, or recognises wrongly. */
export const readingOptions = {
  columns: {
    type: 'string',
    many: true,
    describe: 'names of the columns in the file, e.g. subject=ID,treatment=TRT,visit=visit_day,value=hamd17',
  },
  layout: {
    type: 'string',
    choices: tableLayouts.map(({ name }) => name),
    describe: 'how the table is laid out, where its header does not show it',
  },
  values: { type: 'string', many: true, describe: 'columns that hold measurements, with their visits: bl=baseline,d7=day7' },
  missing: {
    type: 'string',
    many: true,
    dashed: true,
    describe: 'codes of missing values beside empty fields, NA and .; e.g. -99,999; none where no number is a code',
  },
  where: { type: 'string', describe: "rows to read, e.g. 'visit != run-in and site in (1, 2)'" },
  decimal: { type: 'string', choices: [',', '.'], describe: 'sign before decimals, where the numbers do not show it' },
  delimiter: { type: 'string', describe: "what stands between fields, e.g. ';'; tab for tabs" },
  encoding: { type: 'string', describe: 'encoding of the text, e.g. windows-1252, where it is not UTF-8 or UTF-16' },
  sheet: { type: 'string', describe: 'sheet of a workbook (.xlsx) with several' },
  edited: {
    type: 'boolean',
    default: false,
    describe: 'read a table that was edited after the program wrote it, whatever SHA256SUMS beside it says',
  },
} as const satisfies ArgumentTable;

/** What the options of a command say about a file of recorded data. */
export type ReadingArguments = OptionValues<typeof readingOptions> & {
  readonly endpoint?: string | undefined;
  readonly visit?: string | undefined;
};

/** A file of recorded data that was opened. */
export interface OpenedFile {
  readonly file: string;
  /** SHA-256 of its bytes. */
  readonly hash: string;
  readonly opened: OpenedTable;
}

/** Opens a file of recorded data, once: what comes through a pipe cannot be read again. @throws ExitError (2) */
export async function openFile(
  file: string,
  { edited, delimiter, encoding, sheet }: Pick<Partial<ReadingArguments>, 'delimiter' | 'encoding' | 'sheet'> & TableOptions,
): Promise<OpenedFile> {
  const bytes = readTable(file, { edited });
  const sign = delimiter === 'tab' || delimiter === '\\t' ? '\t' : delimiter;
  return { file, hash: sha256(bytes), opened: orRefused(file, await openTable(bytes, { delimiter: sign, encoding, sheet })) };
}

/** The measurements of a file. @throws ExitError (2) with every problem of it */
export function recordsIn({ file, opened }: OpenedFile, argv: ReadingArguments): Records {
  const { layout, endpoint, visit, decimal, where } = argv;
  const options = {
    layout,
    endpoint,
    visit,
    decimal,
    where,
    columns: columnNames(argv.columns ?? []),
    values: valueColumns(argv.values ?? []),
  };
  const onSize = (rows: number): void => {
    assertRoomFor(file, rows);
  };
  return orRefused(file, readRecords(opened, { ...options, missing: codesIn(argv.missing ?? []), onSize }));
}

/** What was read. @throws ExitError (2) with every problem of the file */
function orRefused<Read extends object>(file: string, read: Read | Unreadable): Read {
  if (!('problems' in read)) return read;
  throw inputError(read.problems.map(({ line, message }) => (message.startsWith('--') ? message : `${file}:${line} ${message}`)));
}

/** The column names of `--columns subject=ID,…`. */
export function columnNames(lists: readonly string[]): ColumnNames {
  const names: Partial<Record<ObservationColumn, string>> = {};
  const problems: string[] = [];
  for (const pair of lists.flatMap((list) => list.split(','))) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, equals)).trim();
    const column = roleNamed(name);
    if (equals < 1 || pair.slice(equals + 1).trim() === '') problems.push(`--columns: expected column=NAME, got '${pair}'`);
    else if (column !== undefined) {
      const given = pair.slice(equals + 1).trim();
      const earlier = names[column];
      if (earlier !== undefined && earlier !== given) problems.push(`--columns: ${column} is given twice, as ${earlier} and as ${given}`);
      names[column] = given;
    } else {
      const nearest = nearestName(name, observationColumns);
      problems.push(
        `--columns: there is no column '${name}'${nearest === undefined ? '' : `; did you mean ${nearest}?`} (${observationColumns.join(', ')})`,
      );
    }
  }
  if (problems.length > 0) throw inputError(problems);
  return names;
}

/** The columns of `--values bl=baseline,day7`. */
function valueColumns(lists: readonly string[]): ValueColumn[] {
  return lists
    .flatMap((list) => list.split(','))
    .map((pair) => {
      const [column = '', visit] = pair.split('=').map((part) => part.trim());
      return { column, visit: visit ?? column };
    });
}
