import type { MechanisticTrial } from '../trial/trial-model.ts';
import { references } from '../evidence/references.ts';
import type { UncertainParameter } from '../power/uncertainty/prior-draws.ts';
import type { Prior } from '../power/uncertainty/prior.ts';
import { checkPrior } from '../scenario/checks/check-uncertainty.ts';
import { parseTree, placeOf, type DocumentTree } from '../scenario/document/document-tree.ts';
import type { FileAccess, ScenarioSource } from '../scenario/document/file-chain.ts';
import { unknownName } from '../scenario/document/finding.ts';
import { problem, type LocatedDiagnostic } from '../scenario/document/problem.ts';
import { uncertainValues } from '../scenario/index.ts';
import { readScenario } from '../scenario/read-scenario.ts';
import type { ResolvedScenario } from '../scenario/schema/scenario-schema.ts';
import { checkSummary } from './check-summary.ts';
import { evidenceSchema, type Summary, type WrittenEvidence } from './evidence-schema.ts';

/** A study of the evidence with the scenario that simulates it. */
export interface EvidenceStudy {
  readonly name: string;
  readonly source: string;
  readonly scenario: ResolvedScenario;
  readonly trial: MechanisticTrial;
  readonly summaries: readonly Summary[];
}

/** Published figures of studies, and the parameters that they shall teach something about. */
export interface Evidence {
  readonly name: string;
  readonly title: string;
  readonly seed: string;
  readonly parameters: readonly UncertainParameter[];
  /** Prior scale of the standard deviation between studies, in standard deviations of the prior; 0 for a parameter that is the same in all. */
  readonly betweenStudy: readonly number[];
  readonly studies: readonly EvidenceStudy[];
}

/** The name under which the scenarios of the studies extend the section `scenario`. */
const COMMON = 'common scenario';

/**
 * Reads an evidence file: the evidence, or every problem at once.
 * A study's scenario is its own section laid over the section `scenario` of the file, by the rules of `extends`.
 * @param source  path and text of the file
 * @param access  how the files are read that the section `scenario` extends
 */
export function readEvidence(
  source: ScenarioSource,
  access: FileAccess,
): { readonly evidence: Evidence } | { readonly problems: readonly LocatedDiagnostic[] } {
  const { tree, problems: syntax, empty } = parseTree(source.path, source.text);
  const problems: LocatedDiagnostic[] = [...syntax, ...empty.map(({ path, place, message }) => problem(place, path, message))];
  const say = (path: string, message: string, at: 'key' | 'value' = 'value'): void =>
    void problems.push(problem(placeOf(tree, path, { source: source.path, line: 1, column: 1 }, at), path, message));
  if (problems.length > 0) return { problems };
  const read = evidenceSchema.safeParse(tree.value);
  if (!read.success) {
    for (const issue of read.error.issues) {
      const path = issue.path.map(String).join('.');
      if (issue.code === 'unrecognized_keys')
        for (const key of issue.keys)
          say(path === '' ? key : `${path}.${key}`, `not a part of ${path === '' ? 'an evidence file' : path}`, 'key');
      else say(path, issue.message);
    }
    return { problems: [...problems, ...scenarioProblems(source, tree, access)] };
  }
  const written = read.data;
  const studies = Object.entries(written.studies).flatMap(([name, { source: key, scenario: own, summaries }]): EvidenceStudy[] => {
    const at = `studies.${name}`;
    if (!Object.hasOwn(references, key)) say(`${at}.source`, unknownName('a source key', key, Object.keys(references)));
    const result = scenarioOf(source, { tree, own, common: written.scenario, at }, access);
    if ('problems' in result) {
      problems.push(...result.problems);
      return [];
    }
    const { scenario, study } = result;
    if (study.trial.kind !== 'mechanistic') {
      say(`${at}.scenario`, 'expected model mechanistic, got gaussian');
      return [];
    }
    const told = { scenario, trial: study.trial };
    (summaries as Summary[]).forEach((summary, place) =>
      checkSummary(summary, told, (part, message) => say(`${at}.summaries.${place}${part}`, message)),
    );
    return [{ name, source: key, scenario, trial: study.trial, summaries: summaries as Summary[] }];
  });
  const parameters = parametersOf(written, studies, say);
  const distinct = [...new Map(problems.map((each) => [each.text, each])).values()];
  if (distinct.length > 0) return { problems: distinct };
  const betweenStudy = parameters.map(({ path }) => written.betweenStudy[path] ?? 0);
  return { evidence: { name: written.name, title: written.title, seed: String(written.seed), parameters, betweenStudy, studies } };
}

/** The scenario of a study; places in it are those of the evidence file. */
function scenarioOf(
  { path }: ScenarioSource,
  { tree, own, common, at }: { readonly tree: DocumentTree; readonly own: object; readonly common: object; readonly at: string },
  { readFile, locate }: FileAccess,
) {
  const { extends: further = [], ...rest } = own as { readonly extends?: unknown };
  const result = readScenario(
    {
      path,
      text: JSON.stringify({
        name: at.slice('studies.'.length),
        ...rest,
        extends: [COMMON, ...(Array.isArray(further) ? further : [further])],
      }),
    },
    {
      readFile: (file) => (file === COMMON ? JSON.stringify(common) : readFile(file)),
      locate: (name, from) => (name === COMMON ? COMMON : (locate?.(name, from === COMMON ? path : from) ?? name)),
    },
  );
  if (!('problems' in result)) return result;
  const placed = result.problems.map((each) => {
    const prefix = each.place.source === path ? `${at}.scenario` : each.place.source === COMMON ? 'scenario' : undefined;
    if (prefix === undefined) return each;
    const within = each.path === '' ? prefix : `${prefix}.${each.path}`;
    return problem(placeOf(tree, within, { source: path, line: 1, column: 1 }), within, each.message);
  });
  return { problems: placed };
}

/** What is wrong with the scenarios of a file that is at fault elsewhere too. */
function scenarioProblems(source: ScenarioSource, tree: DocumentTree, access: FileAccess): LocatedDiagnostic[] {
  const { studies, scenario: common } = tree.value;
  if (!isMap(studies) || !isMap(common)) return [];
  const found = Object.entries(studies).flatMap(([name, study]) => {
    const own = isMap(study) ? (study.scenario ?? {}) : undefined;
    if (!isMap(own)) return [];
    const result = scenarioOf(source, { tree, own, common, at: `studies.${name}` }, access);
    return 'problems' in result ? result.problems : [];
  });
  return [...new Map(found.map((each) => [each.text, each])).values()];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Say = (path: string, message: string, at?: 'key' | 'value') => void;

/** The parameters with their priors; each must be a number of at least one study. */
function parametersOf({ parameters, betweenStudy }: WrittenEvidence, studies: readonly EvidenceStudy[], say: Say): UncertainParameter[] {
  const known = new Map(studies.flatMap(({ scenario }) => uncertainValues(scenario)).map((value) => [value.path, value]));
  const declared = Object.keys(parameters);
  if (declared.length === 0) say('parameters', 'expected at least one parameter, got none');
  if (Object.keys(parameters).length > 30) say('parameters', `expected at most 30 parameters, got ${declared.length}`);
  for (const path of Object.keys(betweenStudy))
    if (!declared.includes(path)) say(`betweenStudy.${path}`, unknownName('a path of parameters', path, declared), 'key');
  return declared.flatMap((path): UncertainParameter[] => {
    const { source, ...prior } = parameters[path];
    const value = known.get(path);
    if (source !== 'assumed' && !Object.hasOwn(references, source))
      say(`parameters.${path}.source`, `expected a source key or assumed, got '${source}'`);
    if (value === undefined) {
      if (studies.length > 0)
        say(`parameters.${path}`, unknownName('the path of a number of the scenario', path, [...known.keys()]), 'key');
      return [];
    }
    const { min, max, integer } = value.parameter;
    if (prior.distribution === 'point') say(`parameters.${path}`, 'expected a prior with a spread, got point');
    else checkPrior(prior as Prior, value, (message) => say(`parameters.${path}`, message));
    if (integer === true) say(`parameters.${path}`, 'expected the path of a number with fractions, got that of a whole number', 'key');
    return [{ path, prior: prior as Prior, support: { min, max }, integer: false }];
  });
}
