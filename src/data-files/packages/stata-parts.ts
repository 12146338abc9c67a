import { ByteBuilder } from './byte-builder.ts';
import type { DescribedTable, Provenance } from './described-table.ts';
import { fileLabel, provenanceLines } from './provenance-lines.ts';
import { cutToBytes, utf8Length } from './utf8.ts';
import type { ValueLabel } from './value-labels.ts';

/** Fields of names, formats and labels in bytes, as release 118 has them: characters of four bytes each, and a zero. */
const fieldBytes = { name: 129, format: 57, label: 321 } as const;
/** Missing values `.` of each type. */
export const missing = { byte: 101, int: 32_741, long: 2_147_483_621, double: 2 ** 1023 } as const;
/** How a variable is kept: as a number of a type, or as a text of a fixed width. */
export type Storage = { readonly type: keyof typeof missing } | { readonly type: 'text'; readonly bytes: number };
const typeCodes = { byte: 65_530, int: 65_529, long: 65_528, double: 65_526 } as const;
const displays = { byte: '%8.0g', int: '%8.0g', long: '%12.0g', double: '%10.0g' } as const;

/** A variable of the file. */
export interface Variable {
  readonly name: string;
  readonly label: string;
  readonly storage: Storage;
  readonly labels: readonly ValueLabel[];
  /** Numbers of labelled texts. */
  readonly levels: ReadonlyMap<string, number> | undefined;
}

/** What stands before and after the rows; the map at the head states where each part begins. */
export function partsOf(
  table: DescribedTable,
  variables: readonly Variable[],
  provenance: Provenance,
  rows: number,
): { head: Uint8Array; tail: Uint8Array } {
  const width = variables.reduce(
    (sum, { storage }) => sum + (storage.type === 'text' ? storage.bytes : { byte: 1, int: 2, long: 4, double: 8 }[storage.type]),
    0,
  );
  const header = headerOf(table, variables.length, provenance, rows);
  const sections = [
    section('variable_types', (to) =>
      variables.forEach(({ storage }) => to.uint16(storage.type === 'text' ? storage.bytes : typeCodes[storage.type])),
    ),
    section('varnames', (to) => variables.forEach(({ name }) => to.field(name, fieldBytes.name, 0))),
    section('sortlist', (to) => to.raw(new Uint8Array(2 * (variables.length + 1)))),
    section('formats', (to) =>
      variables.forEach(({ storage }) =>
        to.field(storage.type === 'text' ? `%-${Math.min(storage.bytes, 244)}s` : displays[storage.type], fieldBytes.format, 0),
      ),
    ),
    section('value_label_names', (to) =>
      variables.forEach(({ name, labels }) => to.field(labels.length > 0 ? name : '', fieldBytes.name, 0)),
    ),
    section('variable_labels', (to) => variables.forEach(({ label }) => to.field(withEnd(label, fieldBytes.label), fieldBytes.label, 0))),
    section('characteristics', (to) => putNotes(to, provenanceLines(provenance))),
  ];
  const [opening, closing] = ['<data>', '</data>'];
  const after = [
    section('strls', () => {}),
    section('value_labels', (to) =>
      variables.filter(({ labels }) => labels.length > 0).forEach(({ name, labels }) => putLabels(to, name, labels)),
    ),
  ];
  const mapBytes = '<map></map>'.length + 14 * 8;
  const starts = [0, header.length];
  for (const { length } of [
    { length: mapBytes },
    ...sections,
    { length: opening.length + rows * width + closing.length },
    ...after,
    { length: '</stata_dta>'.length },
  ])
    starts.push((starts.at(-1) ?? 0) + length);
  const map = section('map', (to) => starts.forEach((start) => to.uint64(start)));
  const head = [header, map, ...sections]
    .reduce((to, part) => to.raw(part), new ByteBuilder())
    .text(opening)
    .take();
  const tail = after
    .reduce((to, part) => to.raw(part), new ByteBuilder().text(closing))
    .text('</stata_dta>')
    .take();
  return { head, tail };
}

function headerOf({ name }: DescribedTable, variables: number, provenance: Provenance, rows: number): Uint8Array {
  const label = [...`${fileLabel(provenance)}, ${name}`].slice(0, 80).join('');
  const header = new ByteBuilder().text('<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>').uint16(variables);
  header.text('</K><N>').uint64(rows).text('</N><label>').uint16(utf8Length(label)).text(label).text('</label><timestamp>').uint8(0);
  return header.text('</timestamp></header>').take();
}

function section(tag: string, put: (to: ByteBuilder) => void): Uint8Array {
  const to = new ByteBuilder().text(`<${tag}>`);
  put(to);
  return to.text(`</${tag}>`).take();
}

/** A label that leaves a byte for the zero at the end of its field, and at most 80 characters, as Stata has it. */
const withEnd = (label: string, bytes: number): string => cutToBytes([...label].slice(0, 80).join(''), bytes - 1);

/** Notes of the data set, which Stata lists by `notes`. */
function putNotes(to: ByteBuilder, lines: readonly string[]): void {
  [String(lines.length), ...lines].forEach((content, number) => {
    to.text('<ch>').int32(2 * fieldBytes.name + utf8Length(content) + 1);
    to.field('_dta', fieldBytes.name, 0).field(`note${number}`, fieldBytes.name, 0).text(content).uint8(0).text('</ch>');
  });
}

function putLabels(to: ByteBuilder, name: string, labels: readonly ValueLabel[]): void {
  const texts = labels.map(({ label }) => label);
  const lengths = texts.map((text) => utf8Length(text) + 1);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  to.text('<lbl>')
    .int32(8 + 8 * labels.length + total)
    .field(name, fieldBytes.name, 0)
    .raw(new Uint8Array(3));
  to.int32(labels.length, total);
  lengths.reduce((offset, length) => (to.int32(offset), offset + length), 0);
  labels.forEach(({ value }) => to.int32(value));
  texts.forEach((text) => to.text(text).uint8(0));
  to.text('</lbl>');
}
