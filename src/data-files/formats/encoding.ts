import { type Unreadable, unreadable } from './table-format.ts';

/** A text with the encoding in which it was. */
export interface DecodedText {
  /** Without a byte-order mark. */
  readonly text: string;
  /** Empty for UTF-8. */
  readonly encoding: string;
}

/** What a file is read as that is no UTF-8 (assumed): what Excel writes in western Europe and the Americas; every byte of Latin-1 text means the same in it. */
const OTHERWISE = 'windows-1252';

/** Bytes without a character in Windows-1252: a text with one of them is in another encoding. */
const unused: readonly number[] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/** Bytes that are looked at for the zeros of UTF-16. */
const SAMPLE = 2000;

/** The characters of the bytes 0x80 to 0x9F of Windows-1252; the five unused bytes are the controls of their numbers. @see WHATWG Encoding Standard, index windows-1252 */
const UPPER_CONTROLS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** How much of a word with an unknown byte is shown. */
const MAX_SHOWN = 30;

const ASK = 'say which encoding it has, e.g. --encoding windows-1252, iso-8859-2, macintosh, shift_jis';

/**
 * The text of bytes: by its byte-order mark, else UTF-16 where every second byte is zero, else UTF-8 where it is valid, else Windows-1252.
 * A file with valid and invalid sequences of UTF-8 was put together from several, and is refused with a question.
 * @param encoding  what the user says that it is
 * @see WHATWG Encoding Standard
 */
export function decodedText(bytes: Uint8Array, encoding?: string): DecodedText | Unreadable {
  const label = encoding ?? markedEncoding(bytes) ?? zeroEncoding(bytes);
  if (label !== undefined) return decodedAs(bytes, label, encoding !== undefined);
  const utf8 = strictly(bytes, 'utf-8');
  if (utf8 !== undefined) return utf8.includes('\0') ? noText() : { text: utf8, encoding: '' };
  if (bytes.includes(0)) return noText();
  const replaced = new TextDecoder('utf-8').decode(bytes);
  const strange = replaced.indexOf('\uFFFD');
  const before = replaced.slice(0, strange);
  const line = before.split('\n').length;
  const word = (/\S*$/.exec(before)?.[0] ?? '').slice(-MAX_SHOWN);
  const byte = bytes[new TextEncoder().encode(before).length] ?? 0;
  const where = `the byte 0x${byte.toString(16).toUpperCase()}${word === '' ? '' : ` after '${word}'`} is not UTF-8`;
  if (bytes.some((each) => unused.includes(each))) return unreadable(`${where}, and the file is no Windows-1252 either: ${ASK}`, line);
  const proper = [...replaced].find((letter) => letter > '\x7f' && letter !== '\uFFFD');
  if (proper !== undefined)
    return unreadable(
      `${where}, but other characters are ('${proper}'): the file was put together from several encodings; save it as UTF-8, or say which one it has: --encoding windows-1252`,
      line,
    );
  return { text: asWindows1252(new TextDecoder(OTHERWISE).decode(bytes)), encoding: OTHERWISE };
}

function decodedAs(bytes: Uint8Array, label: string, isTold: boolean): DecodedText | Unreadable {
  const decoder = decoderOf(label);
  if (decoder === undefined) return unreadable(`--encoding: there is no encoding '${label}'; ${ASK}`);
  try {
    const decoded = decoder.decode(bytes);
    const text = decoder.encoding === OTHERWISE ? asWindows1252(decoded) : decoded;
    return { text, encoding: decoder.encoding === 'utf-8' ? '' : decoder.encoding };
  } catch {
    return unreadable(`the file is not ${decoder.encoding}${isTold ? ', as --encoding says' : ', as its first bytes say'}: ${ASK}`);
  }
}

/** What an engine makes of Windows-1252, with every character right: some decode it as Latin-1, where the bytes 0x80 to 0x9F are controls. */
function asWindows1252(decoded: string): string {
  return decoded.replaceAll(/[\x80-\x9f]/g, (control) => UPPER_CONTROLS[control.charCodeAt(0) - 0x80]);
}

/** The decoder of an encoding; undefined where the engine has none of that name. */
function decoderOf(label: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    return undefined;
  }
}

/** By the byte-order mark. */
function markedEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 without a mark: of a text in western letters every second byte is zero. */
function zeroEncoding(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, SAMPLE);
  const zeros = [0, 1].map((half) => sample.filter((byte, place) => byte === 0 && place % 2 === half).length);
  const [first, second] = zeros.map((count) => count / (sample.length / 2));
  if (first < 0.05 && second > 0.6) return 'utf-16le';
  return second < 0.05 && first > 0.6 ? 'utf-16be' : undefined;
}

function strictly(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function noText(): Unreadable {
  return unreadable('expected a text, got bytes that are none (zeros): is it a CSV? Tables are read as CSV, JSON lines, xlsx and Parquet');
}
