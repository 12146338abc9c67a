import { isAlias, isMap, isScalar, isSeq, visit, type Alias, type Document, type Node, type YAMLMap } from 'yaml';
import { entryLimit, scenarioLimits } from './limits.ts';
import { problem, type LocatedDiagnostic, type SourceLocation } from './problem.ts';
import { causeOfEmpty, isEmpty } from './slip.ts';
import type { SyntaxError } from './syntax-problems.ts';
import { emptyEntry, type Valueless } from './valueless.ts';

/** A name that would reach into the language instead of naming something. */
const FORBIDDEN = '__proto__';

/** The plain values of a document, and where each was written. */
export interface PlainTree {
  readonly value: Record<string, unknown>;
  /** Place of every value by its path, parts joined by points. */
  readonly values: ReadonlyMap<string, SourceLocation>;
  /** Place of every key by its path. */
  readonly keys: ReadonlyMap<string, SourceLocation>;
  readonly problems: readonly LocatedDiagnostic[];
  /** Names that stand twice in one map, as the parser tells its errors; it would compare every key with every other. */
  readonly duplicates: readonly SyntaxError[];
  /** Names with nothing behind them. */
  readonly empty: readonly Valueless[];
}

/** A node that has no plain value, or none within the limits. */
export class Unreadable extends Error {
  readonly offset: number;
  /** Path of the node, where the message needs it. */
  readonly path: string;

  constructor(node: Node | null, message: string, path = '') {
    super(message);
    this.path = path;
    this.offset = node?.range?.[0] ?? 0;
  }
}

/**
 * The plain values of a parsed document, its aliases written out.
 * @param at  where an offset is in the file
 * @throws Unreadable where an alias has no anchor or holds itself, or a limit of `scenarioLimits` is passed; RangeError where the parser's own
 *   nesting ends
 */
export function plainTree(document: Document.Parsed, root: Node, at: (offset: number) => SourceLocation): PlainTree {
  const values = new Map<string, SourceLocation>();
  const keys = new Map<string, SourceLocation>();
  const problems: LocatedDiagnostic[] = [];
  const duplicates: SyntaxError[] = [];
  const empty: Valueless[] = [];
  const targets = aliasTargets(document);
  /** Targets of the aliases that are being written out. */
  const open = new Set<Node>();
  let count = 0;
  const plainMap = (node: YAMLMap<unknown, unknown>, path: string, depth: number): Record<string, unknown> => {
    const entries: [string, unknown][] = [];
    const names = new Set<string>();
    for (const [position, { key, value }] of node.items.entries()) {
      const name = nameOf(key);
      const offset = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
      if (names.has(name)) duplicates.push({ pos: [offset, offset], code: 'DUPLICATE_KEY', message: 'Map keys must be unique' });
      names.add(name);
      const inner = path === '' ? name : `${path}.${name}`;
      if (isScalar(key) && key.range) keys.set(inner, at(key.range[0]));
      if (name === FORBIDDEN) problems.push(problem(keys.get(inner) ?? at(0), inner, 'not a usable name'));
      else if (isEmpty(value)) {
        empty.push(emptyEntry(inner, keys.get(inner) ?? at(node.range?.[0] ?? 0), causeOfEmpty(key, node.items[position - 1])));
        entries.push([name, undefined]);
      } else entries.push([name, plain(value as Node | null, inner, depth + 1)]);
    }
    return Object.fromEntries(entries);
  };
  const plainTarget = (node: Alias, path: string, depth: number): unknown => {
    const target = targets.get(node);
    if (target === undefined) throw new Unreadable(node, 'not readable as YAML: this alias has no anchor before it');
    if (open.has(target)) throw new Unreadable(node, 'not readable as YAML: an alias refers to itself');
    open.add(target);
    const value = plain(target, path, depth);
    open.delete(target);
    return value;
  };
  const plain = (node: Node | null, path: string, depth: number): unknown => {
    assertSize(node, ++count, depth);
    if (node?.range && !values.has(path)) values.set(path, at(node.range[0]));
    if (isAlias(node)) return plainTarget(node, path, depth);
    if (isMap(node) || isSeq(node)) assertEntries(node, path);
    if (isMap(node)) return plainMap(node, path, depth);
    if (isSeq(node)) return node.items.map((item, index) => plain(item as Node, `${path}.${index}`, depth + 1));
    return isScalar(node) ? plainScalar(node) : null;
  };
  const value = plain(root, '', 0) as Record<string, unknown>;
  return { value, values, keys, problems, duplicates, empty };
}

/** What each alias stands for: the last node before it that has its anchor. One look at the document for all of them. */
function aliasTargets(document: Document.Parsed): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  let aliases = 0;
  visit(document, {
    Alias(_, node) {
      if (++aliases > scenarioLimits.aliases) throw new Unreadable(node, `expected at most ${scenarioLimits.aliases} aliases, got more`);
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
    },
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

/** The name of an entry. */
function nameOf(key: unknown): string {
  const name = isScalar(key) ? String(key.value) : String(key);
  if (name.length <= scenarioLimits.nameCharacters) return name;
  throw new Unreadable(
    key as Node | null,
    `expected a name of at most ${scenarioLimits.nameCharacters} characters, got one of ${name.length}`,
  );
}

function assertSize(node: Node | null, count: number, depth: number): void {
  if (count > scenarioLimits.values)
    throw new Unreadable(node, `expected at most ${scenarioLimits.values} values with every alias written out, got more`);
  if (depth > scenarioLimits.depth)
    throw new Unreadable(node, `expected at most ${scenarioLimits.depth} maps and lists within each other, got more`);
}

function assertEntries(node: Node & { readonly items: readonly unknown[] }, path: string): void {
  const { most, what } = entryLimit(path);
  if (node.items.length <= most) return;
  throw new Unreadable(node, `expected at most ${most} ${what}, got ${node.items.length}`, path);
}

/** The value of a scalar. YAML reads `0x1F` as 31; nobody writes a dose so, and a code or a name that looks like it stays text. */
function plainScalar(node: Node & { readonly value: unknown; readonly source?: string }): unknown {
  const { value, source } = node;
  if (typeof value === 'string' && value.length > scenarioLimits.valueCharacters)
    throw new Unreadable(node, `expected a text of at most ${scenarioLimits.valueCharacters} characters, got one of ${value.length}`);
  return typeof value === 'number' && source !== undefined && /^[-+]?0[xo]/i.test(source) ? source : value;
}
