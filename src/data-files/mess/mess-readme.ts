import { textTable } from '../../text/text-table.ts';
import { defectKinds } from './defect-kinds.ts';
import { MESS_KEY_FILE } from './mess-key.ts';

export const MESS_README_FILE = 'mess-readme.txt';

/** What a reader must know of the files of a folder with planted defects: that they have them, where the key is, and how many there are. */
export function messReadme(
  rates: Readonly<Record<string, number>>,
  counts: readonly { readonly table: string; readonly kind: string; readonly count: number }[],
): string {
  const planted = defectKinds.filter(({ name }) => (Object.hasOwn(rates, name) ? rates[name] : 0) > 0);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const byTable = counts.map(({ table, kind, count }) => [table, kind, String(count)]);
  return [
    'SYNTHETIC DATA WITH PLANTED DEFECTS',
    '',
    'The tables of this folder were simulated, not recorded from real participants, and defects were planted in them.',
    `${MESS_KEY_FILE} names each defect with file, line, column, kind, true value and planted value.`,
    'No table with the true values is in this folder; the same command without --mess writes it.',
    '',
    textTable([['kind', 'rate', 'what is planted'], ...planted.map(({ name, description }) => [name, String(rates[name]), description])]),
    '',
    `${total} ${total === 1 ? 'defect was' : 'defects were'} planted:`,
    '',
    textTable([['file', 'kind', 'defects'], ...byTable]),
    '',
  ].join('\n');
}
