import { isMap, isNode, parseDocument, stringify } from 'yaml';
import { withKey, withoutKey, type Keys } from './edit-lines.ts';
import type { Typed } from './messages.ts';

/** How a document is written anew where its lines cannot be kept. */
const writing = { lineWidth: 0, flowCollectionPadding: false };

/** The key of a map or the position in a list that a part of a path means. */
const keyOf = (part: string): string | number => (/^\d+$/.test(part) ? Number(part) : part);

/**
 * The text of a scenario with one value changed, all else left as it is written: comments, order, spaces. A value that the
 * text does not have yet is added to its section; null removes a key, and the maps that it leaves empty.
 */
export function changedText(text: string, path: string, typed: Typed): string {
  const document = parseDocument(text);
  const keys = path.split('.').map(keyOf);
  if (typed === null) return withoutKeys(text, keys);
  const node = document.createNode(valueOf(typed), { flow: true });
  const words = stringify(node, writing).trimEnd();
  const written = document.getIn(keys, true);
  if (isNode(written) && written.range !== undefined && written.range !== null && written.range[1] > written.range[0]) {
    const [from, to] = written.range;
    const old = text.slice(from, to);
    return text.slice(0, from) + words + old.slice(old.trimEnd().length) + text.slice(to);
  }
  const edited = withKey(text, document, keys, words);
  document.setIn(keys, node);
  return kept(edited, document.toString(writing));
}

/** The value that was typed; as it stands where it is no YAML yet. */
function valueOf(typed: Exclude<Typed, null>): unknown {
  if (typeof typed !== 'object' || !('yaml' in typed)) return typed;
  const read = parseDocument(typed.yaml);
  return read.errors.length === 0 ? (read.toJS() as unknown) : typed.yaml;
}

/** A text without a key, and without the maps that this leaves empty. */
export function withoutKeys(text: string, keys: Keys): string {
  const document = parseDocument(text);
  if (!document.hasIn(keys)) return text;
  const isAlone = (path: Keys): boolean => {
    const owner: unknown = document.getIn(path);
    return isMap(owner) && owner.items.length === 1;
  };
  // The outermost map that has nothing else goes as a whole.
  let depth = keys.length;
  while (depth > 1 && isAlone(keys.slice(0, depth - 1))) depth--;
  const gone = keys.slice(0, depth);
  const edited = withoutKey(text, document, gone);
  document.deleteIn(gone);
  return kept(edited, document.toString(writing));
}

/** The edited lines where they say what the document says, else the document written anew. */
function kept(edited: string | undefined, anew: string): string {
  const says = (text: string): string => {
    const read = parseDocument(text);
    return read.errors.length > 0 ? '' : JSON.stringify(read.toJS());
  };
  return edited !== undefined && says(edited) === says(anew) ? edited : anew;
}
