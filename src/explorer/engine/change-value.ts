import { isMap, isNode, isScalar, parseDocument, stringify } from 'yaml';
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

/**
 * The text after a change without the sources that it gives for values which the change made others: what is invented has no
 * source, as with `--set`. A source that another file gives counts no more by itself, since a layer above changes the value.
 * @param path   that was changed
 * @param value  what a text that can be read says of a path by what it extends and by defaults
 */
export function withoutChangedSources(before: string, after: string, path: string, value: (text: string, path: string) => unknown): string {
  const document = parseDocument(after);
  const sources: unknown = document.get('evidence');
  if (!isMap(sources)) return after;
  const given = sources.items.map(({ key }) => String(isScalar(key) ? key.value : key));
  const said = (text: string, at: string): string => {
    const own: unknown = parseDocument(text).toJS();
    return JSON.stringify(valueAt(own, at) ?? value(text, at)) ?? '';
  };
  return given
    .filter((each) => each === path || each.startsWith(`${path}.`))
    .filter((each) => said(before, each) !== said(after, each))
    .reduce((text, each) => withoutKeys(text, ['evidence', each]), after);
}

/** What a map says at a path; undefined where it says nothing. */
export function valueAt(map: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, part) => {
    return typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part) ? (inner as Record<string, unknown>)[part] : undefined;
  }, map);
}
