import { dataLimits } from '../reading/limits.ts';
import { heldTable } from '../reading/record-table.ts';
import { startsWith, type ReadableFormat, unreadable } from './table-format.ts';

/** How pages of a file may be packed that are read: by hyparquet itself, and by fflate. */
const packings: readonly string[] = ['UNCOMPRESSED', 'SNAPPY', 'GZIP'];

const PACK = 'write it with snappy, gzip or none (pandas and polars: compression="snappy"; arrow::write_parquet: compression = "snappy")';

/** Apache Parquet, read by hyparquet (no dependencies, maintained), which is loaded when it is needed. */
export const parquet: ReadableFormat = {
  name: 'Parquet',
  recognises: (bytes) => startsWith(bytes, [0x50, 0x41, 0x52, 0x31]),
  async open(bytes) {
    const { parquetMetadata, parquetReadObjects } = await import('hyparquet');
    const file = Uint8Array.from(bytes).buffer;
    try {
      const metadata = parquetMetadata(file);
      const rowCount = Number(metadata.num_rows);
      const columns = metadata.row_groups.flatMap((group) => group.columns.flatMap(({ meta_data }) => meta_data ?? []));
      const header = [...new Set(columns.map(({ path_in_schema: [name] }) => name))];
      const nested = columns.find(({ path_in_schema }) => path_in_schema.length > 1);
      if (nested !== undefined)
        return unreadable(`column '${nested.path_in_schema[0]}' holds lists or records: write columns of numbers and texts`);
      const packed = columns.find(({ codec }) => !packings.includes(codec));
      if (packed !== undefined)
        return unreadable(`the Parquet file is packed by ${packed.codec.toLowerCase()}, which is not read: ${PACK}`);
      const size = columns.reduce((sum, column) => sum + Number(column.total_uncompressed_size), 0);
      if (rowCount * header.length > dataLimits.cells || size > dataLimits.unpackedBytes)
        return unreadable(
          `the Parquet file has ${rowCount} rows of ${header.length} columns and ${size} bytes, more than the limit of ${dataLimits.cells} values or ${dataLimits.unpackedBytes / 1e6} MB; split it, by trial or by endpoint`,
        );
      const { gunzipSync } = await import('fflate');
      const GZIP = (page: Uint8Array, size: number): Uint8Array => gunzipSync(page, { out: new Uint8Array(size) });
      const rows = await parquetReadObjects({ file, metadata, compressors: { GZIP } });
      const fields = rows.map((row) => header.map((name) => fieldOf(row[name])));
      return { table: heldTable(header, fields), said: ['Parquet'], rowCount };
    } catch (error) {
      return unreadable(`the Parquet file cannot be read (${(error as Error).message}): is it whole? Write it again, or export it as CSV`);
    }
  },
};

function fieldOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '');
  const isPlain = typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
  // A missing number of pandas is NaN.
  return isPlain && !Number.isNaN(value) ? String(value) : '';
}
