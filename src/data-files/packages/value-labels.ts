import type { DescribedColumn } from './described-table.ts';

/** A number and what it means. */
export interface ValueLabel {
  readonly value: number;
  readonly label: string;
}

/** `0 = no, 1 = yes`. */
const CODED = /^(-?\d+) = ([^=,;]+)$/;
/** `female, male`: words without explanations. */
const LISTED = /^[^=;:,]+(?:, [^=;:,]+)+$/;

/** What the whole numbers of a column mean, from codes such as `0 = no, 1 = yes`; none where its codes are not of that form. */
export function codedValues({ type, codes = '' }: DescribedColumn): ValueLabel[] {
  if (type === 'text') return [];
  const parts = codes.split(', ').map((part) => CODED.exec(part));
  return parts.every((part) => part !== null) ? parts.map(([, value, label]) => ({ value: Number(value), label })) : [];
}

/** The texts that a column may hold: those that are declared, or those of codes such as `female, male`; undefined where they are not listed. */
export function levelsOf({ type, codes = '', levels }: DescribedColumn): readonly string[] | undefined {
  if (type !== 'text') return undefined;
  if (levels !== undefined) return levels.length > 0 ? levels : undefined;
  const [listed] = codes.split('; empty');
  if (!LISTED.test(listed)) return undefined;
  const words = listed.split(', ');
  return new Set(words).size === words.length ? words : undefined;
}

/** The label of a column with its unit: `Body weight (kg)`. */
export function labelWithUnit({ label, unit = '' }: DescribedColumn): string {
  return unit === '' || label.includes(unit) ? label : `${label} (${unit})`;
}
