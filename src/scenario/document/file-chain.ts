import { emptyTree, parseTree, placeOf, type DocumentTree } from './document-tree.ts';
import { contradictionIn, joinedLines } from './joined-lines.ts';
import { scenarioLimits } from './limits.ts';
import { withoutPaths } from './merge-tree.ts';
import { problem, shown, type LocatedDiagnostic, type SourceLocation } from './problem.ts';
import { resolveRelative, normalised } from './relative-path.ts';
import { isScenarioLike } from './sections.ts';
import type { Valueless } from './valueless.ts';

/** The text of a scenario file, and the path under which it is known. */
export interface ScenarioSource {
  readonly path: string;
  readonly text: string;
}

/** How the files are found and read that a scenario names in `extends`. */
export interface FileAccess {
  /** Reads a file; may throw. */
  readonly readFile: (path: string) => string;
  /**
   * The path of the file that another one names; relative to the folder of that file unless said otherwise. May throw.
   * @param name  as it is written
   * @param from  path of the file that names it
   */
  readonly locate?: ((name: string, from: string) => string) | undefined;
}

/** A file of a chain of bases and variants. */
export interface ChainFile {
  readonly path: string;
  /** The path as places name it. */
  readonly source: string;
  /** What the file says of the trial; its own name only where it is the file that was asked for. */
  readonly tree: DocumentTree;
  readonly empty: readonly Valueless[];
  /** Paths of the files that it extends, in the order of its list. */
  readonly bases: readonly string[];
}

/** What a file says of itself and not of the trial: a variant does not inherit it. */
const IDENTITY = ['name', 'title', 'about'];

/** Sections that say how files are put together. */
const COMPOSITION = ['extends', 'replace'];

/**
 * The files that a scenario is made of, the lowest first: those of its first base, then those of the next, then the file itself. Each stands once,
 * above all that it extends; of a list, a later file stands above an earlier one.
 */
export function readChain(source: ScenarioSource, access: FileAccess, problems: LocatedDiagnostic[]): ChainFile[] {
  const files = new Map<string, ChainFile>();
  const lines = new Map<string, readonly string[]>();
  const total = new Total();
  const lineOf = ({ path, text }: ScenarioSource, leading: readonly string[]): readonly string[] => {
    const file = parsedFile(path, text, leading.length > 0, problems);
    total.add(text, file.tree);
    const seen = [...leading, file.path];
    const below: (readonly string[])[] = [];
    const bases: string[] = [];
    for (const { name, place } of file.named) {
      const base = foundBase({ name, place, from: path, seen }, access, { lines, total }, problems);
      if (base === undefined) continue;
      below.push(lines.get(normalised(base.path)) ?? lineOf(base, seen));
      bases.push(normalised(base.path));
      const contradiction = contradictionIn(bases, below);
      if (contradiction !== undefined) problems.push(problem(place, 'extends', contradiction));
    }
    files.set(file.path, { path: file.path, source: path, tree: file.tree, empty: file.empty, bases });
    const line = [...joinedLines(bases, below), file.path];
    lines.set(file.path, line);
    return line;
  };
  return lineOf(source, []).flatMap((path, at, line) => {
    const file = files.get(path);
    if (file === undefined) return [];
    return [at === line.length - 1 ? file : { ...file, tree: withoutPaths(file.tree, IDENTITY) }];
  });
}

/** What the files of a scenario hold together. */
class Total {
  #files = 0;
  #characters = 0;
  #values = 0;

  add(text: string, { values }: DocumentTree): void {
    this.#files++;
    this.#characters += text.length;
    this.#values += values.size;
  }

  /** Why another file is too much; undefined where it is not. The file's own values are known only when it is read, and count for the next one. */
  refusal(text: string): string | undefined {
    const { files, characters, values } = scenarioLimits;
    if (this.#files >= files) return `expected a scenario of at most ${files} files, got more`;
    if (this.#characters + text.length > characters)
      return `expected files of at most ${characters} characters together with all that they extend, got more`;
    return this.#values > values ? `expected files of at most ${values} values together with all that they extend, got more` : undefined;
  }
}

/** A name that a file says, and where. */
interface NamedPlace {
  readonly name: string;
  readonly place: SourceLocation;
}

/**
 * One file: its tree less how it is put together, what it replaces beside it, and the files that it names.
 * @param isExtended  whether another scenario names it; then nothing of it is repeated in a message unless it is a scenario
 */
function parsedFile(
  source: string,
  text: string,
  isExtended: boolean,
  problems: LocatedDiagnostic[],
): ChainFile & { readonly named: readonly NamedPlace[] } {
  const read = parseTree(source, text, isExtended ? 'positions' : 'content');
  const isForeign = isExtended && !isScenarioLike(read.tree.value);
  const { tree, problems: unreadable, empty } = isForeign ? { tree: emptyTree, problems: [foreign(source, read.tree)], empty: [] } : read;
  problems.push(...unreadable);
  const named = namesIn(tree, 'extends', source, 'a scenario file', problems);
  const replaces = namesIn(tree, 'replace', source, 'a section', problems).map(({ name }) => name);
  const value = Object.fromEntries(Object.entries(tree.value).filter(([name]) => !COMPOSITION.includes(name)));
  return { path: normalised(source), source, tree: { ...tree, value, replaces }, empty, bases: [], named };
}

function foreign(source: string, tree: DocumentTree): LocatedDiagnostic {
  const place = placeOf(tree, '', { source, line: 1, column: 1 });
  return problem(place, '', 'expected a scenario, since another one extends it, got a file without its sections');
}

/** The names in an entry that holds one or a list of them, each with where it stands; what is no name is told. */
function namesIn(tree: DocumentTree, entry: string, source: string, what: string, problems: LocatedDiagnostic[]): NamedPlace[] {
  const written = tree.value[entry];
  if (written === undefined) return [];
  const isList = Array.isArray(written);
  const listed: readonly unknown[] = isList ? written : [written];
  return listed.flatMap((name, i) => {
    const path = isList ? `${entry}.${i}` : entry;
    const place = placeOf(tree, path, { source, line: 1, column: 1 });
    if (typeof name === 'string' && name !== '') return [{ name, place }];
    problems.push(problem(place, path, `expected the name of ${what}${isList ? '' : ', or a list of names'}, got ${shown(name)}`));
    return [];
  });
}

/** A file that another names, read unless it is known already; undefined where it cannot be used, which is told. */
function foundBase(
  { name, place, from, seen }: NamedPlace & { readonly from: string; readonly seen: readonly string[] },
  { readFile, locate = (written, file) => resolveRelative(file, written) }: FileAccess,
  { lines: known, total }: { readonly lines: ReadonlyMap<string, unknown>; readonly total: Total },
  problems: LocatedDiagnostic[],
): ScenarioSource | undefined {
  const refuse = (message: string): undefined => void problems.push(problem(place, 'extends', message));
  let path = name;
  try {
    path = locate(name, from);
    if (seen.includes(normalised(path)))
      return refuse(`expected a file that does not lead back here, got a circle: ${[...seen, normalised(path)].join(' → ')}`);
    if (known.has(normalised(path))) return { path, text: '' };
    const text = readFile(path);
    const refusal = total.refusal(text);
    return refusal === undefined ? { path, text } : refuse(refusal);
  } catch (error) {
    return refuse(`expected a readable scenario file, got ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The trees of files, the lowest first. */
export function treesOf(chain: readonly ChainFile[]): DocumentTree[] {
  return chain.map(({ tree }) => tree);
}

/**
 * What a world says that a design does not: its files without the scenario that the world varies, and without those that both share.
 *
 * What is varied is what stands at the bottom of `extends`: a file that extends nothing and is named first (or alone), and that has a
 * `design`; where no such file has one, the lowest. A file that extends nothing and is named later in a list (a drug, a measurement) belongs to the world.
 */
export function worldOverrides(world: readonly ChainFile[], design: readonly ChainFile[]): DocumentTree[] {
  const isFirst = ({ path }: ChainFile): boolean => world.some(({ bases }) => bases.at(0) === path);
  const bottoms = world.filter((file) => file.bases.length === 0 && isFirst(file));
  const designs = bottoms.filter(({ tree }) => Object.hasOwn(tree.value, 'design'));
  const varied = designs.length > 0 ? designs : bottoms.slice(0, 1);
  return world
    .filter((file) => !varied.includes(file) && !design.some(({ path }) => file.path === path))
    .map(({ tree }) => withoutPaths(tree, IDENTITY));
}
