import { refuse } from '../../arguments/refuse.ts';
import { check } from '../../arguments/shape.ts';
import { gzip } from './gzip.ts';
import { json } from './json.ts';
import { parquet } from './parquet.ts';
import { delimitedText } from './delimited-text.ts';
import { closedFormat } from './closed-formats.ts';
import { type FormatOptions, type OpenedTable, type ReadableFormat, type Unreadable, unreadable } from './table-format.ts';
import { xlsx } from './xlsx.ts';

/** Every format that is read, in the order in which they are tried; a text is what no other format recognises. */
export const readableFormats: readonly ReadableFormat[] = [gzip, parquet, xlsx, json, delimitedText];

/** How often a file may be packed in another (assumed). */
const MAX_PACKINGS = 2;

/**
 * The table that a file holds, in whatever format, or why it cannot be read.
 * @param file  its bytes
 * @example
 * ```ts
 * import { openTable } from 'crossover-sim/data';
 * const opened = await openTable(new TextEncoder().encode('ID;Score\n1;12,5\n'));
 * if ('problems' in opened) throw new Error('not a table');
 * opened.said; // → ['semicolon']
 * ```
 * @see PKWARE (2022) .ZIP File Format Specification 6.3.10; RFC 1952 (gzip); RFC 4180 (CSV); ECMA-376 (xlsx)
 */
export async function openTable(file: Uint8Array, options: FormatOptions = {}): Promise<OpenedTable | Unreadable> {
  check('options', options, { fields: { 'encoding?': 'text', 'delimiter?': 'text', 'sheet?': 'text' } });
  if (!(file instanceof Uint8Array)) refuse('file', 'a Uint8Array', file);
  let bytes = file;
  const said: string[] = [];
  for (let packings = 0; packings <= MAX_PACKINGS; packings++) {
    const closed = closedFormat(bytes);
    if (closed !== undefined) return unreadable(closed);
    const format = readableFormats.find((each) => each.recognises(bytes)) ?? delimitedText;
    const opened = await format.open(bytes, options);
    if ('problems' in opened) return opened;
    if ('table' in opened) {
      const { table, rowCount } = opened;
      return said.length === 0 ? opened : { table, rowCount, said: [...said, ...opened.said] };
    }
    said.push(opened.packing);
    bytes = opened.bytes;
  }
  return unreadable(`the file is packed more than ${MAX_PACKINGS} times: unpack it`);
}
