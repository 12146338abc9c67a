import type { EndpointTraits } from '../../outcomes/endpoint.ts';
import { endpointTraits } from '../../outcomes/endpoint-traits.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import { type Cell, type DataTable, dataTable, type TableColumn } from '../writing/data-table.ts';
import { TRUTH_FILE } from '../writing/truth.ts';
import type { MessedTable } from './defect.ts';
import { defectKinds } from './defect-kinds.ts';
import { keyColumns, keyRows, MESS_KEY_FILE } from './mess-key.ts';
import { canHave, plantDefects } from './plant-defects.ts';

/** How defects are planted into the tables of a run. */
export interface MessPlan {
  /** Share of what can have a defect, by its kind. */
  readonly rates: Readonly<Record<string, number>>;
  /** Root key of the run. */
  readonly key: Int32Array;
  /** Gives the simulated trial's number for its number in the files. */
  readonly replicateOf: (trial: number) => number;
  /** Endpoints that the trials record. */
  readonly endpoints: readonly string[];
  /** What a scenario says of endpoints that it declares. */
  readonly declared?: Readonly<Record<string, EndpointTraits>>;
}

/** Tables that get defects: those of participants, but never the truth. */
const isMessed = ({ file, header }: DataTable): boolean => header.includes('subject') && file !== TRUTH_FILE;

/** A table as the kinds of defects see it. */
export function asMessedTable(
  { file, columns }: DataTable,
  { endpoints, declared = {} }: Pick<MessPlan, 'endpoints' | 'declared'>,
): MessedTable {
  const known = endpoints.flatMap((name): [string, EndpointTraits][] => {
    const traits = Object.hasOwn(declared, name) ? declared[name] : endpointTraits(name);
    return traits === undefined ? [] : [[name, traits]];
  });
  return { file, columns, places: new Map(columns.map(({ name }, place) => [name, place])), endpoints: Object.fromEntries(known) };
}

/** Kinds of defects that no table of a run can have, each with what is missing. */
export function impossibleKinds(
  tables: readonly DataTable[],
  plan: Pick<MessPlan, 'endpoints' | 'declared'>,
): { readonly name: string; readonly needs: string }[] {
  const messed = tables.filter(isMessed).map((table) => asMessedTable(table, plan));
  return defectKinds.filter((kind) => !messed.some((table) => canHave(table, kind))).map(({ name, needs }) => ({ name, needs }));
}

/**
 * Tables with planted defects in the place of the clean ones, and the key of what was planted as one table more, which is asked for after them.
 * The random numbers are streams of their own: no value of a clean table changes.
 * The lines of the key are rows of a trial until `KeyLines` has resolved them.
 */
export function messedTables(tables: readonly DataTable[], plan: MessPlan): DataTable[] {
  const keys = new Map<string, { readonly trial: number; readonly rows: Cell[][] }>();
  const messed = tables.map((table): DataTable => {
    if (!isMessed(table)) return table;
    const known = asMessedTable(table, plan);
    const { mostRows } = table;
    return dataTable({
      ...table,
      columns: table.columns.map((column) => messedColumn(column, known, plan.rates)),
      ...(mostRows === undefined ? {} : { mostRows: (generator) => withMostCopies(mostRows(generator), known, plan.rates) }),
      rows(generator, trial) {
        const streams = { key: plan.key, replicate: plan.replicateOf(trial) };
        const { rows, defects } = plantDefects(table.rows(generator, trial), known, plan.rates, streams);
        keys.set(table.file, { trial, rows: keyRows(known, trial, defects, rows.length) });
        return rows;
      },
    });
  });
  const keyOf = (table: DataTable, generator: TrialGenerator, trial: number): Cell[][] => {
    if (keys.get(table.file)?.trial !== trial) table.rows(generator, trial);
    return keys.get(table.file)?.rows ?? [];
  };
  const key = dataTable({
    file: MESS_KEY_FILE,
    columns: keyColumns,
    rows: (generator, trial) => messed.filter(isMessed).flatMap((table) => keyOf(table, generator, trial)),
  });
  return [...messed, key];
}

/** SDs above the mean number of copies that are made room for (assumed: it is exceeded once in a thousand million trials). */
const COPY_SDS = 6;

/** Rows of a trial with the copies that some kinds of defects add: of so many rows, about as many as are ever drawn. */
function withMostCopies(rows: number, table: MessedTable, rates: Readonly<Record<string, number>>): number {
  const kinds = defectKinds.filter((kind) => kind.scope === 'row' && Object.hasOwn(rates, kind.name) && canHave(table, kind));
  const rate = Math.max(0, ...kinds.map(({ name }) => rates[name]));
  if (rate === 0) return rows;
  return rows + Math.min(rows, Math.ceil(rows * rate + COPY_SDS * (1 + Math.sqrt(rows * rate * (1 - rate)))));
}

/** A column as the dictionary describes it: that it may hold planted defects, and the type that it then has. Its values are no longer those that it may have. */
function messedColumn(column: TableColumn, table: MessedTable, rates: Readonly<Record<string, number>>): TableColumn {
  const kinds = defectKinds.filter((kind) => (Object.hasOwn(rates, kind.name) ? rates[kind.name] : 0) > 0 && concerns(kind, column, table));
  if (kinds.length === 0) return column;
  const type = kinds.reduce((so, kind) => (kind.scope === 'cell' ? (kind.typeAfter?.(so) ?? so) : so), column.type);
  const note = `planted defects, see ${MESS_KEY_FILE}: ${kinds.map(({ name }) => name).join(', ')}`;
  const { name, label, unit, origin, codes } = column;
  const kept = { name, label, ...(unit === undefined ? {} : { unit }), ...(origin === undefined ? {} : { origin }) };
  return { ...kept, type, codes: codes === undefined ? note : `${codes}; ${note}` };
}

function concerns(kind: (typeof defectKinds)[number], column: TableColumn, table: MessedTable): boolean {
  if (kind.scope === 'cell') return kind.applies(column, table);
  return kind.scope === 'participant' && column.name === 'treatment' && kind.appliesTo(table);
}
