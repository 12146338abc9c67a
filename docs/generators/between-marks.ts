/**
 * A text whose part between two marks is replaced.
 * @throws Error if a mark is missing
 */
export function betweenMarks(text: string, [from, to]: readonly [string, string], content: string): string {
  const [start, end] = [text.indexOf(from), text.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`the page has no part from ${from} to ${to}`);
  return `${text.slice(0, start + from.length)}\n\n${content}\n\n${text.slice(end)}`;
}
