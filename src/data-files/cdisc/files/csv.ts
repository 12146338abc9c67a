import Papa from 'papaparse';
import type { CdiscDataset } from '../dataset.ts';

/** A text that a spreadsheet would take for a formula; a negative duration (`-PT1H`) stays as it is. */
const FORMULA = /^[=+@\t\r]/;

/** A dataset as CSV: a header of its variables, missing values empty, dates as ISO 8601. Every value of STUDYID begins with SYNTHETIC. */
export function cdiscCsv({ variables, rows }: CdiscDataset): string {
  const cells = [variables.map(({ name }) => name), ...rows.map((row) => row.map((value) => value ?? ''))];
  return `${Papa.unparse(cells, { newline: '\r\n', escapeFormulae: FORMULA })}\r\n`;
}
