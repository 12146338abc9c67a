import type { DocumentTree } from './document-tree.ts';
import type { Diagnostic } from './finding.ts';
import { withoutPaths } from './merge-tree.ts';
import { problem, type LocatedDiagnostic, type SourceLocation } from './problem.ts';

/** Entries of files that are tried as causes; a file with more is no variant of another (assumed). */
const MAX_TRIED = 300;

/** Entries tried times values of the files, which each try checks again: some seconds (assumed). */
const MAX_WORK = 100_000;

/** Causes of one problem that are named. */
const MAX_NAMED = 3;

/** An entry that a file adds to those below it. */
interface Entry {
  readonly path: string;
  readonly place: SourceLocation;
  /** All files less the entry. */
  readonly less: () => readonly DocumentTree[];
}

/**
 * Problems that stand in an inherited file, each with the entries above that file that cause it: those without which it would not be there, while
 * nothing else would be wrong instead. A problem that the inherited file has by itself stays as it is.
 * @param located  problems and where they stand
 * @param files    the trees of the files, the lowest first
 * @param findingsOf  what is wrong with other files in their place
 */
export function causesOf(
  located: readonly { readonly finding: Diagnostic; readonly located: LocatedDiagnostic }[],
  files: readonly DocumentTree[],
  findingsOf: (files: readonly DocumentTree[]) => readonly Diagnostic[],
): LocatedDiagnostic[] {
  const layerOf = (each: LocatedDiagnostic): number => files.findIndex((tree) => tree.values.get('')?.source === each.place.source);
  const isInherited = (each: LocatedDiagnostic): boolean => layerOf(each) >= 0 && layerOf(each) < files.length - 1;
  if (!located.some((each) => isInherited(each.located))) return located.map((each) => each.located);
  const now = pathsOf(findingsOf(files));
  const tried = new Map<Entry, ReadonlySet<string>>();
  const leaves = files.flatMap((_, layer) => (layer === 0 ? [] : entriesOf(files, layer)));
  const values = files.reduce((sum, tree) => sum + tree.values.size, 0);
  const entries = leaves.length > MAX_TRIED || leaves.length * values > MAX_WORK ? [] : leaves;
  const without = (entry: Entry): ReadonlySet<string> => {
    const known = tried.get(entry) ?? pathsOf(findingsOf(entry.less()));
    tried.set(entry, known);
    return known;
  };
  return located.map(({ finding, located: told }) => {
    if (!isInherited(told)) return told;
    const above = new Set(files.slice(layerOf(told) + 1).map((tree) => tree.values.get('')?.source));
    const causes = entries.filter((entry) => {
      if (!above.has(entry.place.source)) return false;
      const left = without(entry);
      return !left.has(finding.path) && [...left].every((path) => now.has(path));
    });
    if (causes.length === 0) return told;
    const named = causes.slice(0, MAX_NAMED).map((entry) => problem(entry.place, '', entry.path).text);
    return problem(told.place, told.path, `${told.message}; caused by ${named.join(', ')}`);
  });
}

/** The places at fault; a message may change with what else there is. */
function pathsOf(findings: readonly Diagnostic[]): ReadonlySet<string> {
  return new Set(findings.map(({ path }) => path));
}

/** What a file sets, removes or replaces, entry by entry. */
function entriesOf(files: readonly DocumentTree[], layer: number): Entry[] {
  const tree = files[layer];
  const whole = tree.values.get('') ?? { source: '' };
  const instead = (changed: DocumentTree): readonly DocumentTree[] => files.map((each, at) => (at === layer ? changed : each));
  const leaves = leafPaths(tree.value, '').map((path) => ({
    path,
    place: tree.keys.get(path) ?? whole,
    less: () => instead(withoutPaths(tree, [path])),
  }));
  const { replaces = [] } = tree;
  const replaced = replaces.map((path, at) => ({
    path: `replace ${path}`,
    place: tree.values.get(`replace.${at}`) ?? tree.values.get('replace') ?? whole,
    less: () => instead({ ...tree, replaces: replaces.filter((each) => each !== path) }),
  }));
  return [...leaves, ...replaced];
}

/** Paths of all values of a map that are no maps themselves; the sources that it gives are left out, since they change nothing. */
function leafPaths(value: Readonly<Record<string, unknown>>, prefix: string): string[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    if (prefix === '' && name === 'evidence') return [];
    const isMap = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
    return isMap ? leafPaths(inner as Record<string, unknown>, `${prefix}${name}.`) : [`${prefix}${name}`];
  });
}
