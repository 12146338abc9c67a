/** A dataset as it was read from a SAS XPORT file of version 5. */
export interface ReadDataset {
  readonly name: string;
  readonly label: string;
  readonly variables: readonly {
    readonly name: string;
    readonly label: string;
    readonly isText: boolean;
    readonly length: number;
    readonly format: string;
  }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Reads a file by the published layout (SAS TS-140), without the writer's code. */
export function readXport(bytes: Uint8Array): ReadDataset {
  const textAt = (at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + length));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (bytes.length % 80 !== 0 || !textAt(0, 80).startsWith('HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!'))
    throw new Error('no XPORT file');
  const size = Number(textAt(3 * 80 + 74, 4));
  const count = Number(textAt(7 * 80 + 54, 4));
  const names = 8 * 80;
  const variables = Array.from({ length: count }, (_, place) => {
    const at = names + place * size;
    return {
      name: textAt(at + 8, 8).trimEnd(),
      label: textAt(at + 16, 40).trimEnd(),
      isText: view.getInt16(at) === 2,
      length: view.getInt16(at + 4),
      format: textAt(at + 56, 8).trimEnd(),
      position: view.getInt32(at + 84),
    };
  });
  const head = names + 80 * Math.ceil((count * size) / 80);
  if (!textAt(head, 80).startsWith('HEADER RECORD*******OBS     HEADER RECORD!!!!!!!')) throw new Error('no observations');
  const rowLength = variables.reduce((sum, { length }) => sum + length, 0);
  const rows: (string | number | null)[][] = [];
  for (let at = head + 80; at + rowLength <= bytes.length; at += rowLength) {
    if (textAt(at, rowLength).trim() === '') break;
    rows.push(
      variables.map(({ isText, length, position }) =>
        isText ? textAt(at + position, length).trimEnd() || null : fromIbm(bytes, at + position),
      ),
    );
  }
  return { name: textAt(5 * 80 + 8, 8).trimEnd(), label: textAt(6 * 80 + 32, 40).trimEnd(), variables, rows };
}

/** A number of IBM floating point; nothing of a missing value. */
export function fromIbm(bytes: Uint8Array, at: number): number | null {
  const rest = bytes.subarray(at + 1, at + 8);
  if (rest.every((byte) => byte === 0)) return bytes[at] === 0 ? 0 : null;
  const fraction = rest.reduceRight((sum, byte) => (sum + byte) / 256, 0);
  return (bytes[at] & 0x80 ? -1 : 1) * fraction * 16 ** ((bytes[at] & 0x7f) - 64);
}
