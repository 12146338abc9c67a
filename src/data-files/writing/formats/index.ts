import { check } from '../../../arguments/shape.ts';
import { csv } from './csv.ts';
import { csvGz } from './csv-gz.ts';
import { ndjson } from './ndjson.ts';
import { parquet } from './parquet.ts';
import type { TableFormat } from './table-format.ts';
import { tsv } from './tsv.ts';
import { xlsx } from './xlsx.ts';

/** Every format in which tables are written. A format is one file beside this one and one word here. */
export const tableFormats: readonly TableFormat[] = [csv, tsv, csvGz, ndjson, parquet, xlsx];

/** The format of a name; undefined for a name of none. */
export function formatNamed(name: string): TableFormat | undefined {
  return tableFormats.find((format) => format.name === name);
}

/**
 * The format that a file name ends with, and the name without that ending; undefined where it ends with none.
 * @example
 * ```ts
 * import { formatOfFile, observations } from 'crossover-sim/data';
 * const found = formatOfFile('trials.csv.gz');
 * const parts: Uint8Array[] = [];
 * const provenance = { scenario: 'my trial', hash: 'abc', seed: '1', version: '1.0.0' };
 * const table = { name: 'trials', label: 'One row per measurement', columns: observations.columns };
 * const writer = await found?.format.open({ write: (bytes) => parts.push(bytes) }, table, provenance);
 * writer?.write([[1, 'S001', 'A-B', 1, 'A', 'day1', 24, 'hamd17', 12]]);
 * writer?.close();
 * found?.stem; // → 'trials'
 * ```
 */
export function formatOfFile(file: string): { readonly format: TableFormat; readonly stem: string } | undefined {
  check('file', file, 'text');
  const lower = file.toLowerCase();
  const format = tableFormats.find(({ name }) => lower.endsWith(`.${name}`) && !/(?:^|[/\\])$/.test(lower.slice(0, -name.length - 1)));
  return format === undefined ? undefined : { format, stem: file.slice(0, -format.name.length - 1) };
}
