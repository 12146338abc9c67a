import Papa from 'papaparse';
import type { ReadProblem } from './row-faults.ts';

/** What may stand between fields. */
export const DELIMITERS = [',', ';', '\t'];

/** Characters that are taken apart at a time, and up to the end of their last row: Papa Parse holds every field of what it is given (assumed; it guesses line ends from as many). */
const PIECE = 1_048_576;

const BYTE_ORDER_MARK = '\uFEFF';

/** Characters of a quoted field that are looked through for its end (assumed; no field of a table is as long). */
const MAX_FIELD = PIECE;

/** How a CSV is written. */
interface Layout {
  readonly delimiter: string;
  readonly newline: string;
}

/**
 * The rows of a CSV (RFC 4180; comma, semicolon or tab; byte-order mark forgiven), one after the other, so that a large file is never held as fields in whole.
 * @param marked   the text, with its byte-order mark where it has one
 * @param onQuote  takes quotes that are not closed or not escaped, by the row where they are, from 1
 * @param size     characters that are taken apart at a time
 * @param given    what stands between fields; guessed where empty
 */
export function* csvRows(
  marked: string,
  onQuote: (problem: ReadProblem) => void = () => undefined,
  size = PIECE,
  given = '',
): Generator<string[]> {
  const text = marked.startsWith(BYTE_ORDER_MARK) ? marked.slice(1) : marked;
  const { delimiter, linebreak: newline } = Papa.parse(text, { delimiter: given, delimitersToGuess: DELIMITERS, preview: 2 }).meta;
  const parser = new Papa.Parser({ delimiter, newline: newline as '\n' | '\r' | '\r\n' });
  let [before, isLast] = [0, false];
  for (let start = 0; !isLast && start < text.length;) {
    const rows = endOfRows(text, start, size, { delimiter, newline });
    isLast = rows.isLast;
    // What follows the line end of the last row is no row.
    const { data, errors } = parser.parse(text.slice(start, rows.end), 0, !isLast) as Papa.ParseResult<string[]>;
    for (const { type, row = 0, message } of errors)
      if (type === 'Quotes')
        onQuote({ line: before + row + 1, message: `a quote is not closed or not escaped (${message.toLowerCase()})` });
    yield* data;
    before += data.length;
    start = rows.end;
  }
}

/**
 * Where, behind its line end, the first row ends that does so after so many characters from the start of a row, and whether it is the last. Of a quoted field that does not end
 * only the beginning is taken: the rest of the text belongs to it and is no row.
 */
function endOfRows(text: string, start: number, size: number, layout: Layout): { readonly end: number; readonly isLast: boolean } {
  let end = text.indexOf(layout.newline, start + size);
  if (end < 0) end = text.length;
  let quote = start + text.slice(start, end).indexOf('"');
  while (quote >= start && quote < end) {
    const close = opens(text, start, quote, layout) ? closingQuote(text, quote, layout) : quote;
    if (close === undefined) return { end: Math.min(text.length, quote + MAX_FIELD), isLast: true };
    if (close > end) end = text.indexOf(layout.newline, close);
    if (end < 0) end = text.length;
    quote = text.indexOf('"', close + 1);
  }
  return end === text.length ? { end, isLast: true } : { end: end + layout.newline.length, isLast: false };
}

/** Whether a quote outside quoted fields opens one: it does at the beginning of a field; elsewhere it is an ordinary character. */
function opens(text: string, start: number, quote: number, { delimiter, newline }: Layout): boolean {
  const before = text.slice(start, quote);
  return before === '' || before.endsWith(delimiter) || before.endsWith(newline);
}

/** The quote that ends a quoted field: one that is not doubled, with blanks at most before the end of the field; undefined where there is none. */
function closingQuote(text: string, opening: number, { delimiter, newline }: Layout): number | undefined {
  const isEnd = (place: number): boolean => place >= text.length || text[place] === delimiter || text.startsWith(newline, place);
  for (let quote = text.indexOf('"', opening + 1); quote >= 0 && quote - opening < MAX_FIELD; quote = text.indexOf('"', quote + 1)) {
    let next = quote + 1;
    if (text[next] === '"') {
      quote++;
      continue;
    }
    while (!isEnd(next) && text[next].trim() === '') next++;
    if (isEnd(next)) return quote;
  }
  return undefined;
}
