import { readFileSync } from 'node:fs';
import { note } from '../../reference/agreement.ts';

/** One row of tests/reference/special_functions.json: arguments by name, base R's value and the 34-digit one. */
export type ReferenceRow = Readonly<Record<string, number>> & { readonly fn: string; readonly mp: number };

const file: { rows: Record<string, unknown>[] } = JSON.parse(
  readFileSync(new URL('../../reference/special_functions.json', import.meta.url), 'utf8'),
);

/** The rows of one function; throws if there are none, so that a misspelt name cannot pass. */
export function referenceRows(fn: string): ReferenceRow[] {
  const rows = file.rows.filter((row) => row['fn'] === fn && typeof row['mp'] === 'number') as ReferenceRow[];
  if (rows.length === 0) throw new Error(`no reference rows of ${fn}`);
  return rows;
}

function argumentsOf({ fn, mp, r, ...rest }: Record<string, unknown>): string {
  void [fn, mp, r];
  return Object.entries(rest)
    .map(([name, value]) => `${name} = ${String(value)}`)
    .join(', ');
}

/** Largest relative disagreement over the rows (absolute where the reference is 0). */
export function worstDisagreement(fn: string, value: (row: ReferenceRow) => number): number {
  let worst = 0;
  for (const row of referenceRows(fn)) {
    const got = value(row);
    const error = row.mp === 0 ? Math.abs(got) : Math.abs(got - row.mp) / Math.abs(row.mp);
    if (Number.isFinite(got)) note(`distribution function ${fn}`, argumentsOf(row), got, row.mp, 1e-11 * Math.abs(row.mp) + 1e-300);
    worst = Math.max(worst, Number.isNaN(error) ? Infinity : error);
  }
  return worst;
}
