import { basename, dirname, join } from 'node:path';
import { KeyLines, MESS_KEY_FILE } from '../../data-files/mess/mess-key.ts';
import { withRawBytes } from '../../data-files/mess/raw-bytes.ts';
import { syntaxFiles } from '../../data-files/packages/syntax/index.ts';
import { ExtentReader } from '../../data-files/packages/table-extent.ts';
import type { Cell, DataTable } from '../../data-files/writing/data-table.ts';
import { columnAsWritten } from '../../data-files/writing/dictionary.ts';
import { fieldOf } from '../../data-files/writing/delimited-text.ts';
import type { WrittenTable } from '../../data-files/writing/formats/datapackage.ts';
import { formatNamed } from '../../data-files/writing/formats/index.ts';
import type { ByteSink, Provenance, TableDescription, TableFormat, TableWriter } from '../../data-files/writing/formats/table-format.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import { OutputFile } from '../files/output-file.ts';
import type { TrialFiles } from '../shards/planned-question.ts';
import { usageError } from '../terminal/exit-error.ts';
import { codePath } from './syntax-option.ts';

/** Name of a table without the ending of its file. */
export function stemOf({ file }: DataTable): string {
  return file.slice(0, file.lastIndexOf('.'));
}

/** What a writer has to know of a table. @param kind  the model, for which columns are labelled */
function descriptionOf(table: DataTable, kind: TrialModel['kind']): TableDescription {
  const name = stemOf(table);
  return { name, label: table.label ?? name, columns: table.columns.map((column) => columnAsWritten(column, kind)) };
}

/** Whether planted bytes that are no UTF-8 can be in a file. */
const isText = ({ name }: TableFormat): boolean => name === 'csv' || name === 'tsv';

/** A file of text into which planted bytes go that are no UTF-8. */
function rawSink(file: OutputFile): ByteSink {
  return {
    write(bytes) {
      file.write(withRawBytes(bytes));
    },
  };
}

/** A file of one table that is being written. */
interface OpenTable {
  readonly file: OutputFile;
  readonly writer: TableWriter;
  /** What the code that reads it has to know of its cells. */
  readonly extent: ExtentReader;
}

/** What is written, and where. */
interface WhatIsWritten {
  readonly directory: string;
  readonly files: TrialFiles | undefined;
  /** How many trials there will be. */
  readonly trials: number;
  readonly kind: TrialModel['kind'];
}

/** The tables of simulated trials on their way into files: in one folder, in a folder for every trial, or the measurements alone in one file. */
export class TrialOutputs {
  readonly format: TableFormat;
  /** Tables that are written. */
  readonly tables: readonly DataTable[];
  readonly #directory: string;
  readonly #files: TrialFiles | undefined;
  readonly #digits: number;
  readonly #kind: TrialModel['kind'];
  readonly #provenance: Provenance;
  readonly #written: OutputFile[][];
  readonly #code: OutputFile[][];
  readonly #keyLines: KeyLines;
  #open: OpenTable[] = [];

  constructor({ directory, files, trials, kind }: WhatIsWritten, tables: readonly DataTable[], provenance: Provenance) {
    const name = files?.format ?? 'csv';
    const format = formatNamed(name);
    if (format === undefined) throw usageError(`this version of the program writes no files of the format ${name}`);
    this.format = format;
    this.tables = files?.file === undefined ? tables : tables.slice(0, 1);
    this.#directory = directory;
    this.#files = files;
    this.#digits = String(trials).length;
    this.#kind = kind;
    this.#provenance = provenance;
    this.#written = this.tables.map(() => []);
    this.#code = this.tables.map(() => []);
    this.#keyLines = new KeyLines(`.${format.name}`);
  }

  /** Path of the file of a table. @param trial  of whose folder */
  pathOf(table: DataTable, trial: number): string {
    const { file, inFolders } = this.#files ?? {};
    if (file !== undefined) return file;
    const folder = inFolders === true ? `trial-${String(trial).padStart(this.#digits, '0')}` : '';
    return join(this.#directory, folder, `${stemOf(table)}.${this.format.name}`);
  }

  /** Begins the files of all trials; those of a folder a trial are begun with their trial. */
  async begin(): Promise<void> {
    if (this.#files?.inFolders !== true) await this.#start(1);
  }

  /** Writes the rows of a trial, a list per table. */
  async write(rows: readonly (readonly (readonly Cell[])[])[], trial: number): Promise<void> {
    if (this.#files?.inFolders === true) await this.#start(trial);
    if (this.#files?.inFolders === true) this.#keyLines.startFiles();
    this.#open.forEach(({ writer, extent }, table) => {
      const isKey = this.tables[table].file === MESS_KEY_FILE;
      const cells = isKey ? this.#keyLines.resolve(rows[table]) : rows[table];
      writer.write(cells);
      if (this.#files?.syntax !== undefined) extent.rows(cells.map((row) => row.map(fieldOf)));
    });
    if (this.#files?.inFolders === true) this.end();
  }

  /** Writes what a shard keeps of a table of plain CSV, as it stands. */
  writeText(text: string, table: number): void {
    this.#open[table].file.write(text);
  }

  /** Ends the files that are open. */
  end(): void {
    for (const { writer } of this.#open) writer.close();
    for (const ending of this.#files?.syntax ?? []) this.#open.forEach((open, table) => this.#writeCode(ending, open, table));
    this.#open = [];
    if (this.#files?.inFolders === true) for (const files of this.#written) files.at(-1)?.finish();
  }

  /** Defects planted so far, by file and kind. */
  get defects(): KeyLines['counts'] {
    return this.#keyLines.counts;
  }

  /** Every file, in the order in which they were begun. */
  get files(): readonly OutputFile[] {
    const most = Math.max(0, ...this.#written.map(({ length }) => length));
    const tables = Array.from({ length: most }, (_, i) => this.#written.flatMap((files) => files.slice(i, i + 1))).flat();
    return [...tables, ...this.#code.flat()];
  }

  /** The tables as a data package describes them. @param from  its folder */
  described(from: string): WrittenTable[] {
    const inFolder = (path: string): string =>
      dirname(path) === from || this.#files?.inFolders !== true ? basename(path) : `${basename(dirname(path))}/${basename(path)}`;
    return this.tables.map((table, place) => ({
      table: descriptionOf(table, this.#kind),
      format: this.format,
      files: this.#written[place].map(({ path, bytes, checksum }) => ({ path: inFolder(path), bytes, sha256: checksum })),
      code: this.#code[place].map(({ path }) => inFolder(path)),
    }));
  }

  async #start(trial: number): Promise<void> {
    for (const [place, table] of this.tables.entries()) {
      const file = new OutputFile(this.pathOf(table, trial));
      this.#written[place].push(file);
      const sink = this.#files?.mess !== undefined && isText(this.format) ? rawSink(file) : file;
      const description = descriptionOf(table, this.#kind);
      const writer = await this.format.open(sink, description, this.#provenance);
      this.#open.push({ file, writer, extent: new ExtentReader(description.columns) });
    }
  }

  /** Writes the code of a statistical package that reads a table. */
  #writeCode(ending: string, { file, extent }: OpenTable, place: number): void {
    const code = new OutputFile(codePath(file.path, ending));
    this.#code[place].push(code);
    const table = descriptionOf(this.tables[place], this.#kind);
    const delimiter = this.format.name === 'tsv' ? '\t' : ',';
    const request = { table, extent: extent.extent, provenance: this.#provenance, csv: basename(file.path), delimiter } as const;
    code.write(syntaxFiles.find(({ extension }) => extension === ending)?.text(request) ?? '');
    code.finish();
  }
}
