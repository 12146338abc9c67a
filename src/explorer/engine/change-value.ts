import { isNode, parseDocument, stringify, type Node } from 'yaml';
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
  const node = document.createNode(value, { flow: true });
  if (isNode(written) && written.range !== undefined && written.range !== null && written.range[1] > written.range[0]) {
    const [from, to] = written.range;
    const old = text.slice(from, to);
    return text.slice(0, from) + flowText(node) + old.slice(old.trimEnd().length) + text.slice(to);
  }
  document.setIn(keys, node);
  return document.toString({ lineWidth: 0 });
}

/** A value in one line. */
const flowText = (node: Node): string => stringify(node, { lineWidth: 0, flowCollectionPadding: false }).trimEnd();
