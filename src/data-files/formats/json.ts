import { shortName } from '../../text/listed-names.ts';
import { heldTable, type RecordTable } from '../reading/record-table.ts';
import { decodedText } from './encoding.ts';
import { type OpenedTable, type ReadableFormat, type Unreadable, unreadable } from './table-format.ts';

/** Bytes that may stand before the first sign: a byte-order mark and blanks. */
const before: readonly number[] = [0xef, 0xbb, 0xbf, 0x20, 0x09, 0x0a, 0x0d];

/** Objects with a row each: one a line (NDJSON, JSON Lines), or a list of them; or CDISC Dataset-JSON 1.1, with `columns` and `rows`. */
export const json: ReadableFormat = {
  name: 'JSON',
  recognises(bytes) {
    const first = bytes.find((byte) => !before.includes(byte));
    return first === '{'.charCodeAt(0) || first === '['.charCodeAt(0);
  },
  async open(bytes, { encoding }) {
    const decoded = decodedText(bytes, encoding);
    if ('problems' in decoded) return decoded;
    const { text } = decoded;
    const whole = parsed(text);
    if (Array.isArray(whole)) return fromObjects(whole, 'JSON', 1);
    if (isDataset(whole)) return fromDataset(whole);
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const objects = lines.map(parsed);
    const broken = objects.findIndex((object) => object === undefined);
    if (broken >= 0) return unreadable('expected one JSON object a line, got a line that is none', broken + 1);
    return Promise.resolve(fromObjects(objects, 'JSON lines', 1));
  },
};

interface Dataset {
  readonly name?: unknown;
  readonly columns: readonly unknown[];
  readonly rows: readonly unknown[];
}

function isDataset(value: unknown): value is Dataset {
  return isObject(value) && Array.isArray(value.columns) && Array.isArray(value.rows);
}

function fromDataset({ name, columns, rows }: Dataset): OpenedTable | Unreadable {
  const names = columns.map((column) => (isObject(column) ? column.name : undefined));
  const header = names.filter((each) => typeof each === 'string');
  const wrong = rows.findIndex((row) => !Array.isArray(row) || row.length !== header.length);
  if (header.length < columns.length || wrong >= 0)
    return unreadable(
      `expected a Dataset-JSON with a list of ${columns.length} values for each row, got another in row ${Math.max(0, wrong) + 1}`,
    );
  const fields = rows.map((row) => (row as readonly unknown[]).map(fieldOf));
  return opened(heldTable(header, fields), ['Dataset-JSON', ...(typeof name === 'string' ? [name] : [])], fields.length);
}

function fromObjects(objects: readonly unknown[], kind: string, firstLine: number): OpenedTable | Unreadable {
  const wrong = objects.findIndex((object) => !isObject(object));
  if (wrong >= 0) return unreadable('expected an object with a value for each column, got something else', wrong + firstLine);
  const rows = objects.filter(isObject);
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  for (const [place, row] of rows.entries()) {
    const nested = header.find((name) => typeof row[name] === 'object' && row[name] !== null);
    if (nested !== undefined)
      return unreadable(`${shortName(nested)}: expected a number or a text, got an object within it`, place + firstLine);
  }
  const fields = rows.map((row) => header.map((name) => fieldOf(row[name])));
  return opened(heldTable(header, fields, firstLine), [kind], fields.length);
}

function opened(table: RecordTable, said: readonly string[], rowCount: number): OpenedTable {
  return { table, said, rowCount };
}

function fieldOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a JSON text; undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
