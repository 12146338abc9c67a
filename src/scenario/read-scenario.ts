import type { Study } from '../study/study.ts';
import { baseScenario } from './templates/base-scenario.ts';
import { checkScenario } from './checks/check-scenario.ts';
import { emptyTree, overlay, parseTree, placeOf, treeOf, type DocumentTree } from './document/document-tree.ts';
import { parameterValues } from './resolved/described-values.ts';
import { problem, type Place, type Problem } from './document/problem.ts';
import { concerns, type Finding } from './document/finding.ts';
import { againstSchema } from './schema/repair.ts';
import { asFindings, besideFindings, distinctPlaces, type Valueless } from './document/valueless.ts';
import { besides, normalised } from './document/relative-path.ts';
import type { ResolvedScenario } from './schema/scenario-schema.ts';
import { studyOf } from './resolved/study-of.ts';
import { unusedDeclarations } from './checks/unused-declarations.ts';
import { valueOrigins, withoutOrphanedSources, type Origins } from './resolved/value-origins.ts';

export interface ScenarioSource {
  readonly path: string;
  readonly text: string;
}

export interface ReadOptions {
  /** Reads another file that `extends` names; may throw. */
  readonly readFile: (path: string) => string;
  /** `path=value` changes, the value written as YAML. */
  readonly set?: readonly string[];
  /** The same, of one setting of a sweep (`--vary`); laid over those of `set`. */
  readonly varied?: readonly string[];
  readonly seed?: string | number;
  readonly participants?: number;
  readonly replicates?: number;
  /** A scenario that changes the world: what it and its bases say above their lowest file is laid over this one's, all but names. */
  readonly world?: ScenarioSource;
}

export type ReadResult =
  | {
      readonly study: Study;
      readonly scenario: ResolvedScenario;
      /** Who set each value, and the source that stands beside it. */
      readonly origins: Origins;
      readonly warnings: readonly Problem[];
      readonly unused: readonly Problem[];
    }
  | { readonly problems: readonly Problem[] };

/**
 * Reads, merges, checks and completes a scenario. Either every problem at once, or the study and what is implausible about it.
 * Paths in `extends` are relative to the file that says so. Pure: files come through `readFile`.
 *
 *
 * @example
 * ```ts
 * import { readScenario } from 'crossover-sim/scenario';
 * const text = 'model: gaussian\ndesign: { participants: none }\n';
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '' });
 * if ('problems' in read) read.problems.map((problem) => problem.text)[0]; // → 'trial.yaml:2:25 design.participants: expected a whole number…'
 * ```
 */
export function readScenario(source: ScenarioSource, options: ReadOptions): ReadResult {
  const problems: Problem[] = [];
  const chain = readChain(source, options.readFile, [], problems);
  const worldChain = options.world === undefined ? [] : readChain(options.world, options.readFile, [], problems);
  const world = worldLayers(worldChain, chain);
  const files = [...treesOf(chain), ...world];
  const empty: Valueless[] = [...chain, ...worldChain].flatMap((read) => read.empty);
  const file = laidOver(files);
  const changed = applyChanges(file, options, problems, empty);
  // Once more from the bottom, so that what a file or an option takes away is gone from what every scenario begins with too.
  const base = baseScenario(changed.value.model);
  const unfounded: Valueless[] = [];
  const layers = laidLayers(base, files, unfounded);
  const tree = applyChanges(layers[layers.length - 1], options, [], [], unfounded);
  const ofWorld = world.length === 0 ? [] : laidLayers(base, treesOf(worldChain));
  const byFile = new Map([...layers, ...ofWorld].map((layer) => [layer.file, layer.value]));
  if (problems.length > 0 && Object.keys(file.value).length === 0) return { problems };
  const whole: Place = { source: source.path, line: 1, column: 1 };
  const written = without(withoutOrphanedSources(tree, byFile), 'extends');
  const placed = ({ path, message, at }: Finding): Problem => problem(placeOf(tree, path, whole, at), path, message);
  const { findings, scenario } = againstSchema({ name: nameOf(source.path), ...written });
  const valueless = distinctPlaces([...empty, ...unfounded.filter((each) => !isFoundedIn(base, worldChain, each))]);
  const told = besideFindings(valueless, findings);
  problems.push(...told.problems, ...told.findings.map(placed));
  const checked = scenario === undefined || concernsModel(findings) ? undefined : checkScenario(scenario, changed.value);
  const faults = [...findings, ...asFindings(valueless)];
  problems.push(...(checked?.errors ?? []).filter((finding) => !concerns(finding, faults)).map(placed));
  if (problems.length > 0 || scenario === undefined || checked === undefined) return { problems: inOrder(problems, source.path) };
  const laid = [...files, applyChanges(emptyTree, options, [], [])];
  const unused = unusedDeclarations(scenario, base, laid).map(({ path, message, layer }) =>
    problem(placeOf(laid[layer], path, whole, 'key'), path, message),
  );
  const origins = valueOrigins(parameterValues(scenario), tree, layers, byFile);
  return {
    study: studyOf(scenario),
    scenario,
    origins,
    warnings: inOrder([...checked.warnings.map(placed), ...unused], source.path),
    unused,
  };
}

function treesOf(chain: readonly ChainFile[]): DocumentTree[] {
  return chain.map(({ tree }) => tree);
}

/** What every scenario begins with, and above it what stands there with each file. @param unfounded  as in `overlay` */
function laidLayers(
  base: DocumentTree,
  trees: readonly DocumentTree[],
  unfounded: Valueless[] = [],
): (DocumentTree & { readonly file: string })[] {
  const layers = [{ ...base, file: '' }];
  for (const tree of trees) {
    const file = tree.values.get('')?.source ?? '';
    layers.push({ ...overlay(layers[layers.length - 1], tree, unfounded), file });
  }
  return layers;
}

function laidOver(trees: readonly DocumentTree[], unfounded: Valueless[] = []): DocumentTree {
  return trees.reduce((below, above) => overlay(below, above, unfounded));
}

/** Whether a null that takes nothing away from a design is a world's, and takes away what the world itself inherits. */
function isFoundedIn(base: DocumentTree, world: readonly ChainFile[], { path, place }: Valueless): boolean {
  if (!world.some((file) => file.tree.values.get(path) === place)) return false;
  const unfounded: Valueless[] = [];
  laidOver([base, ...treesOf(world)], unfounded);
  return !unfounded.some((each) => each.place === place);
}

/** A file of a chain of bases and variants. */
interface ChainFile {
  readonly path: string;
  /** The path as places name it. */
  readonly source: string;
  readonly tree: DocumentTree;
  readonly empty: readonly Valueless[];
}

/** What a world says that a design does not: its files without the lowest, which is the scenario that the world varies, and without those that both share. */
function worldLayers([base, ...variants]: readonly ChainFile[], design: readonly ChainFile[]): DocumentTree[] {
  if (base === undefined) return [];
  const layers = variants.length === 0 ? [base] : variants;
  return layers
    .filter(({ path }) => !design.some((file) => file.path === path))
    .map(({ tree }) => ({ ...tree, value: without(without(without(tree.value, 'name'), 'title'), 'about') }));
}

/** The trees of a file and of those it extends, the lowest first. */
function readChain(source: ScenarioSource, readFile: ReadOptions['readFile'], chain: readonly string[], problems: Problem[]): ChainFile[] {
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
  const path = besides(source.path, base);
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

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.(ya?ml|json)$/i, '');
}

function without(map: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== name));
}

/** Without knowing the model there is nothing to check further. */
function concernsModel(findings: readonly Finding[]): boolean {
  return findings.some(({ path }) => path === 'model' || path === '');
}

/** The tree with the changes of the command line laid over it, in order. */
function applyChanges(
  tree: DocumentTree,
  { set = [], varied = [], seed, participants, replicates }: ReadOptions,
  problems: Problem[],
  empty: Valueless[],
  unfounded: Valueless[] = [],
): DocumentTree {
  let changed = tree;
  const lay = (path: string, value: unknown, source: string): void => {
    changed = overlay(changed, treeOf(path, value, { source }, changed), unfounded);
  };
  const written = [...set.map((change) => ({ option: '--set', change })), ...varied.map((change) => ({ option: '--vary', change }))];
  for (const { option, change } of written) {
    const split = change.indexOf('=');
    const path = change.slice(0, Math.max(0, split)).trim();
    const refuse = (message: string): void => void problems.push(problem({ source: option }, path, message));
    if (split < 1 || path.split('.').includes('')) refuse(`expected path=value, got '${change}'`);
    else if (path === 'extends') refuse('expected the path of a value, got extends, which only a file can say');
    else if (path.split('.').includes('__proto__')) refuse('not a usable name');
    else {
      const { value, message, empty: within = [] } = valueOf(change.slice(split + 1));
      empty.push(...within.map((each) => ({ ...each, place: { source: option }, path: path + each.path.slice(VALUE.length) })));
      if (message === undefined) lay(path, value, option);
      else refuse(message);
    }
  }
  if (seed !== undefined) lay('seed', seed, '--seed');
  if (participants !== undefined) lay('design.participants', participants, '--participants');
  if (replicates !== undefined) lay('power.replicates', replicates, '--replicates');
  return changed;
}

/** The name under which a value of the command line is read. */
const VALUE = 'value';

/** A value written as YAML on the command line. */
function valueOf(text: string): { value?: unknown; message?: string; empty?: readonly Valueless[] } {
  const { tree, problems, empty } = parseTree('--set', `${VALUE}: ${text}`);
  if (empty.some(({ path }) => path === VALUE)) return { message: 'expected a value, got nothing (null takes an entry away)' };
  if (problems.length > 0) return { message: `expected a value written as YAML, got '${text.trim()}'` };
  return { value: tree.value[VALUE], empty };
}

function inOrder(problems: readonly Problem[], first: string): Problem[] {
  const rank = ({ place }: Problem): [number, number, number] => [place.source === first ? 0 : 1, place.line ?? 0, place.column ?? 0];
  return [...problems].sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
  });
}
