import { bindAnalysis, methodNamed, type MethodName, methodNames, type MethodOptions } from '../../analysis/index.ts';
import { defaultsOf } from '../../parameters/parameter-table.ts';
import { covariateNames, covariates } from '../../population/covariates.ts';
import { questionOf } from '../../study/question.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import { conditionNames } from '../../trial/conditions.ts';
import { columnKey } from '../../trial/trial-data.ts';
import { checkEndpoint, checkMeasure, recordedVisits, summariesOf, type Recorded } from './check-endpoint.ts';
import { checkFitOfDesign } from './check-fit-of-design.ts';
import { checkMargins, checkSides, warnOfMargin } from './check-margins.ts';
import { unknownName, type Findings, type ReportDiagnostic } from '../document/finding.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';
import { designOf, plannedAnalysis } from '../resolved/study-of.ts';

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
  checkEndpoint(planned, recorded, scenario, say);
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
  if (options.marginUnit === 'share-of-reference') {
    say('minus', `expected none with marginUnit: share-of-reference: a difference of differences over that mean is no ratio of means`);
    return;
  }
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
