import { parseTree, placeOf, type DocumentTree } from './document-tree.ts';
import { problem, type LocatedDiagnostic } from './problem.ts';
import { resolveRelative, normalised } from './relative-path.ts';
import type { Valueless } from './valueless.ts';

/** The text of a scenario file, and the path under which it is known. */
export interface ScenarioSource {
  readonly path: string;
  readonly text: string;
}

/** A file of a chain of bases and variants. */
export interface ChainFile {
  readonly path: string;
  /** The path as places name it. */
  readonly source: string;
  readonly tree: DocumentTree;
  readonly empty: readonly Valueless[];
}

/** What a world says that a design does not: its files without the lowest, which is the scenario that the world varies, and without those that both share. */
export function worldOverrides([base, ...variants]: readonly ChainFile[], design: readonly ChainFile[]): DocumentTree[] {
  if (base === undefined) return [];
  const layers = variants.length === 0 ? [base] : variants;
  return layers
    .filter(({ path }) => !design.some((file) => file.path === path))
    .map(({ tree }) => ({ ...tree, value: without(without(without(tree.value, 'name'), 'title'), 'about') }));
}

/** The trees of a file and of those it extends, the lowest first. @param readFile  may throw   @param chain  files that lead here */
export function readChain(
  source: ScenarioSource,
  readFile: (path: string) => string,
  chain: readonly string[],
  problems: LocatedDiagnostic[],
): ChainFile[] {
  const { tree, problems: unreadable, empty } = parseTree(source.path, source.text);
  problems.push(...unreadable);
  const own: ChainFile = { path: normalised(source.path), source: source.path, tree, empty };
  const base = tree.value.extends;
  if (base === undefined) return [own];
  const place = placeOf(tree, 'extends', { source: source.path, line: 1, column: 1 });
  if (typeof base !== 'string') {
    problems.push(problem(place, 'extends', `expected the name of a scenario file, got ${String(base)}`));
    return [own];
  }
  const path = resolveRelative(source.path, base);
  const seen = [...chain, normalised(source.path)];
  if (seen.includes(normalised(path))) {
    problems.push(
      problem(place, 'extends', `expected a file that does not lead back here, got a circle: ${[...seen, normalised(path)].join(' → ')}`),
    );
    return [own];
  }
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    problems.push(
      problem(
        place,
        'extends',
        `expected a readable scenario file, got ${path}: ${error instanceof Error ? error.message : String(error)}`,
      ),
    );
    return [own];
  }
  return [...readChain({ path, text }, readFile, seen, problems), own];
}

/** The trees of files, the lowest first. */
export function treesOf(chain: readonly ChainFile[]): DocumentTree[] {
  return chain.map(({ tree }) => tree);
}

/** A map less one of its entries. */
export function without(map: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== name));
}
