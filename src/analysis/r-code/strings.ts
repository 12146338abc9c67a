/** A text as an R string, in ASCII whatever the text: R then knows its encoding in every locale. */
export function rString(text: string): string {
  const escaped = text.replace(/[\\"]/g, '\\$&').replace(/[^ -~]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

/** A vector of texts, a few to a line. */
export function rStrings(texts: readonly string[]): string {
  const lines = Array.from({ length: Math.ceil(texts.length / MAX_IN_A_LINE) }, (_, line) =>
    texts
      .slice(line * MAX_IN_A_LINE, (line + 1) * MAX_IN_A_LINE)
      .map(rString)
      .join(', '),
  );
  return `c(${lines.join(',\n  ')})`;
}

const MAX_IN_A_LINE = 8;

/** A text within a comment of one line. */
export function rComment(text: string): string {
  return text.replace(/\s/g, ' ');
}
