import type { ColumnNames } from '../reading/observation-rows.ts';
import type { RecordTable } from '../reading/record-table.ts';
import type { Unreadable } from '../formats/table-format.ts';
import { adam } from './adam.ts';
import { columnRoles } from './column-roles.ts';
import { long } from './long.ts';
import { participant } from './participant.ts';
import type { LongTable, TableLayout, ValueColumn } from './table-layout.ts';
import { wide } from './wide.ts';

/** Every layout that is read, in the order in which they are tried. */
export const tableLayouts: readonly TableLayout[] = [adam, long, wide, participant];

/** What a user says about the layout of a table. */
export interface LayoutOptions {
  readonly layout?: string | undefined;
  readonly columns: ColumnNames;
  readonly endpoint?: string | undefined;
  readonly values?: readonly ValueColumn[] | undefined;
}

/** A table with a row for each measurement, and how it was laid out. */
export interface ArrangedTable extends LongTable {
  readonly layout: TableLayout;
}

/**
 * The table with a row for each measurement, whatever its layout; or why there is none, with a question where it is not clear.
 * A header of no layout is taken for a long one, whose reader says what is missing.
 */
export function arrangedTable(table: RecordTable, { layout, columns, endpoint, values = [] }: LayoutOptions): ArrangedTable | Unreadable {
  const roles = columnRoles(table.header, columns, endpoint);
  const tried = layout === undefined ? tableLayouts : tableLayouts.filter(({ name }) => name === layout);
  for (const each of tried) {
    const arranged = each.arrange({ table, roles, endpoint, values, isTold: layout !== undefined });
    if (arranged === undefined) continue;
    if ('problems' in arranged) return arranged;
    const questions = each === adam ? [] : roles.questions;
    if (questions.length > 0) return { problems: questions.map((message) => ({ line: 1, message })) };
    const recognised = each === adam ? [] : roles.recognised.filter((role) => arranged.columns[role] !== undefined);
    const said = recognised.map((role) => `${role} from ${roles.names[role]}`);
    return { ...arranged, layout: each, said: [...arranged.said, ...said] };
  }
  const problems = roles.questions.map((message) => ({ line: 1, message }));
  return problems.length > 0 ? { problems } : { table, columns: roles.names, said: [], aside: [], perRow: 1, layout: long };
}
