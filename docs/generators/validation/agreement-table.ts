import type { Agreement } from './agreement-row.ts';

/** The comparison of a group that came closest to its tolerance, and how many there were. */
interface Worst {
  readonly count: number;
  readonly row: Agreement;
  readonly passes: boolean;
}

const distance = ({ ours, reference }: Agreement): number => (ours === reference ? 0 : Math.abs(ours - reference));
const strain = (row: Agreement): number => (distance(row) === 0 ? 0 : row.allowed > 0 ? distance(row) / row.allowed : Infinity);

function worstOf(rows: readonly Agreement[]): Worst {
  // Among equals the first by name, so that the book is the same every time.
  const sorted = [...rows].sort((a, b) => strain(b) - strain(a) || `${a.test}${a.figure}`.localeCompare(`${b.test}${b.figure}`));
  return { count: rows.length, row: sorted[0], passes: rows.every((row) => distance(row) <= row.allowed) };
}

/** The data of a test by its name: `simulated data P01.json`, `published data …`, `from-memory data …`, or the part before the first `>`. */
export function dataOf({ test }: Agreement): string {
  const [first] = test.split(' > ');
  return first.replace(/\.json$/, '').replace(/^(simulated|published|from-memory) data /, (_, kind: string) => `${kind} `);
}

const digits = (value: number): string => (Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(10))));
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
/** A difference as the power of ten that it stays below: the last digits differ between machines. */
export const below = (value: number): string =>
  value === 0 ? '0' : value < 1e-15 ? '< 1e-15' : `< 1e${Math.ceil(Math.log10(value) + 1e-9)}`;

export const tableHead = [
  'data',
  'figures compared',
  'closest to its tolerance',
  'reference',
  'ours',
  'difference',
  'tolerance',
  'passes',
  'test',
];

/** A row per data set: how many figures were compared, and the one that came closest to its tolerance. */
export function agreementRows(rows: readonly Agreement[]): { cells: string[]; passes: boolean }[] {
  const groups = new Map<string, Agreement[]>();
  for (const row of rows) groups.set(dataOf(row), [...(groups.get(dataOf(row)) ?? []), row]);
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([data, members]) => {
      const { count, row, passes } = worstOf(members);
      const name = row.test
        .split(' > ')
        .slice(-1)[0]
        .replace(/ agrees with (the reference|34-digit arithmetic within .*)$/, '');
      const values = [digits(row.reference), digits(row.ours), below(distance(row)), row.allowed.toPrecision(1)];
      return { cells: [data, String(count), cell(`${name}: ${row.figure}`), ...values, passes ? 'yes' : '**NO**', `${row.file}`], passes };
    });
}

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
