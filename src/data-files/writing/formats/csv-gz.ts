import { csv } from './csv.ts';
import type { TableFormat } from './table-format.ts';

/** CSV compressed by gzip (RFC 1952), without a time of day: the same table gives the same bytes on every engine. */
export const csvGz: TableFormat = {
  name: 'csv.gz',
  mediaType: 'application/gzip',
  async open(sink, table, provenance) {
    const { Gzip } = await import('fflate');
    const gzip = new Gzip({ level: 6, mtime: 0 }, (chunk) => {
      sink.write(chunk);
    });
    const text = await csv.open({ write: (bytes) => gzip.push(bytes) }, table, provenance);
    return {
      write(rows) {
        text.write(rows);
      },
      close() {
        gzip.push(new Uint8Array(0), true);
      },
    };
  },
};
