import { bindAnalysis, methodNamed, type MethodName, methodNames, type MethodOptions } from '../../analysis/index.ts';
import { needsBaseline } from '../../analysis/selection/measure.ts';
import { derivedVisitsOf, responseVisits } from '../../outcomes/derived-visits.ts';
import { scaleTotals } from '../../outcomes/scales/index.ts';
import { gaussianEndpoints, gaussianVisit } from '../../outcomes/parameters.ts';
import { defaultsOf } from '../../parameters/parameter-table.ts';
import { covariateNames, covariates } from '../../population/covariates.ts';
import { questionOf } from '../../study/question.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import { conditionNames } from '../../trial/conditions.ts';
import { columnKey } from '../../trial/trial-data.ts';
import { isKnownEndpoint } from '../../trial/trial-model.ts';
import { checkFitOfDesign } from './check-fit-of-design.ts';
import { checkMargins, checkSides, warnOfMargin } from './check-margins.ts';
import { unknownName, type Findings, type ReportDiagnostic } from '../document/finding.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';
import { designOf, plannedAnalysis } from '../resolved/study-of.ts';

/** Visits that a scenario records, by endpoint. */
type Recorded = Readonly<Record<string, readonly string[]>>;

/**
 * Contradictions between the analyses, the claim, and what the scenario records.
 * @param written  the analyses as the files say them, with those that could not be read
 */
export function checkAnalyses(scenario: ResolvedScenario, written: unknown, findings: Findings): void {
  const { errors, warnings } = findings;
  const names = Object.keys(scenario.analyses);
  if (names.length === 0) warnings.push({ path: 'analyses', message: 'no analysis is declared: nothing can be estimated', at: 'key' });
  for (const name of names) {
    const planned = plannedAnalysis(scenario, scenario.analyses[name]);
    checkAnalysis(`analyses.${name}`, planned, scenario, findings);
  }
  const declared = typeof written === 'object' && written !== null ? Object.keys(written) : names;
  scenario.claim?.all.forEach((name, position) => {
    const path = `claim.all.${position}`;
    if (!declared.includes(name)) {
      errors.push({ path, message: unknownName('the name of an analysis', name, declared), at: 'value', causes: [`analyses.${name}`] });
    } else if (scenario.claim?.all.indexOf(name) !== position) {
      errors.push({ path, message: `expected each analysis once, got ${name} again`, at: 'value' });
    }
  });
}

function checkAnalysis(path: string, planned: PlannedAnalysis, scenario: ResolvedScenario, { errors, warnings }: Findings): void {
  const before = errors.length;
  const say: ReportDiagnostic = (part, message, causes = []) => void errors.push({ path: `${path}.${part}`, message, at: 'value', causes });
  const recorded = recordedVisits(scenario);
  checkVisits(planned, recorded, scenario, say);
  checkConditions(planned, scenario, say);
  checkMinus(planned, scenario, say);
  checkMeasure(planned, say);
  checkCovariates(planned, scenario, say);
  checkMargins(planned, say);
  warnOfMargin(path, planned, warnings);
  checkFitOfDesign(planned, designOf(scenario), say);
  checkSides(planned, say);
  if (methodNamed(planned.method).nullHypothesis === 'equivalence' && planned.direction !== 'either') {
    warnings.push({ path: `${path}.direction`, message: 'equivalence within margins is counted only on one side of zero', at: 'value' });
  }
  if (errors.length === before) checkBound(path, planned, recorded, scenario, say);
}

function recordedVisits(scenario: ResolvedScenario): Recorded {
  if (scenario.model === 'gaussian')
    return Object.fromEntries([...gaussianEndpoints(scenario.gaussian).keys()].map((name) => [name, [gaussianVisit]]));
  return Object.fromEntries(Object.entries(scenario.outcomes).map(([endpoint, outcome]) => [endpoint, outcome?.visits ?? []]));
}

/** The summaries of visits that an endpoint has in a scenario. */
function summariesOf({ model, outcomes }: ResolvedScenario, endpoint: string): readonly string[] {
  if (model === 'gaussian') return [];
  return derivedVisitsOf(endpoint, isKnownEndpoint(endpoint) ? undefined : outcomes[endpoint]);
}

function checkVisits(planned: PlannedAnalysis, recorded: Recorded, scenario: ResolvedScenario, say: ReportDiagnostic): void {
  const { endpoint, visit, visits: asked } = planned;
  const visits = Object.hasOwn(recorded, endpoint) ? recorded[endpoint] : undefined;
  const endpointPath = scenario.model === 'gaussian' ? 'gaussian.endpoints' : `outcomes.${endpoint}`;
  if (visits === undefined) {
    say('endpoint', unknownName('a recorded endpoint', endpoint, Object.keys(recorded)), [endpointPath]);
    return;
  }
  const summaries = summariesOf(scenario, endpoint);
  const several = methodNamed(planned.method).scope === 'visits';
  if (several && asked === undefined) {
    say('visits', `expected a list of visits of ${endpoint} (${visits.join(', ')}), got nothing`, [endpointPath]);
  }
  asked?.forEach((name, position) => {
    if (!visits.includes(name)) say(`visits.${position}`, unknownName(`a visit of ${endpoint}`, name, visits), [endpointPath]);
    else if (asked.indexOf(name) !== position) say(`visits.${position}`, `expected each visit once, got ${name} again`);
  });
  const valid = [...visits, ...summaries];
  if (!(several && visit === '') && !valid.includes(visit))
    say('visit', unknownName(`a visit of ${endpoint}`, visit, valid), [endpointPath]);
  checkBaseline(planned, visits, scenario, say);
}

/** The visit before the studied drug that a measure or a summary of response needs, and measures that a summary cannot have. */
function checkBaseline(planned: PlannedAnalysis, visits: readonly string[], scenario: ResolvedScenario, say: ReportDiagnostic): void {
  const { endpoint, visit, baseline, measure } = planned;
  const endpointPath = `outcomes.${endpoint}`;
  const isRelative = needsBaseline(measure);
  if (isRelative && !visits.includes(baseline)) {
    const got = baseline === '' ? 'none' : `'${baseline}'`;
    say('baseline', `expected a visit of ${endpoint} before the studied drug (needed for ${measure}), got ${got}`, [endpointPath]);
  }
  if (baseline !== '' && scenario.visits[baseline] >= 0) {
    const message = `expected a visit before the studied drug, got ${baseline} (${scenario.visits[baseline]} h after its start)`;
    say('baseline', message, [`visits.${baseline}`]);
  }
  const lasting = responseVisits.some((name) => name === visit);
  if (lasting && !visits.some((name) => scenario.visits[name] < 0)) {
    say('visit', `expected a visit of ${endpoint} before the studied drug (needed for ${visit}), got none`, [endpointPath]);
  }
  if (lasting && measure !== 'value') say('measure', `expected value for ${visit}, got '${measure}'`);
  if (isRelative && visit === 'auc') say('measure', `expected value for an area (points · h), got '${measure}'`);
}

function checkConditions({ reference, comparator }: PlannedAnalysis, scenario: ResolvedScenario, say: ReportDiagnostic): void {
  const conditions = conditionNames(designOf(scenario));
  const sequences = ['design.sequences'];
  if (!conditions.includes(reference)) {
    say('reference', unknownName('a condition of the design', reference, conditions), [...sequences, 'design.reference']);
  }
  const others = conditions.filter((condition) => condition !== reference);
  if (others.length === conditions.length) return;
  if (comparator === '') {
    const message =
      others.length === 0
        ? `the design has no other condition than ${reference}`
        : `expected the condition to compare with ${reference} (${others.join(', ')}), got nothing`;
    say('comparator', message, sequences);
  } else if (!conditions.includes(comparator))
    say('comparator', unknownName('a condition of the design', comparator, conditions), sequences);
  else if (comparator === reference) say('comparator', `expected another condition than the reference, got '${comparator}'`);
}

/** A difference of differences needs a model of all conditions, and two conditions that are not those of the first difference. */
function checkMinus(
  { method, options, minus, reference, comparator }: PlannedAnalysis,
  scenario: ResolvedScenario,
  say: ReportDiagnostic,
): void {
  if (minus === undefined) return;
  const conditions = conditionNames(designOf(scenario));
  for (const part of ['reference', 'comparator'] as const)
    if (!conditions.includes(minus[part]))
      say(`minus.${part}`, unknownName('a condition of the design', minus[part], conditions), ['design.sequences']);
  if (minus.reference === minus.comparator) say('minus', `expected two different conditions, got '${minus.reference}' twice`);
  else if (minus.reference === reference && minus.comparator === comparator)
    say('minus', 'expected another difference than the first one, got the same');
  if (takesContrast(method, options)) return;
  const takers = methodNames.filter((name) => methodNamed(name).takesContrasts === true);
  const always = takers.filter((name) => takesContrast(name, defaultsOf(methodNamed(name).options)));
  const others = takers.filter((name) => !always.includes(name));
  say(
    'minus',
    `expected none for ${method}; ${always.join(', ')} takes a difference of differences (${others.join(' and ')} with design: model)`,
  );
}

function takesContrast(name: MethodName, options: MethodOptions): boolean {
  const method = methodNamed(name);
  return method.takesContrasts === true && method.pairing(options) === 'model';
}

function checkMeasure({ method, measure, endpoint, visit, declared }: PlannedAnalysis, say: ReportDiagnostic): void {
  const { outcomeType } = methodNamed(method);
  const binary = measure === 'responder' || measure === 'remission';
  const scales = scaleTotals
    .filter(({ hasResponse, remission }) => (measure === 'responder' ? hasResponse : remission !== undefined))
    .map(({ name }) => name);
  if (declared !== undefined) {
    if (measure === 'remission' && declared.remissionCutOff === undefined)
      say('measure', `expected another measure for ${endpoint}, which declares no remissionCutOff, got 'remission'`, [
        `outcomes.${endpoint}`,
      ]);
  } else if (binary && !scales.some((name) => name === endpoint)) {
    const what = measure === 'responder' ? 'response is a fall by half' : 'remission is a low score';
    say(
      'measure',
      `expected value, change or percent-change for ${endpoint}: ${what} of a depression score (${scales.join(', ')}), got '${measure}'`,
    );
  }
  if (binary && outcomeType === 'continuous') {
    say(
      'measure',
      `expected a score (value, change, percent-change) for ${method}, got '${measure}'; ${methodsThatTake('binary')} take it`,
    );
  }
  if (!binary && outcomeType === 'binary' && visit !== 'sustained') {
    say('measure', `expected responder or remission (or the visit sustained) for ${method}, got '${measure}'`);
  }
}

function checkCovariates({ method, covariates: asked = [] }: PlannedAnalysis, { model }: ResolvedScenario, say: ReportDiagnostic): void {
  if (asked.length === 0) return;
  if (methodNamed(method).takesCovariates !== true) {
    const others = methodNames.filter((name) => methodNamed(name).takesCovariates === true);
    say('covariates', `expected none for ${method}, got ${asked.join(', ')}; ${others.join(', ')} adjusts for covariates`);
  } else if (model === 'gaussian') {
    say('covariates', `expected none in a Gaussian scenario, whose patients have no covariates, got ${asked.join(', ')}`);
  } else {
    asked.forEach((name, position) => {
      const part = `covariates.${position}`;
      if (!Object.hasOwn(covariates, name)) say(part, unknownName('a covariate', name, covariateNames));
      else if (asked.indexOf(name) !== position) say(part, `expected each covariate once, got ${name} again`);
    });
  }
}

function methodsThatTake(kind: 'binary'): string {
  return methodNames.filter((name) => methodNamed(name).outcomeType === kind).join(', ');
}

/** What the method itself refuses, and columns that it reads but the scenario does not record. */
function checkBound(path: string, planned: PlannedAnalysis, recorded: Recorded, scenario: ResolvedScenario, say: ReportDiagnostic): void {
  const { method, options, population } = planned;
  const recordedColumns = Object.entries(recorded).flatMap(([endpoint, visits]) =>
    [...visits, ...summariesOf(scenario, endpoint)].map((visit) => columnKey(endpoint, visit)),
  );
  const rests = ['outcomes', path];
  try {
    const { columns } = bindAnalysis(method, questionOf(planned, scenario.power.level), options);
    const missing = columns
      .filter((column) => !recordedColumns.includes(column))
      .map((column) => column.replace(/@$/, ' before the studied drug').replace('@', ' at '));
    const needs = population === 'all' ? method : `${method} of ${population}`;
    if (missing.length > 0) say('method', `${needs} needs ${missing.join(' and ')}, which the scenario does not record`, rests);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    say('method', error.message, rests);
  }
}
