import type { TableFormat } from './table-format.ts';

/** SPSS's `.sav`, with labels of variables and values, and provenance in its label and documents. Rows are kept aside until all are there. */
export const sav: TableFormat = {
  name: 'sav',
  mediaType: 'application/x-spss-sav',
  async open(sink, table, provenance) {
    const { writeAfterMeasuring } = await import('../../packages/after-measuring.ts');
    const { spss } = await import('../../packages/spss.ts');
    return writeAfterMeasuring(spss, sink, table, provenance);
  },
};
