import { placeOf, type DocumentTree } from './document-tree.ts';
import { withoutKnownPriors } from './known-priors.ts';
import { unfoundedNull, unfoundedReplacement, type Valueless } from './valueless.ts';

/** How the path of a source begins; the path of the value that it speaks of follows. */
const EVIDENCE = 'evidence.';

function isPlainMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The variant merged into its base: maps are merged, lists and single values replaced, and null removes an entry together with
 * the evidence that the base gives for it. What the variant says to replace is taken from the variant alone.
 * @param unfounded  takes up every null that has nothing to remove
 */
export function mergeTree(below: DocumentTree, variant: DocumentTree, unfounded: Valueless[] = []): DocumentTree {
  const { replaces = [] } = variant;
  for (const [at, path] of replaces.entries())
    if (path.includes('.') && !reaches(below.value, path.split('.')))
      unfounded.push(unfoundedReplacement(path, placeOf(variant, `replace.${at}`, { source: '' })));
  const base = withoutPaths(below, replaces);
  const values = new Map(base.values);
  const keys = new Map(base.keys);
  const forget = (path: string, old: unknown): void => {
    values.delete(path);
    keys.delete(path);
    if (typeof old === 'object' && old !== null) for (const [name, inner] of Object.entries(old)) forget(`${path}.${name}`, inner);
  };
  const removed: string[] = [];
  const merge = (under: Record<string, unknown>, above: Record<string, unknown>, path: string): Record<string, unknown> => {
    const merged = new Map(Object.entries(under)); // a key may be called __proto__
    for (const [name, value] of Object.entries(above)) {
      const inner = path === '' ? name : `${path}.${name}`;
      const old = Object.hasOwn(under, name) ? under[name] : undefined;
      if (value === undefined) {
        if (!merged.has(name)) merged.set(name, undefined);
      } else if (value === null && old === undefined) {
        unfounded.push(unfoundedNull(inner, placeOf(variant, inner, { source: '' })));
        if (!merged.has(name)) merged.set(name, undefined);
      } else if (value === null) {
        forget(inner, old);
        merged.delete(name);
        removed.push(inner);
      } else if (isPlainMap(value) && isPlainMap(old)) {
        merged.set(name, merge(old, value, inner));
      } else {
        forget(inner, old);
        merged.set(name, isPlainMap(value) ? merge({}, value, inner) : value);
      }
    }
    return Object.fromEntries(merged);
  };
  const whole = merge(base.value, variant.value, '');
  const merged = withoutKnownPriors(whole, base, variant, [...removed, ...replaces]);
  const value = withoutEvidenceOf(removed, merged, variant.value.evidence);
  for (const [path, place] of variant.values) values.set(path, place);
  for (const [path, place] of variant.keys) keys.set(path, place);
  return { value, values, keys };
}

/** A tree without the evidence for what was removed; what the variant itself states stays, to be told if it is wrong. */
function withoutEvidenceOf(removed: readonly string[], merged: Record<string, unknown>, stated: unknown): Record<string, unknown> {
  if (removed.length === 0 || !isPlainMap(merged.evidence)) return merged;
  const own = isPlainMap(stated) ? stated : {};
  const isLeft = (path: string): boolean =>
    Object.hasOwn(own, path) || !removed.some((each) => path === each || path.startsWith(`${each}.`));
  return { ...merged, evidence: Object.fromEntries(Object.entries(merged.evidence).filter(([path]) => isLeft(path))) };
}

function reaches(value: unknown, path: readonly string[]): boolean {
  if (path.length === 0) return true;
  return isPlainMap(value) && Object.hasOwn(value, path[0]) && reaches(value[path[0]], path.slice(1));
}

/**
 * A tree less what stands at some paths, and less the sources that its evidence gives for values there.
 * @param paths  parts joined by points; one that is not there changes nothing
 */
export function withoutPaths(tree: DocumentTree, paths: readonly string[]): DocumentTree {
  if (paths.length === 0) return tree;
  const isWithin = (path: string): boolean => paths.some((each) => path === each || path.startsWith(`${each}.`));
  const kept = <Value>(places: ReadonlyMap<string, Value>): Map<string, Value> =>
    new Map([...places].filter(([path]) => !isWithin(path) && !(path.startsWith(EVIDENCE) && isWithin(path.slice(EVIDENCE.length)))));
  const less = (value: Record<string, unknown>, prefix: string): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !isWithin(prefix + name))
        .map(([name, inner]) => [name, isPlainMap(inner) ? less(inner, `${prefix}${name}.`) : inner]),
    );
  const value = withoutEvidenceOf(paths, less(tree.value, ''), {});
  return { ...tree, value, values: kept(tree.values), keys: kept(tree.keys) };
}
