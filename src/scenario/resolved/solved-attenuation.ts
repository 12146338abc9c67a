import { rootKey } from '../../random/index.ts';
import type { Study } from '../../study/study.ts';
import type { AttenuationQuestion, SolvedDependence, UnsolvedDependence } from '../../trial/attenuation.ts';
import { conditionParts } from '../../design/design.ts';
import { conditionNames } from '../../trial/conditions.ts';
import { studiedDrugNamed } from '../../trial/drugs.ts';
import type { MechanisticTrial } from '../../trial/trial-model.ts';
import type { DocumentTree } from '../document/document-tree.ts';
import type { Diagnostic } from '../document/finding.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';
import { baselineVisit, designOf } from './study-of.ts';
import { ofResponse, opioidDependence, solvedValue, type SolvedValue } from './solved-value.ts';
import type { LaidLayer, Origins } from './value-origins.ts';

const ATTENUATION = 'response.attenuation';

/** A dependence that was solved for, and what was asked. */
export interface SolvedAttenuation extends SolvedDependence {
  /** Where the dependence stands that was solved for. */
  readonly path: string;
  readonly asked: AttenuationQuestion & { readonly share: number };
}

/** The study with its dependence and where that comes from; or what is wrong with what was asked. */
export type AttenuationOutcome =
  { readonly study: Study; readonly origins: Origins; readonly solved: SolvedAttenuation | undefined } | { readonly finding: Diagnostic };

/** Simulates the trial that has an attenuation: `solveDependence` of the library. Reading by itself simulates nothing. */
export type DependenceSolver = (
  trial: MechanisticTrial,
  key: Int32Array,
  asked: AttenuationQuestion,
  share: number,
  set: SolvedValue['set'],
) => SolvedDependence | UnsolvedDependence;

type SolverInput = [trial: MechanisticTrial, key: Int32Array, asked: AttenuationQuestion, share: number];

/** What an attenuation is solved with. */
export interface SolvingOptions {
  /** Absent where a scenario is read without simulating: an attenuation is then told as a problem. */
  readonly solve?: DependenceSolver | undefined;
  readonly tree: DocumentTree;
  readonly layers: readonly LaidLayer[];
}

/** Whether an attenuation counts: it goes before a dependence that a lower layer gives, and one of a higher layer before it. */
function counts(stated: string, { tree, layers }: Pick<SolvingOptions, 'tree' | 'layers'>): boolean | 'both' {
  const rankOf = (path: string): number => {
    const place = tree.values.get(path);
    if (place === undefined) return -1;
    const position = layers.findIndex(({ file }) => file === place.source);
    return position < 0 ? layers.length : position;
  };
  const [own, other] = [Math.max(rankOf(ATTENUATION), rankOf(`${ATTENUATION}.share`)), rankOf(stated)];
  return own === other ? 'both' : own > other;
}

/**
 * Solves for the dependence where the scenario gives an attenuation.
 * @param origins  of the scenario's values
 * @param options  how to solve, all layers laid over each other, and those of the files, the lowest first
 */
export function withSolvedAttenuation(
  { study, scenario, origins }: { readonly study: Study; readonly scenario: ResolvedScenario; readonly origins: Origins },
  { solve, tree, layers }: SolvingOptions,
): AttenuationOutcome {
  const { attenuation } = scenario.response;
  const { trial } = study;
  if (attenuation === undefined || trial.kind === 'gaussian') return { study, origins, solved: undefined };
  const problem = (path: string, message: string): AttenuationOutcome => ({ finding: { path, message, at: 'value' } });
  const asked = questionOf(scenario);
  const value = 'part' in asked ? statedDependence(trial) : solvedValue(trial, asked.comparator);
  if (value === undefined)
    return problem(`${ATTENUATION}.comparator`, 'expected a condition with a drug that blocks a target, got one without');
  const which = counts(value.path, { tree, layers });
  if (which === 'both') return problem(ATTENUATION, `expected either it or ${value.path}, got both`);
  if (!which) return { study, origins, solved: undefined };
  // What a target is given goes before the short name, which is what is solved for.
  if (value.path === ofResponse('opioid').path && isOfShortForm(trial, asked))
    return problem(ATTENUATION, `expected no ${value.path} beside it, which a file below gives: remove it with null`);
  if (solve === undefined)
    return problem(ATTENUATION, `expected a program that simulates, which solves for the dependence; say ${value.path} instead`);
  if ('part' in asked) return problem(`${ATTENUATION}.${asked.part}`, asked.message);
  const found = solvedOnce((...given) => solve(...given, value.set), study, trial, { ...asked, share: attenuation.share });
  if ('lowest' in found) return problem(`${ATTENUATION}.share`, outOfRange(found, value, attenuation.share));
  const { setBy = 'the scenario', source } = origins[`${ATTENUATION}.share`] ?? {};
  const words = `from response.attenuation ${attenuation.share} of ${asked.endpoint} at ${asked.visit} (± ${found.error.toFixed(3)})`;
  const origin = { setBy: `${setBy}, ${words}`, ...(source === undefined ? {} : { source }) };
  return {
    study: { ...study, trial: value.set(trial, found.opioidDependence) },
    origins: { ...origins, [value.path]: origin },
    solved: { ...found, path: value.path, asked: { ...asked, share: attenuation.share } },
  };
}

/** What is said of a share that no dependence gives. */
function outOfRange({ lowest, highest }: UnsolvedDependence, { path }: SolvedValue, share: number): string {
  const name = path === opioidDependence.path ? 'an opioidDependence' : path;
  return `expected ${lowest.toFixed(3)} to ${highest.toFixed(3)}, what ${name} of 0 to 1 gives in this trial, got ${share}`;
}

/** The dependence of the short forms that counts in a trial. */
function statedDependence({ response }: MechanisticTrial): SolvedValue {
  return Object.hasOwn(response.dependence ?? {}, 'opioid') ? ofResponse('opioid') : opioidDependence;
}

/** Whether the studied drug of the comparator is written in short form. */
function isOfShortForm(trial: MechanisticTrial, asked: ReturnType<typeof questionOf>): boolean {
  if ('part' in asked) return true;
  return studiedDrugNamed(trial, conditionParts(asked.comparator, trial.design.infusion).infusion)?.isShort !== false;
}

/** What is asked in full, or which part of it cannot be. */
function questionOf(scenario: ResolvedScenario): AttenuationQuestion | { readonly part: string; readonly message: string } {
  const { endpoint, visit, comparator } = scenario.response.attenuation ?? { endpoint: '', visit: '', comparator: undefined };
  const { reference } = scenario.design;
  const outcomes: Readonly<Record<string, { readonly visits: readonly string[] } | undefined>> = scenario.outcomes;
  const visits = outcomes[endpoint]?.visits;
  const baseline = baselineVisit(scenario, endpoint);
  if (visits === undefined) return { part: 'endpoint', message: `expected a recorded endpoint, got '${endpoint}'` };
  if (baseline === '') return { part: 'endpoint', message: `expected an endpoint with a visit before the studied drug, got '${endpoint}'` };
  const after = visits.filter((name) => scenario.visits[name] > 0);
  if (!after.includes(visit))
    return { part: 'visit', message: `expected a visit of ${endpoint} after the studied drug (${after.join(', ')}), got '${visit}'` };
  const conditions = conditionNames(designOf(scenario));
  const others = conditions.filter((condition) => condition !== reference);
  const compared = comparator ?? (others.length === 1 ? others[0] : '');
  if (!conditions.includes(reference) || !others.includes(compared))
    return {
      part: 'comparator',
      message: `expected the condition with the blocker (${others.join(', ')}), compared with ${reference}, got '${compared}'`,
    };
  return { endpoint, baseline, visit, reference, comparator: compared };
}

/** Solutions by what they depend on: a scenario is read more than once in a run. */
const known = new Map<string, SolvedDependence | UnsolvedDependence>();
/** Solutions that are kept. */
const MAX_KNOWN = 100;

function solvedOnce(
  solve: (...given: SolverInput) => SolvedDependence | UnsolvedDependence,
  { seed }: Study,
  trial: MechanisticTrial,
  asked: AttenuationQuestion & { readonly share: number },
): SolvedDependence | UnsolvedDependence {
  // The number of participants is no part of it.
  const design = { ...trial.design, participants: 0 };
  const id = JSON.stringify([seed, { ...trial, design }, asked]);
  const before = known.get(id);
  if (before !== undefined) return before;
  const found = solve(trial, rootKey(seed), asked, asked.share);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(id, found);
  return found;
}
