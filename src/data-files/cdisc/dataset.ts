import { asciiText, MAX_LABEL, MAX_NAME } from './ascii-text.ts';

/** One value of a CDISC dataset; nothing where it is missing. */
export type CdiscValue = string | number | null;

/** A value that is coded, and what the code means where it does not speak for itself. */
export type CdiscCode = readonly [code: string | number, meaning?: string];

/** Where the values of a variable come from, in the words of Define-XML 2.1, and how they are worked out. */
export interface CdiscOrigin {
  readonly type: 'Assigned' | 'Collected' | 'Derived' | 'Predecessor' | 'Protocol';
  /** The method of a derived variable, or the variable that is copied (`DM.AGE`). */
  readonly text?: string;
}

/**
 * One variable. Texts are characters; `iso` are dates and times as ISO 8601 texts, as SDTM has them; `date` and `datetime` are numeric dates of ADaM, whose values here are
 * ISO 8601 texts too, and which only SAS XPORT writes as days or seconds since 1960.
 */
export interface CdiscVariable {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'iso' | 'integer' | 'float' | 'date' | 'datetime';
  readonly origin: CdiscOrigin;
  /** Whether no row may go without it. */
  readonly required?: boolean;
  /** Whether it is left out of a dataset in which it has no value at all. */
  readonly optional?: boolean;
  readonly codes?: readonly CdiscCode[];
}

/** Classes of datasets, as Define-XML 2.1 names them. */
export type CdiscClass =
  | 'BASIC DATA STRUCTURE'
  | 'EVENTS'
  | 'FINDINGS'
  | 'INTERVENTIONS'
  | 'OCCURRENCE DATA STRUCTURE'
  | 'SPECIAL PURPOSE'
  | 'SUBJECT LEVEL ANALYSIS DATASET'
  | 'TRIAL DESIGN';

/** What a dataset is, beside its rows. */
export interface CdiscShape {
  readonly name: string;
  readonly label: string;
  readonly class: CdiscClass;
  /** What a record is, e.g. `One record per subject`. */
  readonly structure: string;
  /** Variables by which rows are sorted and which no two rows share. */
  readonly keys: readonly string[];
  readonly variables: readonly CdiscVariable[];
  /** Whether it describes the trial, and no subject. */
  readonly isReference?: boolean;
}

/** A dataset: its rows are sorted by its keys, its texts are ASCII. */
export interface CdiscDataset extends CdiscShape {
  readonly rows: readonly (readonly CdiscValue[])[];
}

/** A row by the names of its variables; what is left out is missing. */
export type CdiscRecord = Readonly<Record<string, CdiscValue | undefined>>;

/** Makes a variable of each kind: name, label, where it comes from, and what else is to be said. */
const variableOf =
  (type: CdiscVariable['type']) =>
  (name: string, label: string, origin: CdiscOrigin, more: Partial<CdiscVariable> = {}): CdiscVariable => ({
    ...{ name, label, type, origin },
    ...more,
  });

export const text = variableOf('text');
export const iso = variableOf('iso');
export const integer = variableOf('integer');
export const float = variableOf('float');
export const date = variableOf('date');
export const datetime = variableOf('datetime');

export const protocol: CdiscOrigin = { type: 'Protocol' };
export const assigned: CdiscOrigin = { type: 'Assigned' };
export const collected: CdiscOrigin = { type: 'Collected' };
export const derived = (method: string): CdiscOrigin => ({ type: 'Derived', text: method });
export const copyOf = (variable: string): CdiscOrigin => ({ type: 'Predecessor', text: variable });

/** No row may go without the variable. */
export const required = { required: true } as const;
/** The variable is left out where no row has it. */
export const optional = { optional: true } as const;
/** `Y` or nothing. */
export const yesOnly = { codes: [['Y', 'Yes']] } as const;
/** `Y` or `N`. */
export const yesOrNo = {
  codes: [
    ['N', 'No'],
    ['Y', 'Yes'],
  ],
} as const;

/** Codes that speak for themselves, each once. */
export function codesOf(values: Iterable<string | number>): CdiscCode[] {
  return [...new Set(values)].map((value) => [value]);
}

/**
 * A dataset of some records: sorted by its keys, with the sequence number of each subject's rows (`--SEQ`, `ASEQ`) counted from 1 where it has one.
 * @param sequence  name of the variable that numbers the rows of a subject
 * @throws RangeError where a record has a variable that the dataset does not declare, or a name or label is too long
 */
export function cdiscDataset(shape: CdiscShape, records: readonly CdiscRecord[], sequence?: string): CdiscDataset {
  checkShape(shape, records);
  const kept = shape.variables.filter(
    ({ name, optional: goes = false }) => !goes || records.some((record) => (record[name] ?? null) !== null),
  );
  const keys = shape.keys.filter((key) => kept.some(({ name }) => name === key));
  const places = keys.map((key) => kept.findIndex(({ name }) => name === key));
  const rows = records.map((record) => kept.map(({ name }) => plain(record[name])));
  rows.sort((a, b) => compareAt(places, a, b));
  const subject = kept.findIndex(({ name }) => name === 'USUBJID');
  const number = kept.findIndex(({ name }) => name === sequence);
  // Subjects come first among the keys, so that the rows of one follow one another.
  if (number >= 0)
    for (let row = 0; row < rows.length; row++) {
      const isSame = row > 0 && rows[row][subject] === rows[row - 1][subject];
      rows[row][number] = isSame ? Number(rows[row - 1][number]) + 1 : 1;
    }
  return { ...shape, label: asciiText(shape.label, MAX_LABEL), keys, variables: kept, rows };
}

/** A value in ASCII; nothing for an empty text. */
function plain(value: CdiscValue | undefined): CdiscValue {
  return typeof value === 'string' ? asciiText(value) || null : (value ?? null);
}

/** Order of two rows by the values at some places: numbers by size, texts by their characters, missing values first. */
export function compareAt(places: readonly number[], a: readonly CdiscValue[], b: readonly CdiscValue[]): number {
  for (const place of places) {
    const [x, y] = [a[place], b[place]];
    if (x === y) continue;
    if (x === null || y === null) return x === null ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return 0;
}

function checkShape({ name, variables }: CdiscShape, records: readonly CdiscRecord[]): void {
  const names = new Set(variables.map((variable) => variable.name));
  for (const variable of variables) {
    if (variable.name.length > MAX_NAME || variable.label.length > MAX_LABEL)
      throw new RangeError(`${name}.${variable.name}: the name or the label is too long`);
  }
  for (const record of records)
    for (const each in record) if (!names.has(each)) throw new RangeError(`${name} declares no variable ${each}`);
}
