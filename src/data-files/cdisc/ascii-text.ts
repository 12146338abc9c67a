/** Longest value of a character variable in SAS XPORT version 5, bytes. */
export const MAX_TEXT = 200;
/** Longest label of a variable or a dataset, likewise. */
export const MAX_LABEL = 40;
/** Longest name of a variable or a dataset, and longest test or parameter code. */
export const MAX_NAME = 8;

/** A text that is ASCII and has no space at its ends. */
const PLAIN = /^(?:[!-~](?:[ -~]*[!-~])?)?$/;

const replacements: Readonly<Record<string, string>> = {
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '…': '...',
  '×': 'x',
  '·': '*',
  '≤': '<=',
  '≥': '>=',
  '²': '2',
  ß: 'ss',
  ø: 'o',
  Ø: 'O',
  æ: 'ae',
  Æ: 'AE',
  µ: 'u',
  μ: 'u',
};

/**
 * A text in ASCII, as SDTM asks of every value: letters lose their marks, and a character that has no counterpart becomes `U` and its code point, so that two names stay two.
 * Line ends and other control characters become spaces, and spaces at the ends go.
 * @param max  characters to keep
 */
export function asciiText(text: string, max = MAX_TEXT): string {
  if (PLAIN.test(text) && text.length <= max) return text;
  const plain = text
    .replaceAll(/[^ -~]/gu, (letter) => replacements[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll(/[^ -~]/gu, (letter) => `U${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
  return plain.trim().slice(0, max).trimEnd();
}

/**
 * Texts in ASCII of at most 200 characters that are as different as their names: those that become the same, by letters that lose their marks or because they are cut, end with a
 * code of their own in brackets.
 * @param codes  by name, all different
 */
export function distinctTexts(names: readonly string[], codes: readonly string[]): string[] {
  const texts = names.map((name) => asciiText(name));
  return texts.map((text, place) => {
    const isAlone = texts.indexOf(text) === texts.lastIndexOf(text);
    return isAlone ? text : `${text.slice(0, MAX_TEXT - codes[place].length - 3).trimEnd()} (${codes[place]})`;
  });
}

/** A label of at most 40 characters: the first of some texts that is short enough, else the last of them cut. */
export function shortLabel(...texts: readonly string[]): string {
  const ascii = texts.map((text) => asciiText(text));
  return ascii.find((text) => text.length <= MAX_LABEL) ?? asciiText(ascii[ascii.length - 1], MAX_LABEL);
}

/**
 * A code of at most 8 capital letters and digits for each name, all different; the first begins with a letter.
 * @param taken  codes that are in use
 */
export function shortCodes(names: readonly string[], taken: readonly string[] = []): Map<string, string> {
  const used = new Set(taken);
  const codes = new Map<string, string>();
  for (const name of names) {
    const letters = asciiText(name)
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]/g, '');
    const base = (/^[A-Z]/.test(letters) ? letters : `X${letters}`).slice(0, MAX_NAME);
    let code = base;
    for (let copy = 2; used.has(code); copy++) code = `${base.slice(0, MAX_NAME - String(copy).length)}${copy}`;
    used.add(code);
    codes.set(name, code);
  }
  return codes;
}
