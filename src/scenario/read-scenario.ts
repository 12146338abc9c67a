import { refuse } from '../arguments/refuse.ts';
import { type Shape, check } from '../arguments/shape.ts';
import type { Study } from '../study/study.ts';
import { baseScenario } from './templates/base-scenario.ts';
import { carriedOverWarnings } from './checks/carried-over.ts';
import { checkScenario } from './checks/check-scenario.ts';
import { applyChanges, type ScenarioChanges } from './document/command-line-changes.ts';
import { emptyTree, placeOf, type DocumentTree } from './document/document-tree.ts';
import { causesOf } from './document/causing-entries.ts';
import { readChain, treesOf, worldOverrides, type ChainFile, type FileAccess, type ScenarioSource } from './document/file-chain.ts';
import { laidLayers, mergeTrees, unfoundedBesides } from './document/layers.ts';
import { withPosterior } from './document/named-posterior.ts';
import { withConvertedOrigins } from './resolved/converted-origins.ts';
import { parameterValues } from './resolved/described-values.ts';
import { problem, type SourceLocation, type LocatedDiagnostic } from './document/problem.ts';
import { isCausedBy, unknownName, type Diagnostic } from './document/finding.ts';
import { validateAgainstSchema } from './schema/repair.ts';
import { withBorrowedSources } from './resolved/borrowed-sources.ts';
import { asFindings, besideFindings, distinctPlaces, type Valueless } from './document/valueless.ts';
import { scenarioSchema, type ResolvedScenario } from './schema/scenario-schema.ts';
import { withSolvedAttenuation, type DependenceSolver, type SolvedAttenuation } from './resolved/solved-attenuation.ts';
import { studyOf } from './resolved/study-of.ts';
import { unusedDeclarations } from './checks/unused-declarations.ts';
import { valueOrigins, withoutOrphanedSources, type Origins } from './resolved/value-origins.ts';

export interface ReadOptions extends ScenarioChanges, FileAccess {
  /** A scenario that changes the world: what it and its bases say, less the scenario that they vary, is laid over this one's, all but names. */
  readonly world?: ScenarioSource;
  /** Solves for the dependence that has an attenuation (`solveDependence`); without it a scenario with `response.attenuation` is refused. */
  readonly solve?: DependenceSolver;
}

export type ReadResult =
  | {
      readonly study: Study;
      readonly scenario: ResolvedScenario;
      /** Who set each value, and the source that stands beside it. */
      readonly origins: Origins;
      readonly warnings: readonly LocatedDiagnostic[];
      readonly unused: readonly LocatedDiagnostic[];
      /** Paths of the posterior that the scenario names, and that it takes as known. */
      readonly known: readonly string[];
      /** The dependence that an attenuation of the scenario was solved for. */
      readonly solved?: SolvedAttenuation;
    }
  | { readonly problems: readonly LocatedDiagnostic[] };

/**
 * Reads, merges, checks and completes a scenario. Either every problem at once, or the study and what is implausible about it.
 * Names in `extends` are found by `locate`, by default relative to the file that says so. Pure: files come through `readFile`.
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
  check('source', source, sourceShape);
  check('options', options, optionsShape);
  const problems: LocatedDiagnostic[] = [];
  const chain = readChain(source, options, problems);
  const worldChain = options.world === undefined ? [] : readChain(options.world, options, problems);
  problems.push(...[...chain, ...worldChain].flatMap(unknownReplacements));
  const world = worldOverrides(worldChain, chain);
  const files = [...treesOf(chain), ...world];
  const empty: Valueless[] = [...chain, ...worldChain].flatMap((read) => read.empty);
  applyChanges(emptyTree, options, problems, empty);
  const unfounded: Valueless[] = [];
  const ofWorld = world.length === 0 ? [] : treesOf(worldChain);
  const judged = judgedFiles(files, { name: nameOf(source.path), options, ofWorld, unfounded });
  const { tree, base, layers, byFile, findings, scenario, checked, known } = judged;
  problems.push(...judged.problems);
  if (problems.length > 0 && files.every(({ value }) => Object.keys(value).length === 0)) return { problems };
  const whole: SourceLocation = { source: source.path, line: 1, column: 1 };
  const placed = ({ path, message, at }: Diagnostic): LocatedDiagnostic => problem(placeOf(tree, path, whole, at), path, message);
  const valueless = distinctPlaces([...empty, ...unfoundedBesides(base, worldChain, unfounded)]);
  const told = besideFindings(valueless, findings);
  const faults = [...findings, ...asFindings(valueless)];
  const contradictions = (checked?.errors ?? []).filter((finding) => !isCausedBy(finding, faults));
  const without = (changed: readonly DocumentTree[]): readonly Diagnostic[] => {
    const again = judgedFiles(changed, { name: nameOf(source.path), options, ofWorld, unfounded: [] });
    return [...again.findings, ...(again.checked?.errors ?? [])];
  };
  const located = [...told.findings, ...contradictions].map((finding) => ({ finding, located: placed(finding) }));
  problems.push(...told.problems, ...causesOf(located, files, without));
  if (problems.length > 0 || scenario === undefined || checked === undefined) return { problems: inOrder(problems, source.path) };
  const laid = [...files, applyChanges(emptyTree, options, [], [])];
  const unused = unusedDeclarations(scenario, base, laid).map(({ path, message, layer }) =>
    problem(placeOf(laid[layer], path, whole, 'key'), path, message),
  );
  const unsolved = studyOf(scenario);
  const beside = (path: string) => byFile.get(tree.values.get(`evidence.${path}`)?.source ?? '');
  const direct = withBorrowedSources(valueOrigins(parameterValues(scenario), tree, layers, byFile), unsolved.trial, beside);
  const converted = withConvertedOrigins(scenario, direct);
  const outcome = withSolvedAttenuation({ study: unsolved, scenario, origins: converted }, { solve: options.solve, tree, layers });
  if ('finding' in outcome) return { problems: [placed(outcome.finding)] };
  const { study, origins, solved } = outcome;
  return {
    study,
    scenario,
    origins,
    warnings: inOrder([...[...checked.warnings, ...carriedOverWarnings(scenario, study.trial)].map(placed), ...unused], source.path),
    unused,
    known,
    ...(solved === undefined ? {} : { solved }),
  };
}

const sourceShape: Shape = { fields: { path: 'text', text: 'text' } };

const optionsShape: Shape = {
  fields: {
    readFile: 'function',
    'world?': sourceShape,
    'solve?': 'function',
    'set?': { list: 'text' },
    'varied?': { list: 'text' },
    'seed?': (name, value) => {
      if (typeof value !== 'string' && typeof value !== 'number') refuse(name, 'a text or a number', value);
    },
    'replicates?': 'anyNumber',
    'participants?': 'anyNumber',
  },
};

/** Sections that a file says to replace and that no scenario has. */
function unknownReplacements({ tree: { replaces = [], values }, source }: ChainFile): LocatedDiagnostic[] {
  const sections = Object.keys(scenarioSchema.shape);
  return replaces.flatMap((path, at) => {
    const place = values.get(`replace.${at}`) ?? values.get('replace') ?? { source };
    const [section] = path.split('.');
    return sections.includes(section) ? [] : [problem(place, 'replace', unknownName('a section of a scenario', path, sections))];
  });
}

/** What goes with the files of a scenario. */
interface FilesContext {
  /** The name of a scenario that says none. */
  readonly name: string;
  readonly options: ScenarioChanges & FileAccess;
  /** The files of a world by itself. */
  readonly ofWorld: readonly DocumentTree[];
  /** Takes up every null that has nothing to take away. */
  readonly unfounded: Valueless[];
}

/** Files and options laid over each other, and what the schema and the checks say of the whole. */
function judgedFiles(files: readonly DocumentTree[], { name, options, ofWorld, unfounded }: FilesContext) {
  const changed = applyChanges(mergeTrees(files), options, [], []);
  // Once more from the bottom, so that what a file or an option removes is removed from the defaults too.
  const base = baseScenario(changed.value.model);
  const layers = laidLayers(base, files, unfounded);
  const laid = applyChanges(layers[layers.length - 1], options, [], [], unfounded);
  const { tree, problems, known } = withPosterior(laid, [...files, applyChanges(emptyTree, options, [], [])], options);
  const byFile = new Map([...layers, ...(ofWorld.length === 0 ? [] : laidLayers(base, ofWorld))].map((layer) => [layer.file, layer.value]));
  const { findings, scenario } = validateAgainstSchema({ name, ...withoutOrphanedSources(tree, byFile) });
  const checked = scenario === undefined || concernsModel(findings) ? undefined : checkScenario(scenario, changed.value);
  return { tree, base, layers, byFile, findings, scenario, checked, problems, known };
}

/** The name of a scenario that says none: that of its file, in the letters that a name may have. */
function nameOf(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.(ya?ml|json)$/i, '');
  return file.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/^[^A-Za-z0-9]+|-+$/g, '') || 'scenario';
}

/** Without knowing the model there is nothing to check further. */
function concernsModel(findings: readonly Diagnostic[]): boolean {
  return findings.some(({ path }) => path === 'model' || path === '');
}

function inOrder(problems: readonly LocatedDiagnostic[], first: string): LocatedDiagnostic[] {
  const rank = ({ place }: LocatedDiagnostic): [number, number, number] => [
    place.source === first ? 0 : 1,
    place.line ?? 0,
    place.column ?? 0,
  ];
  return [...problems].sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
  });
}
