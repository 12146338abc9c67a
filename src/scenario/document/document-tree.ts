import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type ParsedNode } from 'yaml';
import { scenarioLimits } from './limits.ts';
import { plainTree, Unreadable } from './plain-tree.ts';
import { problem, type SourceLocation, type LocatedDiagnostic } from './problem.ts';
import { syntaxProblems } from './syntax-problems.ts';
import type { Valueless } from './valueless.ts';

/** A value read from a scenario file, together with where every part of it was written. */
export interface DocumentTree {
  readonly value: Record<string, unknown>;
  /** Place of every value by its path, parts joined by points. */
  readonly values: ReadonlyMap<string, SourceLocation>;
  /** Place of every key by its path. */
  readonly keys: ReadonlyMap<string, SourceLocation>;
  /** Paths whose content below is not merged with what stands here: it is taken from this tree alone. */
  readonly replaces?: readonly string[];
}

/** A tree that says nothing. */
export const emptyTree: DocumentTree = { value: {}, values: new Map(), keys: new Map() };

/** A file as it was read. */
export interface ParsedTree {
  readonly tree: DocumentTree;
  readonly problems: readonly LocatedDiagnostic[];
  /** Names with nothing behind them; in the tree they are undefined, an explicit null is null. */
  readonly empty: readonly Valueless[];
}

/**
 * Reads YAML (or JSON, which YAML contains) into plain values with places; syntax errors, duplicate keys and what is beyond `scenarioLimits` are
 * problems.
 * @param shown  whether problems of the syntax may name what the file holds, or only where; nothing is known of a file that is no YAML
 */
export function parseTree(source: string, text: string, shown: 'content' | 'positions' = 'content'): ParsedTree {
  const lines = new LineCounter();
  const at = (offset: number): SourceLocation => {
    const { line, col } = lines.linePos(offset);
    return { source, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const failure = (offset: number, message: string, path = '') => ({
    tree: emptyTree,
    problems: [problem(at(offset), shown === 'content' ? path : '', message)],
    empty: [],
  });
  if (text.length > scenarioLimits.characters)
    return failure(0, `expected a file of at most ${scenarioLimits.characters} characters, got ${text.length}`);
  const document = parsed(text, lines);
  if (document === undefined) return failure(0, `not readable as YAML: ${tooDeep}`);
  if (document.errors.length > 0) return { tree: emptyTree, problems: syntaxProblems(document.errors, at, text, shown), empty: [] };
  const root: ParsedNode | null = document.contents;
  if (root === null || !isMap(root)) {
    const got = kindOf(root);
    return failure(got === 'nothing' ? 0 : (root?.range[0] ?? 0), `expected a map of sections (name, design, analyses, …), got ${got}`);
  }
  try {
    const { value, values, keys, problems, duplicates, empty } = plainTree(document, root, at);
    if (duplicates.length > 0) return { tree: emptyTree, problems: syntaxProblems(duplicates, at, text, shown), empty: [] };
    return { tree: { value, values, keys }, problems, empty };
  } catch (error) {
    if (error instanceof Unreadable) return failure(error.offset, error.message, error.path);
    if (error instanceof RangeError) return failure(0, `not readable as YAML: ${tooDeep}`);
    throw error;
  }
}

/** What a document is that is no map. */
function kindOf(root: ParsedNode | null): 'nothing' | 'a list' | 'a single value' {
  if (root === null || (isScalar(root) && root.value === null)) return 'nothing';
  return isSeq(root) ? 'a list' : 'a single value';
}

/** What is said of maps and lists that are too many within each other for the parser. */
const tooDeep = `expected at most ${scenarioLimits.depth} maps and lists within each other, got more`;

/** The document; undefined where its parts are nested too deeply for the parser. */
function parsed(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  try {
    return parseDocument(text, { lineCounter, uniqueKeys: false, prettyErrors: false, version: '1.2' });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * A tree that holds one value at a path, written in one place (a command-line option).
 * @param known  the tree into which it will be merged: what is known there keeps its place
 */
export function treeOf(path: string, value: unknown, place: SourceLocation, known: DocumentTree): DocumentTree {
  const parts = path.startsWith('evidence.') ? ['evidence', path.slice('evidence.'.length)] : path.split('.');
  const whole = parts.reduceRight<unknown>((inner, part) => ({ [part]: inner }), value) as Record<string, unknown>;
  const prefixes = parts
    .map((_, index) => parts.slice(0, index + 1).join('.'))
    .filter((prefix) => prefix === path || !known.values.has(prefix));
  const places = new Map([...prefixes, ...innerPaths(value, path)].map((each) => [each, place]));
  return { value: whole, values: places, keys: places };
}

/** Paths of everything within a value. */
function innerPaths(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [`${path}.${name}`, ...innerPaths(inner, `${path}.${name}`)]);
}

/** Where the value at a path stands, or the nearest part around it. */
export function placeOf(tree: DocumentTree, path: string, fallback: SourceLocation, what: 'value' | 'key' = 'value'): SourceLocation {
  const first = what === 'key' ? tree.keys : tree.values;
  for (let known = path; ; known = known.slice(0, known.lastIndexOf('.'))) {
    const place = first.get(known) ?? tree.values.get(known) ?? tree.keys.get(known);
    if (place !== undefined) return place;
    if (!known.includes('.')) return tree.values.get('') ?? fallback;
  }
}
