/** Characters that move a cursor, begin a command of the terminal, or turn the direction of what is read; all but tab and line feed. */
const UNPRINTABLE = /(?![\t\n])[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** What this program sends after an escape character: its colours (picocolors), and the clearing of the line of progress. */
const OWN_COMMAND = /^\[(?:(?:0|1|2|22|31|32|33|35|36|39)m|2K)/;
/** What readline sends while it draws a prompt. */
const PROMPT_COMMAND = /^\[\d*[GJ]/;

/** Whether somebody is asked something. */
let prompting = false;

/** Lets a prompt be drawn while `ask` runs; nothing of a file is printed meanwhile. */
export async function whilePrompting<T>(ask: () => Promise<T>): Promise<T> {
  prompting = true;
  try {
    return await ask();
  } finally {
    prompting = false;
  }
}

/**
 * Text with nothing in it that a terminal would obey, except for what this program sends itself: every other control character becomes its
 * escape (`\u001b`), which in a JSON document is the same character.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character, offset: number) => {
    const after = text.slice(offset + 1, offset + 8);
    if (isOwn(character, after)) return character;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function isOwn(character: string, after: string): boolean {
  if (character === '\u001b') return OWN_COMMAND.test(after) || (prompting && PROMPT_COMMAND.test(after));
  return character === '\r' && (after.startsWith('\n') || after.startsWith('\u001b[2K'));
}

/** Makes a stream print nothing that a terminal would obey, whoever the text is from. */
export function guardAgainstControl(stream: NodeJS.WriteStream): void {
  const write = stream.write.bind(stream) as (...words: unknown[]) => boolean;
  stream.write = (chunk: Uint8Array | string, ...rest: unknown[]): boolean =>
    write(typeof chunk === 'string' ? printable(chunk) : chunk, ...rest);
}
