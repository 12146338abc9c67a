import { parseTree, placeOf, type DocumentTree, type ParsedTree } from './document-tree.ts';
import type { FileAccess } from './file-chain.ts';
import { mapIn, sameQuestion, speaksOf } from './known-priors.ts';
import { problem, type LocatedDiagnostic, type SourceLocation } from './problem.ts';
import { resolveRelative } from './relative-path.ts';

const NAME = 'uncertainty.posterior';
const JOINT = 'uncertainty.joint';

/** A scenario with the draws of the posterior that it names. */
export interface WithPosterior {
  readonly tree: DocumentTree;
  readonly problems: readonly LocatedDiagnostic[];
  /** Paths of the posterior whose values the scenario takes as known. */
  readonly known: readonly string[];
}

/**
 * A merged scenario with the draws of its `uncertainty.posterior` as `uncertainty.joint`, placed where the posterior's file has them. They take the place of priors of the same parameters;
 * a value that a layer above the name sets is known, and its draws are left out.
 * @param layers  what was merged, the lowest first, the command line last
 */
export function withPosterior(tree: DocumentTree, layers: readonly DocumentTree[], access: FileAccess): WithPosterior {
  const section = mapIn(tree.value, 'uncertainty') ?? {};
  const { posterior: name } = section;
  if (typeof name !== 'string') return { tree, problems: [], known: [] };
  const place = placeOf(tree, NAME, { source: '' });
  const refused = (...problems: LocatedDiagnostic[]): WithPosterior => ({ tree, problems, known: [] });
  if (section.joint !== undefined) return refused(problem(place, NAME, 'expected posterior, or joint, got both'));
  const read = readPosterior(name, place, access);
  if (typeof read === 'string') return refused(problem(place, NAME, read));
  if (read.problems.length > 0) return refused(...read.problems);
  const written = mapIn(read.tree.value.uncertainty, 'joint');
  // Which figures it was fitted to is no part of what is not known.
  const joint = written === undefined ? undefined : without(written, ['fitted', 'heldOut']);
  if (joint === undefined) {
    const at = placeOf(read.tree, '', { ...place, line: 1, column: 1 });
    return refused(problem(at, '', 'expected a posterior as learn --out writes it, got none'));
  }
  const paths = [
    ...new Set((Array.isArray(joint.values) ? joint.values : []).flatMap((each: unknown) => Object.keys(mapIn(each, 'set') ?? {}))),
  ];
  const naming = layers.findLastIndex(({ value }) => mapIn(value, 'uncertainty')?.posterior !== undefined);
  const above = layers.filter((_, at) => at > naming || at === layers.length - 1);
  const known = paths.filter((path) => [path, ...(sameQuestion[path] ?? [])].some((each) => above.some(({ values }) => values.has(each))));
  const left = known.length === paths.length && paths.length > 0 ? undefined : withoutKnown(joint, known);
  const isOfJoint = ([path]: readonly [string, unknown]): boolean => path === JOINT || path.startsWith(`${JOINT}.`);
  return {
    tree: {
      ...tree,
      value: { ...tree.value, uncertainty: { ...withoutPriors(section, paths), ...(left !== undefined && { joint: left }) } },
      values: new Map([...tree.values, ...[...read.tree.values].filter(isOfJoint)]),
      keys: new Map([...tree.keys, ...[...read.tree.keys].filter(isOfJoint)]),
    },
    problems: [],
    known,
  };
}

/** The last file parsed: a scenario is read once for every draw. */
let parsed: { readonly path: string; readonly text: string; readonly read: ParsedTree } | undefined;

/** The file of a posterior, or why there is none. */
function readPosterior(name: string, { source }: SourceLocation, { readFile, locate }: FileAccess): ParsedTree | string {
  let path = name;
  try {
    path = (locate ?? ((written, from) => resolveRelative(from, written)))(name, source);
    const text = readFile(path);
    if (parsed?.path !== path || parsed.text !== text) parsed = { path, text, read: parseTree(path, text, 'positions') };
    return parsed.read;
  } catch (error) {
    return `expected a readable file, got ${path}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function withoutKnown(joint: Readonly<Record<string, unknown>>, known: readonly string[]): unknown {
  if (known.length === 0 || !Array.isArray(joint.values)) return joint;
  const values = joint.values.map((each: unknown) => {
    const set = mapIn(each, 'set');
    return set === undefined ? each : { ...(each as object), set: without(set, known) };
  });
  return { ...joint, values };
}

/** A section without the priors of some paths, and without correlations that speak of them. */
function withoutPriors(section: Readonly<Record<string, unknown>>, paths: readonly string[]): Record<string, unknown> {
  const { correlations } = section;
  const priors = without(mapIn(section, 'priors') ?? {}, paths);
  return {
    ...without(section, ['priors']),
    ...(Object.keys(priors).length > 0 && { priors }),
    ...(Array.isArray(correlations) && { correlations: correlations.filter((each) => !speaksOf(each, paths)) }),
  };
}

function without(map: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([name]) => !names.includes(name)));
}
