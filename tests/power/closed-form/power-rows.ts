import { readFileSync } from 'node:fs';

/** The rows of one file of tests/reference/power/. */
export function powerRows<Row>(file: string): Row[] {
  const { rows } = JSON.parse(readFileSync(new URL(`../../reference/power/${file}.json`, import.meta.url), 'utf8')) as { rows: Row[] };
  if (rows.length === 0) throw new Error(`no rows in ${file}`);
  return rows;
}
