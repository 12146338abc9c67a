import type { RecordedBlock } from '../../power/simulation/block-task.ts';
import type { CurveCounts } from '../../power/simulation/nested-trials.ts';
import type { Tally } from '../../power/simulation/tally.ts';

/** What a finished shard holds: a tally per block; with it, where studies are compared, in which trials each analysis and the claim succeeded; or successes at several sizes; or the figures of every trial; or rows of data files. */
export type ShardContent =
  | { readonly blocks: readonly Tally[] }
  | { readonly blocks: readonly Tally[]; readonly records: readonly string[] }
  | { readonly curve: CurveCounts }
  | { readonly figures: readonly (readonly (number | null)[])[] }
  | { readonly tables: Readonly<Record<string, string>> };

export type ContentKind = 'blocks' | 'recorded' | 'curve' | 'figures' | 'tables';

/** The content of the shard of a comparison. */
export function recordedContent(blocks: readonly RecordedBlock[]): ShardContent {
  return { blocks: blocks.map(({ tally }) => tally), records: blocks.map(({ record }) => packed(record)) };
}

/** Bytes of 0 and 1 as bits, in base 64. */
function packed(record: Uint8Array): string {
  const bits = new Uint8Array(Math.ceil(record.length / 8));
  record.forEach((success, place) => (bits[place >> 3] |= success << (place & 7)));
  return Buffer.from(bits).toString('base64');
}

/** The bytes of 0 and 1 of a packed record. @param length  how many there are */
export function unpacked(text: string, length: number): Uint8Array {
  const bits = Buffer.from(text, 'base64');
  return Uint8Array.from({ length }, (_, place) => (bits[place >> 3] >> (place & 7)) & 1);
}

/** Whether what a file holds is the content of a shard of so many trials. */
export function isContent(content: unknown, kind: ContentKind, trials: number): content is ShardContent {
  const { blocks, records, curve, figures, tables } = content as Readonly<Record<string, unknown>>;
  if (kind === 'tables') return typeof tables === 'object' && tables !== null;
  if (kind === 'figures') return Array.isArray(figures) && figures.length === trials;
  if (kind === 'curve') return (curve as Partial<CurveCounts> | null | undefined)?.trials === trials;
  if (!Array.isArray(blocks)) return false;
  const sum = (blocks as readonly (Tally | null)[]).reduce((counted, block) => counted + (block?.trials ?? NaN), 0);
  const isRecorded = Array.isArray(records) && records.length === blocks.length && records.every((each) => typeof each === 'string');
  return sum === trials && (kind === 'blocks' || isRecorded);
}
