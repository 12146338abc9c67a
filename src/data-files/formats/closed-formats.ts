/** A format that is not read: how it is known, and how to make a readable file of it. */
interface ClosedFormat {
  readonly name: string;
  /** Bytes at a place of the file. */
  readonly marks: readonly (readonly [place: number, text: string])[];
  readonly cure: string;
}

const EXPORT = 'export it as CSV, xlsx or Parquet';

const formats: readonly ClosedFormat[] = [
  {
    name: 'an old Excel workbook (.xls), or one with a password',
    marks: [[0, '\xd0\xcf\x11\xe0\xa1\xb1']],
    cure: 'save it as .xlsx without a password, or as CSV',
  },
  { name: 'an SPSS file (.sav)', marks: [[0, '$FL2']], cure: `${EXPORT} (SPSS: SAVE TRANSLATE /TYPE=CSV /FIELDNAMES; R: haven::read_sav)` },
  { name: 'a Stata file (.dta)', marks: [[0, '<stata_dta>']], cure: `${EXPORT} (Stata: export delimited; R: haven::read_dta)` },
  {
    name: 'a SAS transport file (.xpt)',
    marks: [
      [0, 'HEADER RECORD'],
      [20, 'LIB'],
    ],
    cure: `${EXPORT} (SAS: proc export dbms=csv; R: haven::read_xpt)`,
  },
  {
    name: 'a SAS data set (.sas7bdat)',
    marks: [[12, '\xc2\xea\x81\x60']],
    cure: `${EXPORT} (SAS: proc export dbms=csv; R: haven::read_sas)`,
  },
  { name: 'an R workspace (.RData)', marks: [[0, 'RDX']], cure: `${EXPORT} (R: write.csv(data, "data.csv", row.names = FALSE))` },
  { name: 'an R object (.rds)', marks: [[0, 'X\n\0\0\0']], cure: `${EXPORT} (R: write.csv(data, "data.csv", row.names = FALSE))` },
  { name: 'a PDF', marks: [[0, '%PDF-']], cure: 'the table has to be a CSV, an xlsx or a Parquet file' },
  { name: 'a web page', marks: [[0, '<!DOCTYPE html']], cure: 'download the file itself, or export the table as CSV' },
  { name: 'an Arrow file (.feather)', marks: [[0, 'ARROW1']], cure: 'write it as Parquet (arrow::write_parquet, df.to_parquet) or as CSV' },
  { name: 'a zstd file', marks: [[0, '\x28\xb5\x2f\xfd']], cure: 'unpack it, or pack it by gzip' },
  { name: 'a bzip2 file', marks: [[0, 'BZh']], cure: 'unpack it, or pack it by gzip' },
  { name: 'an xz file', marks: [[0, '\xfd7zXZ']], cure: 'unpack it, or pack it by gzip' },
];

/** What a file is, by its first bytes, where it is of a format that is known and not read, and what to do; undefined for any other. */
export function closedFormat(bytes: Uint8Array): string | undefined {
  const isAt = (place: number, text: string): boolean => [...text].every((letter, i) => bytes[place + i] === letter.charCodeAt(0));
  const found = formats.find(({ marks }) => marks.every(([place, text]) => isAt(place, text)));
  return found === undefined ? undefined : `expected a table, got ${found.name}: ${found.cure}`;
}
