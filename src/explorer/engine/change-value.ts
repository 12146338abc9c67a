import { isScalar, parseDocument, stringify } from 'yaml';
import type { FieldValue } from './messages.ts';

/** The key of a map or the position in a list that a part of a path means. */
const keyOf = (part: string): string | number => (/^\d+$/.test(part) ? Number(part) : part);

/**
 * The text of a scenario with one value changed, all else left as it is written: comments, order, spaces. A value that the
 * text does not have yet is added to its section.
 */
export function changedText(text: string, path: string, value: FieldValue): string {
  const document = parseDocument(text);
  const keys = path.split('.').map(keyOf);
  const written = document.getIn(keys, true);
  if (isScalar(written) && written.range !== undefined && written.range !== null && written.range[1] > written.range[0]) {
    const [from, to] = written.range;
    return text.slice(0, from) + stringify(value).trimEnd() + text.slice(to);
  }
  document.setIn(keys, value);
  return document.toString({ lineWidth: 0 });
}
