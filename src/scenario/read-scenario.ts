import type { Study } from '../study/study.ts';
import { baseScenario } from './templates/base-scenario.ts';
import { checkScenario } from './checks/check-scenario.ts';
import { applyChanges, type ScenarioChanges } from './document/command-line-changes.ts';
import { emptyTree, placeOf } from './document/document-tree.ts';
import { readChain, treesOf, without, worldOverrides, type ScenarioSource } from './document/file-chain.ts';
import { isFoundedIn, laidLayers, mergeTrees } from './document/layers.ts';
import { withConvertedOrigins } from './resolved/converted-origins.ts';
import { parameterValues } from './resolved/described-values.ts';
import { problem, type SourceLocation, type LocatedDiagnostic } from './document/problem.ts';
import { isCausedBy, type Diagnostic } from './document/finding.ts';
import { validateAgainstSchema } from './schema/repair.ts';
import { withBorrowedSources } from './resolved/borrowed-sources.ts';
import { asFindings, besideFindings, distinctPlaces, type Valueless } from './document/valueless.ts';
import type { ResolvedScenario } from './schema/scenario-schema.ts';
import { withSolvedAttenuation, type DependenceSolver, type SolvedAttenuation } from './resolved/solved-attenuation.ts';
import { studyOf } from './resolved/study-of.ts';
import { unusedDeclarations } from './checks/unused-declarations.ts';
import { valueOrigins, withoutOrphanedSources, type Origins } from './resolved/value-origins.ts';

export interface ReadOptions extends ScenarioChanges {
  /** Reads another file that `extends` names; may throw. */
  readonly readFile: (path: string) => string;
  /** A scenario that changes the world: what it and its bases say above their lowest file is laid over this one's, all but names. */
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
      /** The dependence that an attenuation of the scenario was solved for. */
      readonly solved?: SolvedAttenuation;
    }
  | { readonly problems: readonly LocatedDiagnostic[] };

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
  const problems: LocatedDiagnostic[] = [];
  const chain = readChain(source, options.readFile, [], problems);
  const worldChain = options.world === undefined ? [] : readChain(options.world, options.readFile, [], problems);
  const world = worldOverrides(worldChain, chain);
  const files = [...treesOf(chain), ...world];
  const empty: Valueless[] = [...chain, ...worldChain].flatMap((read) => read.empty);
  const file = mergeTrees(files);
  const changed = applyChanges(file, options, problems, empty);
  // Once more from the bottom, so that what a file or an option takes away is gone from what every scenario begins with too.
  const base = baseScenario(changed.value.model);
  const unfounded: Valueless[] = [];
  const layers = laidLayers(base, files, unfounded);
  const tree = applyChanges(layers[layers.length - 1], options, [], [], unfounded);
  const ofWorld = world.length === 0 ? [] : laidLayers(base, treesOf(worldChain));
  const byFile = new Map([...layers, ...ofWorld].map((layer) => [layer.file, layer.value]));
  if (problems.length > 0 && Object.keys(file.value).length === 0) return { problems };
  const whole: SourceLocation = { source: source.path, line: 1, column: 1 };
  const written = without(withoutOrphanedSources(tree, byFile), 'extends');
  const placed = ({ path, message, at }: Diagnostic): LocatedDiagnostic => problem(placeOf(tree, path, whole, at), path, message);
  const { findings, scenario } = validateAgainstSchema({ name: nameOf(source.path), ...written });
  const valueless = distinctPlaces([...empty, ...unfounded.filter((each) => !isFoundedIn(base, worldChain, each))]);
  const told = besideFindings(valueless, findings);
  problems.push(...told.problems, ...told.findings.map(placed));
  const checked = scenario === undefined || concernsModel(findings) ? undefined : checkScenario(scenario, changed.value);
  const faults = [...findings, ...asFindings(valueless)];
  problems.push(...(checked?.errors ?? []).filter((finding) => !isCausedBy(finding, faults)).map(placed));
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
    warnings: inOrder([...checked.warnings.map(placed), ...unused], source.path),
    unused,
    ...(solved === undefined ? {} : { solved }),
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.(ya?ml|json)$/i, '');
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
