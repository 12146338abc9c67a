/** A table as a file of a statistical package has it; a labelled number is given as its label, a missing number as the empty text. */
export interface ReadTable {
  readonly label: string;
  readonly notes: readonly string[];
  readonly names: readonly string[];
  readonly labels: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

const decoder = new TextDecoder();
const sizes: Readonly<Record<number, number>> = { 65_530: 1, 65_529: 2, 65_528: 4, 65_526: 8 };

/** The bytes between a tag and its end, from where the map of the file says that the tag begins. */
function sectionAt(file: Buffer, start: number, tag: string): Buffer {
  const opening = `<${tag}>`;
  if (file.toString('latin1', start, start + opening.length) !== opening) throw new Error(`no ${opening} at ${start}`);
  const end = file.indexOf(`</${tag}>`, start, 'latin1');
  return file.subarray(start + opening.length, end);
}

const zeroEnded = (bytes: Buffer): string => decoder.decode(bytes.subarray(0, bytes.includes(0) ? bytes.indexOf(0) : bytes.length));
const fields = (bytes: Buffer, size: number): string[] =>
  Array.from({ length: bytes.length / size }, (_, field) => zeroEnded(bytes.subarray(field * size, (field + 1) * size)));

/** Reads Stata's release 118, little-endian, by the positions of its map. */
export function readStata(file: Buffer): ReadTable {
  const headEnd = file.indexOf('<map>', 0, 'latin1');
  const header = file.subarray(0, headEnd);
  const after = (tag: string): number => header.indexOf(tag, 0, 'latin1') + tag.length;
  const [variables, count] = [header.readUInt16LE(after('<K>')), Number(header.readBigUInt64LE(after('<N>')))];
  const labelAt = after('<label>');
  const label = header.toString('utf8', labelAt + 2, labelAt + 2 + header.readUInt16LE(labelAt));
  const map = Array.from({ length: 14 }, (_, entry) => Number(file.readBigUInt64LE(headEnd + 5 + 8 * entry)));
  if (map[13] !== file.length) throw new Error(`the map ends at ${map[13]}, the file at ${file.length}`);
  const types = Array.from({ length: variables }, (_, variable) => sectionAt(file, map[2], 'variable_types').readUInt16LE(2 * variable));
  const labelNames = fields(sectionAt(file, map[6], 'value_label_names'), 129);
  const valueLabels = readValueLabels(sectionAt(file, map[11], 'value_labels'));
  let at = map[9] + '<data>'.length;
  const rows = Array.from({ length: count }, () =>
    types.map((type, variable) => {
      const size = sizes[type] ?? type;
      const value = readCell(file.subarray(at, at + size), type);
      at += size;
      return typeof value === 'number' && labelNames[variable] !== ''
        ? (valueLabels.get(labelNames[variable])?.get(value) ?? value)
        : value;
    }),
  );
  if (file.toString('latin1', at, at + 7) !== '</data>') throw new Error('the rows do not end with the data');
  return {
    label,
    notes: file
      .toString('utf8', map[8], map[9])
      .split('</ch>')
      .slice(1, -1)
      .map((note) => zeroEnded(Buffer.from(note.slice(note.lastIndexOf('note')).split('\0').at(-2) ?? ''))),
    names: fields(sectionAt(file, map[3], 'varnames'), 129),
    labels: fields(sectionAt(file, map[7], 'variable_labels'), 321),
    rows,
  };
}

function readCell(bytes: Buffer, type: number): string | number {
  if (type === 65_526) return bytes.readDoubleLE() >= 2 ** 1023 ? '' : bytes.readDoubleLE();
  if (type === 65_528) return bytes.readInt32LE() > 2_147_483_620 ? '' : bytes.readInt32LE();
  if (type === 65_529) return bytes.readInt16LE() > 32_740 ? '' : bytes.readInt16LE();
  if (type === 65_530) return bytes.readInt8() > 100 ? '' : bytes.readInt8();
  return zeroEnded(bytes);
}

function readValueLabels(bytes: Buffer): Map<string, Map<number, string>> {
  const found = new Map<string, Map<number, string>>();
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readInt32LE(at + 5);
    const name = zeroEnded(bytes.subarray(at + 9, at + 138));
    const table = bytes.subarray(at + 141, at + 141 + length);
    const count = table.readInt32LE(0);
    const texts = table.subarray(8 + 8 * count);
    const entries = Array.from({ length: count }, (_, entry) => {
      const offset = table.readInt32LE(8 + 4 * entry);
      return [table.readInt32LE(8 + 4 * (count + entry)), zeroEnded(texts.subarray(offset))] as const;
    });
    found.set(name, new Map(entries));
    at += 141 + length + 6;
  }
  return found;
}
