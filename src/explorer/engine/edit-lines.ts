import { isMap, isNode, isScalar, type Document, type Node, type Pair, type YAMLMap } from 'yaml';

/** Keys of maps from the outermost one, or positions in lists. */
export type Keys = readonly (string | number)[];

type Range = readonly [from: number, valueEnd: number, nodeEnd: number];

const rangeOf = (node: unknown): Range | undefined => (isNode(node) ? (node.range ?? undefined) : undefined);

/** Where a pair of a map begins and where its value ends. */
function extent({ key, value }: Pair): { readonly from: number; readonly to: number } | undefined {
  const [first, last] = [rangeOf(key), rangeOf(value) ?? rangeOf(key)];
  return first === undefined || last === undefined ? undefined : { from: first[0], to: last[1] };
}

const pairOf = (map: YAMLMap, key: string | number): Pair | undefined =>
  map.items.find((item) => (isScalar(item.key) ? item.key.value : item.key) === key);

/** The end of the line of a position, after its line break. */
function lineEnd(text: string, position: number): number {
  if (text[position - 1] === '\n') return position;
  const found = text.indexOf('\n', position);
  return found < 0 ? text.length : found + 1;
}

const lineStart = (text: string, position: number): number => text.lastIndexOf('\n', position - 1) + 1;

/** A text with a key that it lacks, on lines of its own or in its flow map; undefined where its lines give no place. */
export function withKey(text: string, document: Document, keys: Keys, words: string): string | undefined {
  let map: Node | null = document.contents;
  let depth = 0;
  for (; depth < keys.length - 1 && isMap(map); depth++) {
    const next: unknown = pairOf(map, keys[depth])?.value;
    if (!isMap(next)) break;
    map = next;
  }
  if (!isMap(map) || map.items.length === 0 || pairOf(map, keys[depth]) !== undefined) return undefined;
  const [first, last] = [extent(map.items[0]), extent(map.items[map.items.length - 1])];
  if (first === undefined || last === undefined) return undefined;
  const rest = keys.slice(depth);
  if (map.flow === true) return `${text.slice(0, last.to)}, ${flowOf(rest, words)}${text.slice(last.to)}`;
  const indent = ' '.repeat(first.from - lineStart(text, first.from));
  const lines = rest.map((key, place) => `${indent}${'  '.repeat(place)}${key}:${place === rest.length - 1 ? ` ${words}` : ''}\n`);
  const end = lineEnd(text, last.to);
  const before = text.slice(0, end);
  return `${before}${before.endsWith('\n') ? '' : '\n'}${lines.join('')}${text.slice(end)}`;
}

/** `a: { b: words }`. */
const flowOf = ([key, ...rest]: Keys, words: string): string => `${key}: ${rest.length === 0 ? words : `{ ${flowOf(rest, words)} }`}`;

/** A text without a key that it has: without its lines, or without its part of a flow map. */
export function withoutKey(text: string, document: Document, keys: Keys): string | undefined {
  const owner: unknown = keys.length === 1 ? document.contents : document.getIn(keys.slice(0, -1), true);
  if (!isMap(owner)) return undefined;
  const place = owner.items.findIndex((item) => item === pairOf(owner, keys[keys.length - 1]));
  const own = place < 0 ? undefined : extent(owner.items[place]);
  if (own === undefined) return undefined;
  if (owner.flow !== true) return text.slice(0, lineStart(text, own.from)) + text.slice(lineEnd(text, own.to));
  const [before, after] = [owner.items.at(place - 1), owner.items.at(place + 1)].map((pair) => pair && extent(pair));
  if (place > 0) return before && text.slice(0, before.to) + text.slice(own.to);
  return after && text.slice(0, own.from) + text.slice(after.from);
}
