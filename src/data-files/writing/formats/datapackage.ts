import { check } from '../../../arguments/shape.ts';
import type { EndpointTraits } from '../../../outcomes/endpoint.ts';
import type { TrialModel } from '../../../trial/trial-model.ts';
import type { TableColumn } from '../data-table.ts';
import { columnAsWritten, endpointRows } from '../dictionary.ts';
import { type Provenance, provenancePairs, provenanceSentence, type TableDescription, type TableFormat } from './table-format.ts';
import { shortNames } from '../names.ts';

/** A table as it was written: the same table in one file, or in one file for every trial. */
export interface WrittenTable {
  readonly table: TableDescription;
  readonly format: TableFormat;
  /** Paths as the descriptor names them, relative to its folder, with `/`. */
  readonly files: readonly WrittenFile[];
  /** Paths of code that reads them with labels, where there is some. */
  readonly code?: readonly string[];
}

/** A file that was written. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 in hexadecimal digits; undefined where nobody can read it again. */
  readonly sha256: string | undefined;
}

/** What made the data. */
export interface PackageContents {
  /** The model of the trials; left out where the tables hold no measurements. */
  readonly kind?: TrialModel['kind'];
  /** Names of the endpoints that are recorded. */
  readonly endpoints?: readonly string[];
  /** What a scenario says of the endpoints that it declares. */
  readonly declared?: Readonly<Record<string, EndpointTraits>>;
}

export const DATAPACKAGE_FILE = 'datapackage.json';

const fieldTypes = { integer: 'integer', number: 'number', text: 'string', date: 'date' } as const;

/**
 * `datapackage.json`: every table with its columns as a Data Package of the Frictionless Data standard describes them, and where the data come from. Names of properties that the
 * standard does not know (`unit`, `origin`, `shortName`, `code`, `synthetic`) are additions, which it allows.
 * @see https://datapackage.org/standard/data-package/ (version 2.0)
 * @example
 * ```ts
 * import { dataPackageText } from 'crossover-sim/data';
 * const text = dataPackageText([], { scenario: 'my trial', hash: 'abc', seed: '1', version: '1.0.0' });
 * (JSON.parse(text) as { title: string }).title; // → 'SYNTHETIC: simulated trials of the scenario my trial'
 * ```
 */
export function dataPackageText(tables: readonly WrittenTable[], provenance: Provenance, contents: PackageContents = {}): string {
  check('tables', tables, { list: { fields: { table: 'object', format: 'object', files: { list: 'object', least: 1 } } } });
  check('provenance', provenance, { fields: { scenario: 'text', hash: 'text', seed: 'text', version: 'text' } });
  check('contents', contents, {
    fields: { 'kind?': { oneOf: ['gaussian', 'mechanistic'] }, 'endpoints?': { list: 'word' }, 'declared?': 'object' },
  });
  const { kind, endpoints = [], declared = {} } = contents;
  const described = kind === undefined ? [] : endpointRows(endpoints, kind, declared);
  const document = {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: packageName(provenance.scenario),
    title: `SYNTHETIC: simulated trials of the scenario ${provenance.scenario}`,
    description: provenanceSentence(provenance),
    keywords: ['SYNTHETIC', 'simulated crossover trial'],
    ...Object.fromEntries(provenancePairs(provenance).filter(([name]) => name !== 'provenance')),
    resources: tables.map((table) => resource(table, kind)),
    ...(described.length === 0 ? {} : { endpoints: described }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A name as the standard asks for: small letters, digits, `-`, `.` and `_`. */
function packageName(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `synthetic-${plain === '' ? 'trials' : plain}`;
}

function resource({ table, format, files, code = [] }: WrittenTable, kind: TrialModel['kind'] | undefined): object {
  const { name, label, columns } = table;
  const short = shortNames(columns.map((column) => column.name));
  const [file] = files;
  return {
    name,
    title: label,
    type: 'table',
    path: files.length === 1 ? file.path : files.map(({ path }) => path),
    ...formatProperties(format),
    mediatype: format.mediaType,
    ...(files.length === 1 && file.sha256 !== undefined ? { bytes: file.bytes, hash: `sha256:${file.sha256}` } : {}),
    ...(code.length === 0 ? {} : { code }),
    schema: {
      fields: columns.map((column, place) => field(kind === undefined ? column : columnAsWritten(column, kind), short[place])),
      missingValues: [''],
    },
  };
}

/** How a file is read, for formats of text. */
function formatProperties({ name }: TableFormat): object {
  const [format, compression] = name.split('.');
  if (format !== 'csv' && format !== 'tsv') return { format, ...(format === 'ndjson' ? { encoding: 'utf-8' } : {}) };
  const delimiter = format === 'csv' ? ',' : '\t';
  return {
    format,
    ...(compression === undefined ? {} : { compression }),
    encoding: 'utf-8',
    dialect: { delimiter, lineTerminator: '\r\n', doubleQuote: true },
  };
}

function field({ name, label, unit, type, codes, values, origin }: TableColumn, shortName: string): object {
  const asTyped = (value: string): string | number => (type === 'integer' ? Number(value) : value);
  return {
    name,
    title: label,
    type: fieldTypes[type],
    ...(codes === undefined || codes === '' ? {} : { description: codes }),
    ...(unit === undefined ? {} : { unit }),
    ...(values === undefined ? {} : { constraints: { enum: Object.keys(values).map(asTyped) }, categories: categories(values, asTyped) }),
    ...(origin === undefined ? {} : { origin }),
    shortName,
  };
}

function categories(values: Readonly<Record<string, string>>, asTyped: (value: string) => string | number): object[] {
  return Object.entries(values).map(([value, label]) => ({ value: asTyped(value), label }));
}
