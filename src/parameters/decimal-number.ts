/** An optional sign, digits with or without a point, an optional power of ten. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The number that a text writes in decimals, as people and data files do: `12`, `-3.5`, `1e-3`.
 * What JavaScript takes for a number besides (hexadecimal `0x1F`, binary, `Infinity`, a blank) is none.
 * @returns NaN where the text is no finite number in decimals
 */
export function decimalNumber(text: string): number {
  const word = text.trim();
  const value = DECIMAL.test(word) ? Number(word) : NaN;
  return Number.isFinite(value) ? value : NaN;
}

/** What may be wrong with a text that was to be a number, in brackets after it; empty where nothing is known. */
export function numberHint(text: string): string {
  const word = text.trim();
  if (/^[+-]?\d*,\d+$/.test(word)) return ' (decimal comma; write a point)';
  if (word === '.') return ' (a missing value is an empty field or NA)';
  if (/^0[xbo][\da-f]+$/i.test(word)) return ' (only decimal numbers are read)';
  return '';
}
