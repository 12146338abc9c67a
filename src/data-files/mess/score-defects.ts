import type { CellDefect } from './defect.ts';
import { rangeOfCell, rangesOfColumn } from './value-ranges.ts';

/** How far beyond its range a value may be, as a share of the range (assumed). */
const BEYOND = 0.5;

/** A score above its maximum or below its minimum. */
export const outOfRange: CellDefect = {
  name: 'out-of-range',
  description: 'a value above the maximum or below the minimum of its scale',
  needs: 'values with a minimum or a maximum',
  scope: 'cell',
  applies: (column, table) => rangesOfColumn(column, table).length > 0,
  plant(cell, place, stream) {
    const range = rangeOfCell(place);
    if (range === undefined || typeof cell !== 'number') return undefined;
    const { minimum, maximum, whole } = range;
    const span = Number.isFinite(maximum - minimum) ? maximum - minimum : 10;
    const distance = 1 + stream.uniform() * Math.max(1, BEYOND * span);
    const above = stream.uniform() < 0.5;
    const beyond = whole ? Math.floor(distance) : Number(distance.toFixed(1));
    if ((above && Number.isFinite(maximum)) || !Number.isFinite(minimum)) return maximum + beyond;
    return minimum - beyond;
  },
};

/** A score between two whole ones. */
export const fractional: CellDefect = {
  name: 'fractional',
  description: 'half a point on a scale of whole numbers',
  needs: 'scores that are whole numbers',
  scope: 'cell',
  applies: (column, table) =>
    (column.type === 'integer' && column.unit === 'points') || rangesOfColumn(column, table).some(({ whole }) => whole),
  typeAfter: (type) => (type === 'integer' ? 'number' : type),
  plant(cell, place) {
    const { whole, maximum } = rangeOfCell(place) ?? { whole: place.column.type === 'integer', maximum: Infinity };
    if (!whole || typeof cell !== 'number' || !Number.isInteger(cell)) return undefined;
    return cell < maximum ? cell + 0.5 : cell - 0.5;
  },
};

/** A value ten times too large or too small. */
export const shiftedDecimal: CellDefect = {
  name: 'shifted-decimal',
  description: 'the decimal point one place too far to the right or to the left',
  needs: 'measured numbers',
  scope: 'cell',
  applies: ({ type }) => type === 'number',
  plant(cell, _place, stream) {
    const right = stream.uniform() < 0.5;
    if (typeof cell !== 'number' || cell === 0) return undefined;
    return Number((right ? cell * 10 : cell / 10).toPrecision(15));
  },
};

/** What one unit is in another that is often written for it. */
const otherUnits: Readonly<Record<string, { readonly factor: number; readonly digits: number }>> = {
  h: { factor: 60, digits: 2 }, // minutes
  kg: { factor: 1 / 0.45359237, digits: 1 }, // pounds
  years: { factor: 12, digits: 0 }, // months
};

/** A value in another unit than the dictionary says. */
export const unitMixUp: CellDefect = {
  name: 'unit-mix-up',
  description: 'minutes for hours, pounds for kilograms, months for years',
  needs: 'hours, kilograms or years',
  scope: 'cell',
  applies: ({ type, unit = '' }) => type === 'number' && Object.hasOwn(otherUnits, unit),
  plant(cell, { column: { unit = '' } }) {
    const { factor, digits } = otherUnits[unit];
    if (typeof cell !== 'number') return undefined;
    const planted = Number((cell * factor).toFixed(digits));
    return planted === cell ? undefined : planted;
  },
};
