import type { Cell, TableColumn } from '../data-table.ts';
import { dayNumber } from '../calendar.ts';
import { provenancePairs, type TableFormat } from './table-format.ts';

/** Rows of a row group: enough for small dictionaries, few enough for memory (assumed; some 10 MB of cells). */
const GROUP_ROWS = 50_000;

const parquetTypes = { integer: 'INT32', number: 'DOUBLE', text: 'BYTE_ARRAY', date: 'INT32' } as const;
const convertedTypes = { integer: undefined, number: undefined, text: 'UTF8', date: 'DATE' } as const;

/** Apache Parquet, compressed by Snappy, with provenance and the labels of the columns in its key-value metadata. Absent values are null. */
export const parquet: TableFormat = {
  name: 'parquet',
  mediaType: 'application/vnd.apache.parquet',
  async open(sink, { label, columns }, provenance) {
    const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
    const bytes = new ByteWriter(); // in memory, so that nothing of the library is waited for
    const handOn = (): void => {
      sink.write(bytes.getBytes());
      bytes.index = 0;
    };
    const file = new ParquetWriter({
      writer: bytes,
      createdBy: `crossover-sim ${provenance.version}`,
      schema: [
        { name: 'table', num_children: columns.length },
        ...columns.map(({ name, type }) => ({
          name,
          type: parquetTypes[type],
          ...(convertedTypes[type] === undefined ? {} : { converted_type: convertedTypes[type] }),
          repetition_type: 'OPTIONAL' as const,
        })),
      ],
      kvMetadata: [...provenancePairs(provenance), ['label', label] as const, ['columns', columnsText(columns)] as const].map(
        ([key, value]) => ({ key, value }),
      ),
    });
    let kept = columns.map((): (string | number | null)[] => []);
    const flush = (): void => {
      if (kept[0].length === 0) return;
      void file.write({ columnData: columns.map(({ name }, place) => ({ name, data: kept[place] })), rowGroupSize: GROUP_ROWS });
      kept = columns.map(() => []);
      handOn();
    };
    return {
      write(rows) {
        for (const row of rows) {
          for (let place = 0; place < columns.length; place++) kept[place].push(valueOf(row[place], columns[place]));
          if (kept[0].length >= GROUP_ROWS) flush();
        }
      },
      close() {
        flush();
        void file.finish();
        handOn();
      },
    };
  },
};

function valueOf(cell: Cell, { type }: TableColumn): string | number | null {
  if (cell === '') return null;
  if (type === 'date') return dayNumber(String(cell));
  return type === 'text' ? String(cell) : Number(cell);
}

function columnsText(columns: readonly TableColumn[]): string {
  return JSON.stringify(columns.map(({ name, label, unit }) => ({ name, label, unit })));
}
