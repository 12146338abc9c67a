import Papa from 'papaparse';

type Delimiter = ',' | '\t';

/** A text that a spreadsheet would take for a formula; numbers are none. */
const FORMULA = /^(?![+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$)[=+\-@\t\r]/i;

/** Most texts of which the spelling is remembered: the names in a table are few, and every row has some. */
const MAX_REMEMBERED = 10_000;

/** Texts as they are spelled between delimiters. */
const remembered: Readonly<Record<Delimiter, Map<string, string>>> = { ',': /* @__PURE__ */ new Map(), '\t': /* @__PURE__ */ new Map() };

function spelled(cell: string | number, delimiter: Delimiter): string {
  const text = String(cell);
  const known = remembered[delimiter].get(text);
  if (known !== undefined) return known;
  const found = Papa.unparse([[text]], { delimiter, newline: '\r\n', escapeFormulae: FORMULA });
  if (remembered[delimiter].size >= MAX_REMEMBERED) remembered[delimiter].clear();
  remembered[delimiter].set(text, found);
  return found;
}

/** A cell as its field holds it, quotes aside. */
export function fieldOf(cell: string | number): string | number {
  return typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell;
}

/** Rows as text: RFC 4180 with the delimiter given, CRLF line ends. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function delimitedText(rows: readonly (readonly (string | number)[])[], delimiter: Delimiter): string {
  let text = '';
  for (const row of rows) {
    for (let place = 0; place < row.length; place++) {
      const cell = row[place];
      if (place > 0) text += delimiter;
      // A finite number needs neither quotes nor an apostrophe.
      text += typeof cell === 'number' && Number.isFinite(cell) ? String(cell) : spelled(cell, delimiter);
    }
    text += '\r\n';
  }
  return text;
}
