import { isMap, isScalar, parseDocument } from 'yaml';
import { withoutKeys } from './change-value.ts';

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
