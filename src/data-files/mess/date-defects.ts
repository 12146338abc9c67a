import type { TableColumn } from '../writing/data-table.ts';
import type { CellDefect } from './defect.ts';

/** A date as ISO 8601 writes it. */
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

const isDate = ({ type }: { readonly type: string }): boolean => type === 'date';
const asText = (): TableColumn['type'] => 'text';

/** A day that no calendar has. */
export const impossibleDate: CellDefect = {
  name: 'impossible-date',
  description: 'a day that does not exist: month 13, day 32, or 30 February',
  needs: 'dates',
  scope: 'cell',
  applies: isDate,
  typeAfter: asText,
  plant(cell, _place, stream) {
    const [, year, month, day] = ISO_DATE.exec(String(cell)) ?? [];
    const which = stream.uniform();
    if (year === undefined) return undefined;
    if (which < 1 / 3) return `${year}-13-${day}`;
    return which < 2 / 3 ? `${year}-${month}-32` : `${year}-02-30`;
  },
};

/** A date whose day and month can be exchanged. */
export const ambiguousDate: CellDefect = {
  name: 'ambiguous-date',
  description: 'a date as 03/04/2026, day or month first; only days up to the 12th that differ from the month',
  needs: 'dates',
  scope: 'cell',
  applies: isDate,
  typeAfter: asText,
  plant(cell, _place, stream) {
    const [, year, month, day] = ISO_DATE.exec(String(cell)) ?? [];
    const dayFirst = stream.uniform() < 0.5;
    if (year === undefined || Number(day) > 12 || day === month) return undefined;
    return dayFirst ? `${day}/${month}/${year}` : `${month}/${day}/${year}`;
  },
};
