import type { TableFormat } from './table-format.ts';

/** Stata's `.dta`, release 118 (Stata 14 and later), with labels of variables and values, and provenance in its label and notes. Rows are kept aside until all are there. */
export const dta: TableFormat = {
  name: 'dta',
  mediaType: 'application/x-stata-dta',
  async open(sink, table, provenance) {
    const { writeAfterMeasuring } = await import('../../packages/after-measuring.ts');
    const { stata } = await import('../../packages/stata.ts');
    return writeAfterMeasuring(stata, sink, table, provenance);
  },
};
