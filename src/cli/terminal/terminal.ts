import colours from 'picocolors';

/** What a stream can show. */
export interface Terminal {
  /** Lines may be drawn over: a person watches, and the terminal knows control sequences. */
  readonly live: boolean;
  readonly colour: boolean;
  /** Characters beyond ASCII: blocks and braille. */
  readonly unicode: boolean;
  /** Width in characters. */
  readonly columns: number;
}

/** The part of a stream that tells what it is. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Width where the stream is no terminal, in characters. */
const WIDTH_OF_FILES = 80;

/**
 * What a stream can show: colour on a terminal only, unless `FORCE_COLOR` asks for it; never with `NO_COLOR` (no-color.org) or `TERM=dumb`.
 * @param stream       stdout or stderr
 * @param environment  the variables of the process
 */
export function terminalOf(stream: TerminalStream, environment: Environment = process.env): Terminal {
  const { NO_COLOR = '', FORCE_COLOR = '', TERM } = environment;
  const terminal = stream.isTTY === true;
  const live = terminal && TERM !== 'dumb';
  return {
    live,
    colour: NO_COLOR === '' && (FORCE_COLOR === '' ? live : FORCE_COLOR !== '0'),
    unicode: !(terminal && TERM === 'dumb') && speaksUnicode(environment),
    columns: terminal && stream.columns !== undefined && stream.columns > 0 ? stream.columns : WIDTH_OF_FILES,
  };
}

/** A locale that is named and is not UTF-8 is taken at its word; without any, UTF-8 is assumed. */
function speaksUnicode({ LC_ALL = '', LC_CTYPE = '', LANG = '' }: Environment): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find((name) => name !== '');
  return locale === undefined || /utf-?8/i.test(locale);
}

/** The colours of a stream: functions that change nothing where there is no colour. */
export function coloursOf(stream: TerminalStream) {
  return colours.createColors(terminalOf(stream).colour);
}

/** How an answer is laid out on standard output: within its width, in its characters and colours. @param details  `--details` */
export function printedLayout({ details = false }: { readonly details?: boolean | undefined } = {}) {
  const { columns, unicode } = terminalOf(process.stdout);
  const { cyan, magenta } = coloursOf(process.stdout);
  const paint = (meaning: 'power' | 'false-positive', line: string): string => (meaning === 'power' ? cyan(line) : magenta(line));
  return { columns, unicode, details, paint };
}

/** A warning on stderr. */
export function warn(text: string): void {
  process.stderr.write(`${coloursOf(process.stderr).yellow('warning:')} ${text}\n`);
}
