/**
 * The files of several lines as one line, the lowest first: every file once, above all that it stands above in one of the lines, and the last
 * file of each line in the order of the list. It is the C3 order of classes with several parents, read from the bottom.
 *
 * @param heads  the last file of each line, in the order of the list
 * @param lines  the files beneath each of them and it, the lowest first
 * @see Barrett et al. (1996) A monotonic superclass linearization for Dylan. OOPSLA 1996, DOI 10.1145/236337.236343
 * @returns without an order that keeps all of that, each file where it comes first
 */
export function joinedLines(heads: readonly string[], lines: readonly (readonly string[])[]): string[] {
  return c3Order(heads, lines) ?? [...new Set(lines.flat())];
}

function c3Order(heads: readonly string[], lines: readonly (readonly string[])[]): string[] | undefined {
  const fromTop: string[] = [];
  let rest = [...lines.toReversed(), heads].map((line) => [...line]);
  for (;;) {
    rest = rest.filter((line) => line.length > 0);
    if (rest.length === 0) return fromTop.reverse();
    const isFree = (file: string): boolean => rest.every((line) => !line.slice(0, -1).includes(file));
    const top = rest.map((line) => line[line.length - 1]).find(isFree);
    if (top === undefined) return undefined;
    fromTop.push(top);
    rest = rest.map((line) => (line[line.length - 1] === top ? line.slice(0, -1) : line));
  }
}

/** Why no order keeps a list of files and what they extend; undefined where one does. */
export function contradictionIn(heads: readonly string[], lines: readonly (readonly string[])[]): string | undefined {
  const last = heads.length - 1;
  if (heads.indexOf(heads[last]) < last) return `expected every file once, got ${heads[last]} twice`;
  const above = heads.slice(0, last).find((_, at) => lines[at].includes(heads[last]));
  if (above !== undefined)
    return `expected a file before those that extend it, got ${heads[last]} after ${above}, which extends it: put it first, or leave it out`;
  const without = heads.slice(0, last);
  const isNew = c3Order(heads, lines) === undefined && c3Order(without, lines.slice(0, last)) !== undefined;
  return isNew ? `expected an order that the files extended keep as well, got ${heads[last]} after ${without.join(', ')}` : undefined;
}
