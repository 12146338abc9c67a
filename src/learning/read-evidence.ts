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
import { checkSummary } from './check-summary.ts';
import { evidenceSchema, OWN_DATA, type Summary, type WrittenEvidence } from './evidence-schema.ts';
import type { Evidence, EvidenceStudy } from './evidence-study.ts';
import { recordedStudy, type RecordedFile } from './recorded/recorded-study.ts';

/** How the files are read that an evidence file names. */
export interface EvidenceAccess extends FileAccess {
  /** Individual data by the names of their studies, as they were read, or what is wrong with their files. */
  readonly recorded?: ReadonlyMap<string, RecordedFile | { readonly problems: readonly string[] }>;
  /** The scenario of a study that is added to those of the file; its data are recorded as `OWN_DATA`. */
  readonly design?: string | undefined;
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
  access: EvidenceAccess,
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
    const unread = [...(access.recorded?.values() ?? [])].flatMap((file) => ('problems' in file ? file.problems.map(ofFile) : []));
    return { problems: [...problems, ...scenarioProblems(source, tree, access), ...unread] };
  }
  const written = read.data;
  const added =
    access.design === undefined ? {} : { [OWN_DATA]: { source: OWN_DATA, scenario: access.design, summaries: [], observations: {} } };
  if (access.design !== undefined && Object.hasOwn(written.studies, OWN_DATA))
    say(`studies.${OWN_DATA}`, 'expected another name: that of the study of the command line is this one', 'key');
  const studies = Object.entries({ ...written.studies, ...added }).flatMap(([name, study]): EvidenceStudy[] => {
    const { source: key, scenario: own, summaries, observations } = study;
    const at = `studies.${name}`;
    if ((observations === undefined) !== summaries.length > 0) say(at, 'expected summaries or observations, one of them');
    if (!Object.hasOwn(references, key) && (key !== OWN_DATA || observations === undefined))
      say(`${at}.source`, unknownName('a source key', key, Object.keys(references)));
    const result = scenarioOf(source, { tree, own, common: written.scenario, at }, access);
    if ('problems' in result) {
      problems.push(...result.problems);
      return [];
    }
    const { scenario, study: simulated } = result;
    if (simulated.trial.kind !== 'mechanistic') {
      say(`${at}.scenario`, 'expected model mechanistic, got gaussian');
      return [];
    }
    const planned = { name, source: key, scenario, trial: simulated.trial };
    if (observations !== undefined) {
      const file = access.recorded?.get(name);
      const made = file === undefined || 'problems' in file ? (file ?? { problems: [] }) : recordedStudy(planned, file);
      if ('study' in made) return [made.study];
      problems.push(...made.problems.map(ofFile));
      return [];
    }
    (summaries as Summary[]).forEach((summary, place) =>
      checkSummary(summary, planned, (part, message) => say(`${at}.summaries.${place}${part}`, message)),
    );
    return [{ ...planned, summaries: summaries as Summary[] }];
  });
  const parameters = parametersOf(written, studies, say);
  const distinct = [...new Map(problems.map((each) => [each.text, each])).values()];
  if (distinct.length > 0) return { problems: distinct };
  const betweenStudy = parameters.map(({ path }) => written.betweenStudy[path] ?? 0);
  return { evidence: { name: written.name, title: written.title, seed: String(written.seed), parameters, betweenStudy, studies } };
}

/** What is wrong with a file of individual data, which is not the evidence file. */
function ofFile(message: string): LocatedDiagnostic {
  return { place: { source: message.slice(0, message.indexOf(':')) }, path: '', message, text: message };
}

/** The scenario of a study; places in it are those of the evidence file. */
function scenarioOf(
  { path }: ScenarioSource,
  { tree, own, common, at }: { readonly tree: DocumentTree; readonly own: object | string; readonly common: object; readonly at: string },
  { readFile, locate }: FileAccess,
) {
  const { extends: further = [], ...rest } = (typeof own === 'string' ? { extends: own } : own) as { readonly extends?: unknown };
  const bases = typeof own === 'string' ? [] : [COMMON];
  const result = readScenario(
    {
      path,
      text: JSON.stringify({
        name: at.slice('studies.'.length),
        ...rest,
        extends: [...bases, ...(Array.isArray(further) ? further : [further])],
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
    if (!isMap(own) && typeof own !== 'string') return [];
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
