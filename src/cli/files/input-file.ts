import { type ExitError, usageError } from '../terminal/exit-error.ts';
import { reasonOf } from '../terminal/file-fault.ts';
import { fileLimits, type FileKind } from './file-limits.ts';
import { assertWholeSet } from './file-set.ts';
import { readBounded } from './read-bounded.ts';

/** Why a file cannot be read that is not there. */
export const MISSING = 'there is no such file';

/** How many problems of one file are listed. */
const MAX_LISTED = 50;

/** How much of a file that is not JSON is shown. */
const MAX_SHOWN = 30;

/** How much of one problem is shown: a message that lists what a file holds is no longer than its reader can take in (assumed). */
const MAX_LINE = 2000;

/**
 * The text of a file, which has to be a regular one of a limited size, in UTF-8.
 * @param kind  what the file is; each kind has its limit (`fileLimits`)
 * @throws Error whose message is the reason in words
 */
export function textOf(path: string, kind: FileKind): string {
  return decoded(bytesOf(path, kind));
}

/** The bytes of such a file. @throws Error whose message is the reason in words */
export function bytesOf(path: string, kind: FileKind): Buffer {
  try {
    return readBounded(path, fileLimits[kind]);
  } catch (error) {
    throw new Error((error as NodeJS.ErrnoException).code === 'ENOENT' ? MISSING : reasonOf(error));
  }
}

/**
 * The text of a file that a user names.
 * @param kind    what the file is; each kind has its limit (`fileLimits`)
 * @param advice  what to do where there is no such file
 * @throws ExitError (2) in one line
 */
export function readText(path: string, kind: FileKind, advice?: string): string {
  assertWholeSet(path);
  return asInput(path, () => textOf(path, kind), advice);
}

/**
 * Reads from a file that a user names.
 * @param read    throws an Error whose message is the reason
 * @param advice  what to do where there is no such file
 * @throws ExitError (2) in one line
 */
export function asInput<T>(path: string, read: () => T, advice?: string): T {
  try {
    return read();
  } catch (error) {
    const reason = (error as Error).message;
    throw usageError(`cannot read ${path}: ${reason}${reason === MISSING && advice !== undefined ? ` (${advice})` : ''}`);
  }
}

/** The content of a JSON file. @throws ExitError (2) in one line */
export function readJson(path: string, kind: FileKind): unknown {
  const text = readText(path, kind).replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw usageError(`cannot read ${path}: expected JSON, got ${shownFault(text, error)}`);
  }
}

/**
 * The text of bytes in UTF-8.
 * @throws Error naming the line of the first bytes that are none, and what they may be
 */
export function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    if (marked) throw new Error('expected text in UTF-8, got UTF-16: save it as UTF-8');
    const replaced = new TextDecoder('utf-8').decode(bytes);
    const before = replaced.slice(0, replaced.indexOf('\uFFFD'));
    const line = before.split('\n').length;
    const word = /\S*$/.exec(before)?.[0] ?? '';
    const byte = bytes[new TextEncoder().encode(before).length];
    throw new Error(
      `expected text in UTF-8, got the byte 0x${byte.toString(16).toUpperCase()} in line ${line}${word === '' ? '' : ` after '${word.slice(-MAX_SHOWN)}'`}: is it Latin-1 or Windows-1252? Save it as UTF-8`,
    );
  }
}

/** What is wrong with a text that was to be JSON. */
function shownFault(text: string, error: unknown): string {
  if (text.trim() === '') return 'an empty file';
  if (/^\s*> \S+@\S+ \w+\n/.test(text)) return "npm's banner before it: write the file with npm start --silent -- …";
  const { message } = error as Error;
  const position = Number(/at position (\d+)/.exec(message)?.[1] ?? NaN);
  if (/end of JSON|Unterminated/.test(message) || position >= text.trimEnd().length)
    return 'a document that breaks off: is the file whole?';
  if (position > 0) {
    const before = text.slice(0, position).split('\n');
    return `something else in line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  }
  const token = /^Unexpected token '(.*?)', .*is not valid JSON$/s.exec(message)?.[1];
  if (/^[[{]/.test(text.trim()))
    return `a document with a fault${token === undefined ? '' : ` (${token} where a value, a comma or an end should be)`}`;
  const [first] = text.trim().split('\n');
  return `text that begins with '${first.slice(0, MAX_SHOWN)}${first.length > MAX_SHOWN ? '…' : ''}'`;
}

/** Invalid input: every problem at once. */
export function inputError(problems: readonly string[]): ExitError {
  return usageError(inputLines(problems));
}

/** The problems of a file, one a line; of very many the first and how many there are beside, and of a very long one its beginning. */
export function inputLines(problems: readonly string[]): string {
  const listed = problems.slice(0, MAX_LISTED).map((line) => (line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line));
  const rest = problems.length - listed.length;
  return [...listed, ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n');
}
