import type { ReadTable } from './read-stata.ts';

interface Variable {
  /** Number of its first eight among all, from 1. */
  readonly index: number;
  readonly width: number;
  readonly short: string;
  readonly label: string;
  readonly valueLabels: Map<number, string>;
}

/** Reads a compressed system file of SPSS, little-endian and of UTF-8. */
export function readSpss(file: Buffer): ReadTable {
  if (file.toString('latin1', 0, 4) !== '$FL2' || file.readInt32LE(72) !== 1) throw new Error('no compressed system file');
  const count = file.readInt32LE(80);
  const label = file.toString('utf8', 109, 173).trimEnd();
  const variables: Variable[] = [];
  const notes: string[] = [];
  const texts = new Map<number, string>();
  let [at, index] = [176, 0];
  const int = (): number => file.readInt32LE((at += 4) - 4);
  const bytes = (length: number): Buffer => file.subarray(at, (at += length));
  let pending = new Map<number, string>();
  for (let kind = int(); kind !== 999; kind = int()) {
    if (kind === 2) {
      index++;
      const [width, labelled] = [int(), int()];
      bytes(12);
      const short = bytes(8).toString('latin1').trimEnd();
      const length = labelled === 1 ? int() : 0;
      const text = bytes(4 * Math.ceil(length / 4)).toString('utf8', 0, length);
      if (width >= 0) variables.push({ index, width, short, label: text, valueLabels: new Map() });
    } else if (kind === 3) {
      pending = new Map(
        Array.from({ length: int() }, () => {
          const value = bytes(8).readDoubleLE();
          const length = bytes(1)[0];
          return [value, bytes(8 * Math.ceil((length + 1) / 8) - 1).toString('utf8', 0, length)] as const;
        }),
      );
    } else if (kind === 4) {
      for (let left = int(); left > 0; left--) {
        const labelled = int();
        for (const [value, text] of pending) variables.find((each) => each.index === labelled)?.valueLabels.set(value, text);
      }
    } else if (kind === 6) for (let left = int(); left > 0; left--) notes.push(bytes(80).toString('utf8').trimEnd());
    else {
      const [subtype, size, number] = [int(), int(), int()];
      texts.set(subtype, bytes(size * number).toString('utf8'));
    }
  }
  bytes(4);
  const long = new Map((texts.get(13) ?? '').split('\t').map((pair) => pair.split('=') as [string, string]));
  const widths = new Map((texts.get(14) ?? '').split('\0\t').map((pair) => [pair.split('=')[0], Number(pair.split('=')[1])]));
  const whole = variables.filter(({ short }) => long.has(short));
  const next = eights(file, at);
  const rows = Array.from({ length: count }, () => {
    const row: (string | number)[] = [];
    let segments: Buffer[] = [];
    for (const { short, width, valueLabels } of variables) {
      if (width === 0) {
        const eight = next();
        const value = eight === 'missing' ? '' : eight.readDoubleLE();
        row.push(typeof value === 'number' ? (valueLabels.get(value) ?? value) : value);
        continue;
      }
      const parts = Array.from({ length: Math.ceil(width / 8) }, () => next()).map((part) => (part === 'missing' ? Buffer.alloc(8) : part));
      const segment = Buffer.concat(parts).subarray(0, width);
      segments = long.has(short) ? [segment] : [...segments, segment];
      const text = Buffer.concat(segments)
        .subarray(0, widths.get(short.split('_')[0]) ?? width)
        .toString('utf8')
        .trimEnd();
      if (long.has(short)) row.push(text);
      else row[row.length - 1] = text;
    }
    return row;
  });
  return { label, notes, names: whole.map(({ short }) => long.get(short) ?? short), labels: whole.map((each) => each.label), rows };
}

/** The eights of bytes of the cases, one after another. */
function eights(file: Buffer, start: number): () => Buffer | 'missing' {
  let at = start;
  let codes: number[] = [];
  return () => {
    if (codes.length === 0) codes = [...file.subarray(at, (at += 8))];
    const code = codes.shift();
    if (code === 255) return 'missing';
    if (code === 254) return Buffer.alloc(8, ' ');
    if (code === 253) return file.subarray(at, (at += 8));
    if (code === undefined || code === 0 || code === 252) throw new Error('the cases end too early');
    const eight = Buffer.alloc(8);
    eight.writeDoubleLE(code - 100);
    return eight;
  };
}
