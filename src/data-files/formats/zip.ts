import { inflated } from './inflated.ts';

/** A file within a ZIP archive. */
interface ZipEntry {
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packedSize: number;
  /** Where its local header is. */
  readonly place: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;

/** Bytes of the record at the end of an archive, and of the comment that may follow it. */
const END_SIZE = 22;
const MAX_COMMENT = 65_535;

const STORED = 0;
const DEFLATED = 8;

/** The files of a ZIP archive. */
export interface ZipArchive {
  readonly names: readonly string[];
  /** The bytes of a file; or what is wrong with it. */
  read(name: string): Promise<Uint8Array | string>;
}

/**
 * Opens a ZIP archive by its directory; undefined where it is none, or one of more than 4 GB.
 * @see PKWARE (2022) .ZIP File Format Specification 6.3.10, sections 4.3.7, 4.3.12, 4.3.16
 */
export function zipArchive(bytes: Uint8Array): ZipArchive | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === undefined) return undefined;
  const entries = new Map<string, ZipEntry>();
  let place = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    if (place + 46 > bytes.length || view.getUint32(place, true) !== DIRECTORY_ENTRY) return undefined;
    const nameSize = view.getUint16(place + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(place + 46, place + 46 + nameSize));
    entries.set(name, {
      isEncrypted: (view.getUint16(place + 8, true) & 1) === 1,
      method: view.getUint16(place + 10, true),
      packedSize: view.getUint32(place + 20, true),
      place: view.getUint32(place + 42, true),
    });
    place += 46 + nameSize + view.getUint16(place + 30, true) + view.getUint16(place + 32, true);
  }
  return {
    names: [...entries.keys()],
    async read(name) {
      const entry = entries.get(name);
      if (entry === undefined) return `there is no ${name} in it`;
      return contentOf(bytes, view, entry);
    },
  };
}

async function contentOf(
  bytes: Uint8Array,
  view: DataView,
  { isEncrypted, method, packedSize, place }: ZipEntry,
): Promise<Uint8Array | string> {
  if (isEncrypted) return 'it has a password: save it without one';
  if (place + 30 > bytes.length || view.getUint32(place, true) !== LOCAL_HEADER) return 'it is damaged, or breaks off; copy it again';
  const start = place + 30 + view.getUint16(place + 26, true) + view.getUint16(place + 28, true);
  const packed = bytes.subarray(start, start + packedSize);
  if (method === STORED) return packed;
  return method === DEFLATED ? inflated(packed, 'deflate-raw') : 'it is packed in a way that is not read; save it again';
}

function endOfDirectory(view: DataView): number | undefined {
  const last = view.byteLength - END_SIZE;
  for (let place = last; place >= Math.max(0, last - MAX_COMMENT); place--)
    if (view.getUint32(place, true) === END_OF_DIRECTORY) return place;
  return undefined;
}
