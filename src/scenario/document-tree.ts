import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type ParsedNode } from 'yaml';
import { problem, type Place, type Problem } from './problem.ts';

/** A value read from a scenario file, together with where every part of it was written. */
export interface DocumentTree {
  readonly value: Record<string, unknown>;
  /** Place of every value by its path, parts joined by points. */
  readonly values: ReadonlyMap<string, Place>;
  /** Place of every key by its path. */
  readonly keys: ReadonlyMap<string, Place>;
}

const emptyTree: DocumentTree = { value: {}, values: new Map(), keys: new Map() };

/** Reads YAML (or JSON, which YAML contains) into plain values with places; syntax errors and duplicate keys are problems. */
export function parseTree(source: string, text: string): { tree: DocumentTree; problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false, version: '1.2' });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { source, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = [...document.errors].map(({ pos, message }) => problem(at(pos[0]), '', `not readable as YAML: ${firstLine(message)}`));
  if (problems.length > 0) return { tree: emptyTree, problems };
  const root: ParsedNode | null = document.contents;
  if (root === null || !isMap(root)) {
    return {
      tree: emptyTree,
      problems: [problem(at(0), '', 'expected a map of sections (name, design, analyses, …), got something else')],
    };
  }
  const values = new Map<string, Place>();
  const keys = new Map<string, Place>();
  const plain = (node: Node | null, path: string): unknown => {
    if (node?.range) values.set(path, at(node.range[0]));
    if (isAlias(node)) return plain(node.resolve(document) ?? null, path);
    if (isMap(node)) {
      const entries: [string, unknown][] = [];
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : String(key);
        const inner = path === '' ? name : `${path}.${name}`;
        if (isScalar(key) && key.range) keys.set(inner, at(key.range[0]));
        entries.push([name, plain(value as Node | null, inner)]);
      }
      return Object.fromEntries(entries);
    }
    if (isSeq(node)) return node.items.map((item, index) => plain(item as Node, `${path}.${index}`));
    return isScalar(node) ? node.value : null;
  };
  try {
    return { tree: { value: plain(root, '') as Record<string, unknown>, values, keys }, problems: [] };
  } catch (error) {
    const reason = error instanceof RangeError ? 'an alias refers to itself' : String(error);
    return { tree: emptyTree, problems: [problem(at(0), '', `not readable as YAML: ${reason}`)] };
  }
}

function firstLine(message: string): string {
  return message.split('\n')[0];
}

function isPlainMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The variant laid over its base: maps are merged, lists and single values replaced, and null takes an entry away. */
export function overlay(base: DocumentTree, variant: DocumentTree): DocumentTree {
  const values = new Map(base.values);
  const keys = new Map(base.keys);
  const forget = (path: string): void => {
    for (const places of [values, keys]) {
      for (const known of [...places.keys()]) if (known === path || known.startsWith(`${path}.`)) places.delete(known);
    }
  };
  const merge = (below: Record<string, unknown>, above: Record<string, unknown>, path: string): Record<string, unknown> => {
    const merged: Record<string, unknown> = { ...below };
    for (const [name, value] of Object.entries(above)) {
      const inner = path === '' ? name : `${path}.${name}`;
      const old = Object.hasOwn(below, name) ? below[name] : undefined;
      if (value === null) {
        forget(inner);
        delete merged[name];
      } else if (isPlainMap(value) && isPlainMap(old)) {
        merged[name] = merge(old, value, inner);
      } else {
        forget(inner);
        merged[name] = isPlainMap(value) ? withoutNulls(value) : value;
      }
    }
    return merged;
  };
  const value = merge(base.value, variant.value, '');
  for (const [path, place] of variant.values) values.set(path, place);
  for (const [path, place] of variant.keys) keys.set(path, place);
  return { value, values, keys };
}

function withoutNulls(map: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(map)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, isPlainMap(value) ? withoutNulls(value) : value]),
  );
}

/** A tree that holds one value at a path, written in one place (a command-line option). */
export function treeOf(path: string, value: unknown, place: Place): DocumentTree {
  const parts = path.split('.');
  const whole = parts.reduceRight<unknown>((inner, part) => ({ [part]: inner }), value) as Record<string, unknown>;
  const prefixes = parts.map((_, index) => parts.slice(0, index + 1).join('.'));
  return {
    value: whole,
    values: new Map(prefixes.map((prefix) => [prefix, place])),
    keys: new Map(prefixes.map((prefix) => [prefix, place])),
  };
}

/** Where the value at a path stands, or the nearest part around it. */
export function placeOf(tree: DocumentTree, path: string, fallback: Place, what: 'value' | 'key' = 'value'): Place {
  const first = what === 'key' ? tree.keys : tree.values;
  for (let known = path; ; known = known.slice(0, known.lastIndexOf('.'))) {
    const place = first.get(known) ?? tree.values.get(known) ?? tree.keys.get(known);
    if (place !== undefined) return place;
    if (!known.includes('.')) return tree.values.get('') ?? fallback;
  }
}
