import type { EndpointTraits } from '../../outcomes/endpoint.ts';
import type { Cell, TableColumn } from '../writing/data-table.ts';
import type { CellPlace, MessedTable } from './defect.ts';

/** The values that a cell may have. */
export interface ValueRange {
  readonly minimum: number;
  /** Infinite where there is no limit. */
  readonly maximum: number;
  readonly whole: boolean;
}

/** Columns of participants whose values have limits that no dictionary states (assumed). */
const limits: Readonly<Record<string, ValueRange>> = { age: { minimum: 0, maximum: 120, whole: false } };

const RANGE = /^(-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)/;

/** The range of a cell; undefined where it is not known. */
export function rangeOfCell({ table, column, row }: CellPlace): ValueRange | undefined {
  const place = table.places.get('endpoint');
  const named = column.name === 'value' && place !== undefined ? traitsOf(table, row[place]) : undefined;
  return named === undefined ? rangeOfColumn(column, table) : rangeOfTraits(named);
}

/** Every range that the cells of a column may have. */
export function rangesOfColumn(column: TableColumn, table: MessedTable): ValueRange[] {
  const ranges =
    column.name === 'value' && table.places.has('endpoint')
      ? Object.values(table.endpoints).map(rangeOfTraits)
      : [rangeOfColumn(column, table)];
  return ranges.filter((range) => range !== undefined);
}

function rangeOfColumn(column: TableColumn, table: MessedTable): ValueRange | undefined {
  const { name, type, codes = '' } = column;
  if (type !== 'integer' && type !== 'number') return undefined;
  if (Object.hasOwn(limits, name)) return limits[name];
  const [, minimum, maximum] = RANGE.exec(codes) ?? [];
  if (minimum !== undefined) return { minimum: Number(minimum), maximum: Number(maximum), whole: type === 'integer' };
  const traits = endpointOfColumn(name, table);
  return traits === undefined ? undefined : rangeOfTraits(traits);
}

function traitsOf({ endpoints }: MessedTable, endpoint: Cell): EndpointTraits | undefined {
  return typeof endpoint === 'string' && Object.hasOwn(endpoints, endpoint) ? endpoints[endpoint] : undefined;
}

/** A range of traits; undefined where they state no limit. */
function rangeOfTraits({ minimum, maximum, whole = true }: EndpointTraits): ValueRange | undefined {
  const stated = { minimum: minimum ?? (Number.isFinite(maximum) ? 0 : -Infinity), maximum: maximum ?? Infinity, whole };
  return Number.isFinite(stated.maximum) || Number.isFinite(stated.minimum) ? stated : undefined;
}

/** The endpoint of a column such as `hamd17_day1`. */
function endpointOfColumn(name: string, { endpoints }: MessedTable): EndpointTraits | undefined {
  const found = Object.keys(endpoints).filter((endpoint) => name.startsWith(`${endpoint.replaceAll(/\W+/g, '_')}_`));
  const longest = found.reduce((best, endpoint) => (endpoint.length > best.length ? endpoint : best), '');
  return longest === '' ? undefined : endpoints[longest];
}
