import { methods, remissionCutOffs, type MethodName } from '../analysis/index.ts';
import { derivedVisits } from '../outcomes/derived-visits.ts';
import { gaussianEndpoint, gaussianVisit } from '../outcomes/parameters.ts';
import type { PlannedAnalysis } from '../power/study.ts';
import { conditionNames } from '../trial/conditions.ts';
import { unknownName, type Findings } from './check-scenario.ts';
import type { ResolvedScenario } from './scenario-schema.ts';
import { designOf, plannedAnalysis } from './study-of.ts';

/** Methods that compare the two orders of a two-period, two-sequence crossover. */
const needsTwoSequences: readonly string[] = ['crossover-t', 'crossover-ancova', 'rank-crossover', 'mainland-gart', 'prescott'];
/** Endpoints on which a fall by half is a response. */
const depressionScales = ['hamd17', 'hamd6', 'madrs'];

/** Contradictions between the analyses, the claim, and what the scenario records. */
export function checkAnalyses(scenario: ResolvedScenario, findings: Findings): void {
  const names = Object.keys(scenario.analyses);
  if (names.length === 0)
    findings.warnings.push({ path: 'analyses', message: 'no analysis is declared: nothing can be estimated', at: 'key' });
  for (const name of names) {
    checkAnalysis(`analyses.${name}`, plannedAnalysis(scenario, scenario.analyses[name]), scenario, findings);
  }
  scenario.claim?.all.forEach((name, position) => {
    if (!names.includes(name)) {
      findings.errors.push({ path: `claim.all.${position}`, message: unknownName('the name of an analysis', name, names), at: 'value' });
    }
  });
}

function checkAnalysis(path: string, planned: PlannedAnalysis, scenario: ResolvedScenario, { errors }: Findings): void {
  const say = (part: string, message: string): void => void errors.push({ path: `${path}.${part}`, message, at: 'value' });
  checkRecorded(planned, scenario, say);
  checkConditions(planned, scenario, say);
  checkMeasure(planned, say);
  checkMethod(planned, scenario, say);
}

type Say = (part: string, message: string) => void;

function checkRecorded(planned: PlannedAnalysis, scenario: ResolvedScenario, say: Say): void {
  const recorded: Record<string, readonly string[]> =
    scenario.model === 'gaussian'
      ? { [gaussianEndpoint]: [gaussianVisit] }
      : Object.fromEntries(Object.entries(scenario.outcomes).map(([endpoint, outcome]) => [endpoint, outcome?.visits ?? []]));
  const visits = recorded[planned.endpoint];
  if (visits === undefined) {
    say('endpoint', unknownName('a recorded endpoint', planned.endpoint, Object.keys(recorded)));
    return;
  }
  const summaries = scenario.model === 'gaussian' ? [] : derivedVisits;
  const several = methods[planned.method as MethodName].scope === 'visits';
  if (several && planned.visits === undefined)
    say('visits', `expected a list of visits of ${planned.endpoint} (${visits.join(', ')}), got nothing`);
  planned.visits?.forEach((visit, position) => {
    if (!visits.includes(visit)) say(`visits.${position}`, unknownName(`a visit of ${planned.endpoint}`, visit, visits));
  });
  if (!(several && planned.visit === '') && ![...visits, ...summaries].includes(planned.visit)) {
    say('visit', unknownName(`a visit of ${planned.endpoint}`, planned.visit, [...visits, ...summaries]));
  }
  const needsBaseline = ['change', 'percent-change', 'responder'].includes(planned.measure) || planned.method === 'crossover-ancova';
  if (needsBaseline && !visits.includes(planned.baseline)) {
    say(
      'baseline',
      `expected a visit of ${planned.endpoint} before the infusion (needed for ${planned.measure}), got '${planned.baseline}'`,
    );
  }
  if (planned.population === 'placebo-responders' && recorded.hamd17 === undefined) {
    say('population', 'placebo-responders are judged on hamd17, which this scenario does not record');
  }
}

function checkConditions({ reference, comparator }: PlannedAnalysis, scenario: ResolvedScenario, say: Say): void {
  const conditions = conditionNames(designOf(scenario));
  if (!conditions.includes(reference)) say('reference', unknownName('a condition of the design', reference, conditions));
  if (comparator === '') {
    const others = conditions.filter((condition) => condition !== reference);
    say(
      'comparator',
      others.length === 0 ? `the design has no other condition than ${reference}` : `expected one of ${others.join(', ')}, got nothing`,
    );
  } else if (!conditions.includes(comparator)) say('comparator', unknownName('a condition of the design', comparator, conditions));
  else if (comparator === reference) say('comparator', `expected another condition than the reference, got '${comparator}'`);
}

function checkMeasure({ method, measure, endpoint }: PlannedAnalysis, say: Say): void {
  const { takes } = methods[method as MethodName];
  const binary = measure === 'responder' || measure === 'remission';
  if (measure === 'responder' && !depressionScales.includes(endpoint)) {
    say(
      'measure',
      `expected value, change or percent-change for ${endpoint}: response is a fall by half of a depression score, got 'responder'`,
    );
  }
  if (measure === 'remission' && !Object.hasOwn(remissionCutOffs, endpoint))
    say('measure', `expected an endpoint with a cut-off for remission, got ${endpoint}`);
  if (binary && takes === 'continuous') say('measure', `${method} takes scores, not responders; use mcnemar, mainland-gart or prescott`);
  if (!binary && takes === 'binary') say('measure', `expected responder or remission for ${method}, got '${measure}'`);
}

function checkMethod(planned: PlannedAnalysis, scenario: ResolvedScenario, say: Say): void {
  const { method, options } = planned;
  const { sequences } = scenario.design;
  if (needsTwoSequences.includes(method) && (sequences.length < 2 || sequences[0].length !== 2)) {
    const why =
      sequences.length < 2 ? 'one sequence, in which period and treatment cannot be told apart' : `${sequences[0].length} periods`;
    say('method', `${method} needs two sequences of two periods; the design has ${why}; use paired-t or mixed-model`);
  }
  if (method === 'tost' || method === 'non-inferiority') {
    const [margin, lower, upper] = [options.margin, options.lower ?? 0, options.upper ?? 0].map(Number);
    const ratio = options.scale !== undefined && options.scale !== 'difference';
    if (margin === 0 && lower === 0 && upper === 0 && !ratio) say('margin', 'expected a margin above 0 (or lower and upper), got nothing');
    else if (margin === 0 && method === 'tost' && !(lower < upper) && !ratio)
      say('lower', `expected less than upper (${upper}), got ${lower}`);
    if (ratio && margin !== 0 && !(margin > 1)) say('margin', `expected a ratio above 1, got ${margin}`);
  }
}
