import Papa from 'papaparse';

/** A text that a spreadsheet would take for a formula; numbers are none. */
const FORMULA = /^(?![+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$)[=+\-@\t\r]/i;

/** Rows as text: RFC 4180 with the delimiter given, CRLF line ends. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function delimitedText(rows: readonly (readonly (string | number)[])[], delimiter: ',' | '\t'): string {
  if (rows.length === 0) return '';
  return `${Papa.unparse(rows as (string | number)[][], { delimiter, newline: '\r\n', escapeFormulae: FORMULA })}\r\n`;
}
