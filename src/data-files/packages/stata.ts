import type { Cell } from '../writing/data-table.ts';
import { ByteBuilder } from './byte-builder.ts';
import { assertPlainNames } from './plain-names.ts';
import { refuseCell, RowCount } from './row-count.ts';
import { type ColumnExtent, isMissing, labelsOf } from './table-extent.ts';
import { missing, partsOf, type Storage, type Variable } from './stata-parts.ts';
import type { MeasuredFormat } from './table-file.ts';
import { utf8Length } from './utf8.ts';
import { labelWithUnit } from './value-labels.ts';

/** Longest text of a fixed width, and most variables, of Stata. */
const MAX_TEXT_BYTES = 2045;
const MAX_VARIABLES = 32_767;
const CHUNK_BYTES = 65_536;

/** Values that each type of whole numbers can hold. */
const ranges = [
  { type: 'byte', from: -127, to: 100 },
  { type: 'int', from: -32_767, to: 32_740 },
  { type: 'long', from: -2_147_483_647, to: 2_147_483_620 },
] as const;

function storageOf(name: string, extent: ColumnExtent): Storage {
  if (extent.kind === 'text') {
    if (extent.bytes > MAX_TEXT_BYTES)
      throw new RangeError(`${name}: a text of Stata holds at most ${MAX_TEXT_BYTES} bytes, got ${extent.bytes}`);
    return { type: 'text', bytes: Math.max(1, extent.bytes) };
  }
  if (extent.kind === 'number') return { type: 'double' };
  const [least, greatest] = extent.kind === 'labelled' ? [1, extent.levels.length] : [extent.least, extent.greatest];
  return { type: ranges.find(({ from, to }) => least >= from && greatest <= to)?.type ?? 'double' };
}

/**
 * Stata's `.dta`, release 118 (Stata 14 and later): UTF-8, labels of variables and values, `.` for a missing number. Texts of listed values are labelled numbers.
 * @see StataCorp, Stata Data Management Reference Manual: file formats .dta (`help dta`), release 118
 */
export const stata: MeasuredFormat = {
  name: 'dta',
  title: 'Stata',
  mediaType: 'application/x-stata-dta',
  open(sink, table, provenance, { rows, columns: extents }) {
    assertPlainNames(table.columns);
    if (table.columns.length > MAX_VARIABLES) throw new RangeError(`Stata holds at most ${MAX_VARIABLES} variables`);
    const variables = table.columns.map((column, position): Variable => {
      const extent = extents[position];
      const levels = extent.kind === 'labelled' ? new Map(extent.levels.map((level, code) => [level, code + 1])) : undefined;
      return { name: column.name, label: labelWithUnit(column), storage: storageOf(column.name, extent), labels: labelsOf(extent), levels };
    });
    const parts = partsOf(table, variables, provenance, rows);
    sink.write(parts.head);
    const count = new RowCount(rows);
    const chunk = new ByteBuilder(CHUNK_BYTES + 8192);
    return {
      write(added) {
        count.add(added.length);
        for (const row of added) {
          variables.forEach((variable, position) => putCell(chunk, variable, row[position]));
          if (chunk.length >= CHUNK_BYTES) sink.write(chunk.take());
        }
      },
      close() {
        count.assertComplete();
        sink.write(chunk.raw(parts.tail).take());
      },
    };
  },
};

function putCell(target: ByteBuilder, { name, storage, levels }: Variable, cell: Cell): void {
  if (storage.type === 'text') {
    const text = isMissing(cell) ? '' : String(cell);
    if (utf8Length(text) > storage.bytes) refuseCell(name, cell);
    target.field(text, storage.bytes, 0);
    return;
  }
  putNumber(target, storage.type, isMissing(cell) ? missing[storage.type] : numberOf(name, levels, cell));
}

function numberOf(name: string, levels: ReadonlyMap<string, number> | undefined, cell: Cell): number {
  const value = levels === undefined ? cell : levels.get(String(cell));
  return typeof value === 'number' && Math.abs(value) < missing.double ? value : refuseCell(name, cell);
}

function putNumber(target: ByteBuilder, type: keyof typeof missing, value: number): void {
  if (type === 'double') target.float64(value);
  else if (type === 'long') target.int32(value);
  else if (type === 'int') target.uint16(value & 0xffff);
  else target.uint8(value & 0xff);
}
