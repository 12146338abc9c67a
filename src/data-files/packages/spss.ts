import { assertPlainNames } from './plain-names.ts';
import { refuseCell, RowCount } from './row-count.ts';
import { SpssCases } from './spss-cases.ts';
import { dictionaryRecords, type SpssVariable } from './spss-records.ts';
import { type ColumnExtent, isMissing, labelsOf } from './table-extent.ts';
import type { DescribedColumn } from './described-table.ts';
import type { MeasuredFormat } from './table-file.ts';
import { utf8Length } from './utf8.ts';
import { labelWithUnit } from './value-labels.ts';

/** Longest text of SPSS, in bytes. */
const MAX_TEXT_BYTES = 32_767;

/**
 * SPSS's `.sav` system file, compressed by bytecode: UTF-8, long names, labels of variables and values, system-missing numbers. Texts of listed values are labelled numbers.
 * @see Free Software Foundation, GNU PSPP Developers Guide, appendix A: system file format
 */
export const spss: MeasuredFormat = {
  name: 'sav',
  title: 'SPSS',
  mediaType: 'application/x-spss-sav',
  open(sink, table, provenance, { rows, columns: extents }) {
    assertPlainNames(table.columns);
    const variables = table.columns.map((column, position) => variableOf(column, extents[position]));
    sink.write(dictionaryRecords(table, variables, provenance, rows));
    const count = new RowCount(rows);
    const cases = new SpssCases(sink);
    return {
      write(added) {
        count.add(added.length);
        for (const row of added) {
          variables.forEach(({ name, bytes, levels }, position) => {
            const cell = row[position];
            if (bytes > 0) {
              const text = isMissing(cell) ? '' : String(cell);
              if (utf8Length(text) > bytes) refuseCell(name, cell);
              cases.text(text, bytes);
            } else if (isMissing(cell)) cases.missing();
            else {
              const value = levels === undefined ? cell : levels.get(String(cell));
              cases.number(typeof value === 'number' && Number.isFinite(value) ? value : refuseCell(name, cell));
            }
          });
        }
      },
      close() {
        count.assertComplete();
        cases.close();
      },
    };
  },
};

function variableOf(column: DescribedColumn, extent: ColumnExtent): SpssVariable {
  const { name } = column;
  const label = labelWithUnit(column);
  if (extent.kind === 'text') {
    if (extent.bytes > MAX_TEXT_BYTES)
      throw new RangeError(`${name}: a text of SPSS holds at most ${MAX_TEXT_BYTES} bytes, got ${extent.bytes}`);
    return { name, label, bytes: Math.max(1, extent.bytes), decimals: 0, level: 'nominal', labels: [], levels: undefined };
  }
  const labels = labelsOf(extent);
  const levels = extent.kind === 'labelled' ? new Map(labels.map((each) => [each.label, each.value])) : undefined;
  const decimals = extent.kind === 'number' ? 4 : 0;
  return { name, label, bytes: 0, decimals, level: labels.length > 0 ? 'nominal' : 'scale', labels, levels };
}
