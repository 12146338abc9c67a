import type { ColumnNames, ObservationColumn } from '../reading/observation-rows.ts';
import { isBlank, type RecordRow, type RecordTable } from '../reading/record-table.ts';
import type { LongTable } from './table-layout.ts';

/** One measurement of a row of the file. */
export interface Measurement {
  /** The column of its value. */
  readonly at: number;
  /** Empty where the column does not say. */
  readonly endpoint: string;
  /** Empty where the column does not say. */
  readonly visit: string;
}

/** When a measurement was made, and under what. */
export interface Occasion {
  readonly period: number;
  /** Undefined where it is not known. */
  readonly treatment: string | undefined;
}

/** How a table becomes one with a row for each measurement. */
export interface Unpivoting<Kind extends Measurement> {
  /** Columns whose fields every measurement of a row has, by their roles. */
  readonly roles: ColumnNames;
  readonly measurements: readonly Kind[];
  /** What is said of endpoint and visit that no column names. */
  readonly defaults: { readonly endpoint: string; readonly visit: string };
  /** Period and treatment of a measurement where the row has no columns of them; undefined where there was none. */
  readonly occasionOf?: (row: RecordRow, measurement: Kind) => Occasion | undefined;
  readonly said: readonly string[];
}

/** The columns that every long table has beside those of the file. */
const added = ['period', 'treatment', 'visit', 'endpoint', 'value'] as const satisfies readonly ObservationColumn[];

/** A table with a row for each measurement; the other columns of the file are kept under their names, for covariates. */
export function unpivoted<Kind extends Measurement>(
  table: RecordTable,
  { roles, measurements, defaults, occasionOf, said }: Unpivoting<Kind>,
): LongTable {
  const { header } = table;
  const valueColumns = measurements.map(({ at }) => at);
  const kept = header.map((_, place) => place).filter((place) => !valueColumns.includes(place));
  const place = (role: ObservationColumn): number => header.indexOf(roles[role] ?? '');
  const columns: Partial<Record<ObservationColumn, string>> = {};
  for (const role of ['trial', 'subject', 'sequence', 'hours', 'baseline'] as const)
    if (place(role) >= 0 && kept.includes(place(role))) columns[role] = header[place(role)];
  const ownName = (role: ObservationColumn): string => `${role} (read)`;
  for (const role of added) columns[role] = ownName(role);
  const field = ({ fields }: RecordRow, role: ObservationColumn): string => (place(role) < 0 ? '' : fields[place(role)].trim());
  const measured = (row: RecordRow, measurement: Kind): RecordRow | undefined => {
    const occasion = occasionOf?.(row, measurement);
    const value = row.fields[measurement.at];
    if (occasionOf !== undefined && occasion?.treatment === undefined && value.trim() === '') return undefined; // a period that a participant did not have
    const period = occasion === undefined ? field(row, 'period') : String(occasion.period);
    const treatment = occasionOf === undefined ? field(row, 'treatment') : (occasion?.treatment ?? '');
    const visit = measurement.visit || field(row, 'visit') || defaults.visit;
    const endpoint = measurement.endpoint || field(row, 'endpoint') || defaults.endpoint;
    const fields = [...kept.map((each) => row.fields[each]), period, treatment, visit, endpoint, value];
    return { line: row.line, fields, valueColumn: header[measurement.at] };
  };
  const used = Object.values(roles);
  return {
    table: {
      header: [...kept.map((each) => header[each]), ...added.map(ownName)],
      *rows(onFault) {
        for (const row of table.rows(onFault)) {
          if (isBlank(row)) continue;
          if (row.fields.length !== header.length) {
            onFault?.({ line: row.line, message: `expected ${header.length} fields as in the header, got ${row.fields.length}` });
            continue;
          }
          for (const measurement of measurements) {
            const long = measured(row, measurement);
            if (long !== undefined) yield long;
          }
        }
      },
    },
    columns,
    said,
    aside: kept.map((each) => header[each]).filter((name) => !used.includes(name)),
    perRow: measurements.length,
  };
}
