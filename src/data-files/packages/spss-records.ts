import { ByteBuilder } from './byte-builder.ts';
import { fileLabel, provenanceLines } from './provenance-lines.ts';
import { segmentWidths } from './spss-cases.ts';
import type { DescribedTable, Provenance } from './described-table.ts';
import { cutToBytes, utf8Length } from './utf8.ts';
import type { ValueLabel } from './value-labels.ts';

/** A variable of a system file. */
export interface SpssVariable {
  readonly name: string;
  readonly label: string;
  /** Width of a text; 0 for a number. */
  readonly bytes: number;
  readonly decimals: number;
  readonly level: 'nominal' | 'scale';
  readonly labels: readonly ValueLabel[];
  /** Numbers of labelled texts. */
  readonly levels: ReadonlyMap<string, number> | undefined;
}

/** A record of the dictionary for one variable, or for a segment of a long text. */
interface Segment {
  readonly short: string;
  readonly bytes: number;
  readonly variable: SpssVariable;
}

const BLANK = 0x20;
/** Formats of print and write: A for texts, F for numbers. */
const format = (bytes: number, decimals: number): number =>
  bytes > 0 ? (1 << 16) | (bytes << 8) : (5 << 16) | ((decimals > 0 ? 12 : 8) << 8) | decimals;
const eightsOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / 8));
const MAX_INT32 = 2_147_483_647;
/** The number below the least finite one, from which SPSS reads "lowest". */
const LOWEST = -1.7976931348623155e308;

/** Everything of a system file that stands before its cases. */
export function dictionaryRecords(
  table: DescribedTable,
  variables: readonly SpssVariable[],
  provenance: Provenance,
  rows: number,
): Uint8Array {
  const segments = segmentsOf(variables);
  const to = new ByteBuilder();
  putHeader(to, table, provenance, { eights: segments.reduce((sum, { bytes }) => sum + eightsOf(bytes), 0), rows });
  segments.forEach((segment, position) => putVariable(to, segment, segments[position - 1]?.variable !== segment.variable));
  putValueLabels(to, segments);
  const lines = [`${table.name}.sav`, ...provenanceLines(provenance)].flatMap(linesOfEighty);
  to.int32(6, lines.length);
  lines.forEach((line) => to.field(line, 80, BLANK));
  // Version of the writer, no machine, IEEE 754, compressed, little-endian, UTF-8.
  to.int32(7, 3, 4, 8).int32(1, 0, 0, -1, 1, 1, 2, 65_001);
  to.int32(7, 4, 8, 3).float64(-Number.MAX_VALUE, Number.MAX_VALUE, LOWEST);
  to.int32(7, 11, 4, 3 * segments.length);
  segments.forEach(({ bytes, variable: { level } }) =>
    to.int32(level === 'scale' ? 3 : 1, bytes > 0 ? Math.min(bytes, 40) : 8, bytes > 0 ? 0 : 1),
  );
  const first = new Map(segments.toReversed().map(({ short, variable }) => [variable, short]));
  putText(to, 13, variables.map((variable) => `${first.get(variable)}=${variable.name}`).join('\t'));
  const long = variables.filter(({ bytes }) => bytes > 255);
  if (long.length > 0)
    putText(to, 14, long.map((variable) => `${first.get(variable)}=${String(variable.bytes).padStart(5, '0')}\0\t`).join(''));
  to.int32(7, 16, 8, 2).uint64(1).uint64(rows);
  putText(to, 20, 'UTF-8');
  return to.int32(999, 0).take();
}

function segmentsOf(variables: readonly SpssVariable[]): Segment[] {
  return variables.flatMap((variable, position) =>
    segmentWidths(variable.bytes).map((bytes, segment) => ({
      short: segment === 0 ? `V${position + 1}` : `V${position + 1}_${segment}`,
      bytes,
      variable,
    })),
  );
}

function putHeader(
  to: ByteBuilder,
  { name }: DescribedTable,
  provenance: Provenance,
  { eights, rows }: { readonly eights: number; readonly rows: number },
): void {
  to.text('$FL2').field(`@(#) SPSS DATA FILE crossover-sim ${provenance.version}`, 60, BLANK);
  to.int32(2, eights, 1, 0, rows > MAX_INT32 ? -1 : rows).float64(100);
  // The day is always the same, so that the same seed gives the same bytes.
  to.field('01 Jan 70', 9, BLANK)
    .field('00:00:00', 8, BLANK)
    .field(`${fileLabel(provenance)}, ${name}`, 64, BLANK)
    .raw(new Uint8Array(3));
}

function putVariable(to: ByteBuilder, { short, bytes, variable: { label, decimals } }: Segment, labelled: boolean): void {
  const shape = format(bytes, decimals);
  to.int32(2, bytes, labelled ? 1 : 0, 0, shape, shape).field(short, 8, BLANK);
  if (labelled) {
    const text = cutToBytes(label, 255);
    const length = utf8Length(text);
    to.int32(length).field(text, 4 * Math.ceil(length / 4), BLANK);
  }
  for (let further = 1; further < eightsOf(bytes); further++) to.int32(2, -1, 0, 0, 0, 0).field('', 8, BLANK);
}

function putValueLabels(to: ByteBuilder, segments: readonly Segment[]): void {
  let index = 1;
  for (const { bytes, variable } of segments) {
    const { labels } = variable;
    if (labels.length > 0) {
      to.int32(3, labels.length);
      for (const { value, label } of labels) {
        const text = cutToBytes(label, 120);
        const length = utf8Length(text);
        to.float64(value)
          .uint8(length)
          .field(text, 8 * Math.ceil((length + 1) / 8) - 1, BLANK);
      }
      to.int32(4, 1, index);
    }
    index += eightsOf(bytes);
  }
}

function putText(to: ByteBuilder, kind: number, text: string): void {
  to.int32(7, kind, 1, utf8Length(text)).text(text);
}

/** A line in pieces of at most 80 bytes. */
function linesOfEighty(line: string): string[] {
  const piece = cutToBytes(line, 80);
  return piece.length === line.length ? [line] : [piece, ...linesOfEighty(line.slice(piece.length))];
}
