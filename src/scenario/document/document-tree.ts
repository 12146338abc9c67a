import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type ParsedNode, type YAMLMap } from 'yaml';
import { problem, type SourceLocation, type LocatedDiagnostic } from './problem.ts';
import { causeOfEmpty, isEmpty, withSlip } from './slip.ts';
import { emptyEntry, type Valueless } from './valueless.ts';

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

/** A name that would reach into the language instead of naming something. */
const FORBIDDEN = '__proto__';

/** A tree that says nothing. */
export const emptyTree: DocumentTree = { value: {}, values: new Map(), keys: new Map() };

/** Syntax problems of a file that are told one by one (assumed). */
const MAX_SYNTAX_PROBLEMS = 5;

/** Most values that a file may hold, aliases written out; far above any scenario, and a bound on what aliases can blow up to. */
const MAX_VALUES = 100_000;

/** A file as it was read. */
export interface ParsedTree {
  readonly tree: DocumentTree;
  readonly problems: readonly LocatedDiagnostic[];
  /** Names with nothing behind them; in the tree they are undefined, an explicit null is null. */
  readonly empty: readonly Valueless[];
}

/** Reads YAML (or JSON, which YAML contains) into plain values with places; syntax errors and duplicate keys are problems. */
export function parseTree(source: string, text: string): ParsedTree {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false, version: '1.2' });
  const at = (offset: number): SourceLocation => {
    const { line, col } = lines.linePos(offset);
    return { source, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const failure = (offset: number, message: string) => ({ tree: emptyTree, problems: [problem(at(offset), '', message)], empty: [] });
  if (document.errors.length > 0) return { tree: emptyTree, problems: syntaxProblems(document.errors, at, text), empty: [] };
  const root: ParsedNode | null = document.contents;
  if (root === null || !isMap(root)) {
    const got = root === null || (isScalar(root) && root.value === null) ? 'nothing' : isSeq(root) ? 'a list' : 'a single value';
    return failure(got === 'nothing' ? 0 : (root?.range[0] ?? 0), `expected a map of sections (name, design, analyses, …), got ${got}`);
  }
  const values = new Map<string, SourceLocation>();
  const keys = new Map<string, SourceLocation>();
  const forbidden: LocatedDiagnostic[] = [];
  const empty: Valueless[] = [];
  let count = 0;
  const plainMap = (node: YAMLMap<unknown, unknown>, path: string): Record<string, unknown> => {
    const entries: [string, unknown][] = [];
    for (const [position, { key, value }] of node.items.entries()) {
      const name = isScalar(key) ? String(key.value) : String(key);
      const inner = path === '' ? name : `${path}.${name}`;
      if (isScalar(key) && key.range) keys.set(inner, at(key.range[0]));
      if (name === FORBIDDEN) forbidden.push(problem(keys.get(inner) ?? at(0), inner, 'not a usable name'));
      else if (isEmpty(value)) {
        empty.push(emptyEntry(inner, keys.get(inner) ?? at(node.range?.[0] ?? 0), causeOfEmpty(key, node.items[position - 1])));
        entries.push([name, undefined]);
      } else entries.push([name, plain(value as Node | null, inner)]);
    }
    return Object.fromEntries(entries);
  };
  const plain = (node: Node | null, path: string): unknown => {
    if (++count > MAX_VALUES) throw new Unreadable(node, `more than ${MAX_VALUES} values (an alias that repeats itself?)`);
    if (node?.range && !values.has(path)) values.set(path, at(node.range[0]));
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (target === undefined) throw new Unreadable(node, `there is no anchor &${node.source}`);
      return plain(target, path);
    }
    if (isMap(node)) return plainMap(node, path);
    if (isSeq(node)) return node.items.map((item, index) => plain(item as Node, `${path}.${index}`));
    return isScalar(node) ? plainScalar(node) : null;
  };
  try {
    return { tree: { value: plain(root, '') as Record<string, unknown>, values, keys }, problems: forbidden, empty };
  } catch (error) {
    if (error instanceof Unreadable) return failure(error.offset, `not readable as YAML: ${error.message}`);
    if (error instanceof RangeError) return failure(0, 'not readable as YAML: an alias refers to itself');
    throw error;
  }
}

/** The value of a scalar. YAML reads `0x1F` as 31; nobody writes a dose so, and a code or a name that looks like it stays text. */
function plainScalar({ value, source }: { readonly value: unknown; readonly source?: string }): unknown {
  return typeof value === 'number' && source !== undefined && /^[-+]?0[xo]/i.test(source) ? source : value;
}

/** A node that has no plain value. */
class Unreadable extends Error {
  readonly offset: number;

  constructor(node: Node | null, message: string) {
    super(message);
    this.offset = node?.range?.[0] ?? 0;
  }
}

/** One problem per place, of many the first few and how many more (a text that is no YAML at all has one in every line); what the parser says about its own interface is put in the words of a scenario's author. */
function syntaxProblems(
  errors: readonly { pos: readonly [number, number]; code: string; message: string }[],
  at: (offset: number) => SourceLocation,
  text: string,
) {
  const first = new Map<string, LocatedDiagnostic>();
  for (const { pos, code, message } of errors) {
    const place = at(pos[0]);
    const words =
      code === 'MULTIPLE_DOCS'
        ? 'expected one document, got a second one'
        : message.includes('call stack')
          ? 'nested too deeply'
          : withSlip(firstLine(message), text.slice(text.lastIndexOf('\n', pos[0] - 1) + 1));
    const where = `${place.line}:${place.column}`;
    if (!first.has(where)) first.set(where, problem(place, '', `not readable as YAML: ${words}`));
  }
  const all = [...first.values()];
  const [next, ...others] = all.slice(MAX_SYNTAX_PROBLEMS);
  if (others.length === 0) return all;
  return [
    ...all.slice(0, MAX_SYNTAX_PROBLEMS),
    problem(next.place, '', `not readable as YAML here and at ${others.length} more places: is it a scenario?`),
  ];
}

function firstLine(message: string): string {
  return message.split('\n')[0];
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
