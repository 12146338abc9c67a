import { markedByte } from './raw-bytes.ts';
import type { CellDefect } from './defect.ts';

/** A blank behind a text. */
export const trailingBlank: CellDefect = {
  name: 'trailing-blank',
  description: 'a blank behind a text, also behind the names of participants',
  needs: 'texts',
  scope: 'cell',
  applies: ({ type }) => type === 'text',
  plant: (cell) => (typeof cell === 'string' ? `${cell} ` : undefined),
};

/** Letters with a mark that people type for those without. */
const marked: Readonly<Record<string, string>> = { a: 'ä', e: 'é', i: 'ï', o: 'ö', u: 'ü' };

/** A letter as Latin-1 writes it, in a file of UTF-8. */
export const mixedEncoding: CellDefect = {
  name: 'mixed-encoding',
  description: 'a letter with a mark as one byte of Latin-1, which is no UTF-8',
  needs: 'texts',
  scope: 'cell',
  applies: ({ type }) => type === 'text',
  plant(cell) {
    const text = String(cell);
    const place = text.search(/[\u00A1-\u00FF]/) >= 0 ? text.search(/[\u00A1-\u00FF]/) : text.search(/[aeiou]/);
    if (place < 0) return undefined;
    const letter = marked[text[place]] ?? text[place];
    return text.slice(0, place) + markedByte(letter.charCodeAt(0)) + text.slice(place + 1);
  },
};
