import { lineProblem } from '../reading/limits.ts';
import { csvTable } from '../reading/record-table.ts';
import { decodedText } from './encoding.ts';
import { delimiterNames, sniffedDelimiter } from './delimiter.ts';
import { type ReadableFormat, unreadable } from './table-format.ts';

/** The first line that names the delimiter for Excel. */
const EXCEL_HINT = /^"?sep=(.)"?(\r\n|\n|\r)/i;

/** Lines before the header that are comments. */
const COMMENTS = /^(#[^\r\n]*(\r\n|\n|\r))+/;

/** Fields between delimiters (RFC 4180): comma, semicolon, tab or bar; in any encoding. */
export const delimitedText: ReadableFormat = {
  name: 'text',
  recognises: () => true,
  async open(bytes, options) {
    const decoded = decodedText(bytes, options.encoding);
    if ('problems' in decoded) return decoded;
    const { encoding } = decoded;
    if (decoded.text.trim() === '') return unreadable('the file is empty');
    const tooLong = lineProblem(decoded.text);
    if (tooLong !== undefined) return { problems: [tooLong] };
    const above = linesAbove(decoded.text);
    const text = decoded.text.slice(above.text.length);
    const delimiter = options.delimiter ?? above.delimiter ?? sniffedDelimiter(text);
    if (typeof delimiter !== 'string') return unreadable(delimiter.question);
    return Promise.resolve({
      table: csvTable(text, delimiter, lines(above.text) + 1),
      said: [
        ...(delimiter === ',' ? [] : [delimiterNames.get(delimiter) ?? `'${delimiter}' between fields`]),
        ...above.said,
        ...(encoding === '' ? [] : [encoding]),
      ],
      rowCount: lines(text),
      ...(encoding === '' && above.text === '' ? { delimiter } : {}),
    });
  },
};

/** What stands above the header: a word for Excel, or comments. */
function linesAbove(text: string): { readonly text: string; readonly said: readonly string[]; readonly delimiter?: string } {
  const hint = EXCEL_HINT.exec(text);
  if (hint !== null) return { text: hint[0], said: ['a first line with sep='], delimiter: hint[1] };
  const [comments] = COMMENTS.exec(text) ?? [''];
  const count = lines(comments);
  return { text: comments, said: count === 0 ? [] : [`${count} line${count === 1 ? '' : 's'} of comments`] };
}

function lines(text: string): number {
  const lineBreak = text.includes('\n') ? '\n' : '\r';
  let count = 0;
  for (let place = text.indexOf(lineBreak); place >= 0; place = text.indexOf(lineBreak, place + 1)) count++;
  return count;
}
