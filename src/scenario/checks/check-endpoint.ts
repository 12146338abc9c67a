import { methodNamed, methodNames } from '../../analysis/index.ts';
import { needsBaseline } from '../../analysis/selection/measure.ts';
import { derivedVisitsOf, responseVisits } from '../../outcomes/derived-visits.ts';
import { isYesOrNo } from '../../outcomes/endpoint-traits.ts';
import { gaussianEndpoints, gaussianVisit } from '../../outcomes/parameters.ts';
import { scaleTotals } from '../../outcomes/scales/index.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import { isKnownEndpoint } from '../../trial/trial-model.ts';
import { unknownName, type ReportDiagnostic } from '../document/finding.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

/** Visits that a scenario records, by endpoint. */
export type Recorded = Readonly<Record<string, readonly string[]>>;

/** The visits of every endpoint that a scenario records. */
export function recordedVisits(scenario: ResolvedScenario): Recorded {
  if (scenario.model === 'gaussian')
    return Object.fromEntries([...gaussianEndpoints(scenario.gaussian).keys()].map((name) => [name, [gaussianVisit]]));
  return Object.fromEntries(Object.entries(scenario.outcomes).map(([endpoint, outcome]) => [endpoint, outcome?.visits ?? []]));
}

/** The summaries of visits that an endpoint has in a scenario. */
export function summariesOf({ model, outcomes }: ResolvedScenario, endpoint: string): readonly string[] {
  if (model === 'gaussian') return [];
  return derivedVisitsOf(endpoint, isKnownEndpoint(endpoint) ? undefined : outcomes[endpoint]);
}

/** The endpoint of an analysis, its visit or visits, and the baseline that they need. */
export function checkEndpoint(planned: PlannedAnalysis, recorded: Recorded, scenario: ResolvedScenario, say: ReportDiagnostic): void {
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

/** Whether the endpoint has the measure, and the method takes it. */
export function checkMeasure({ method, measure, endpoint, visit, declared }: PlannedAnalysis, say: ReportDiagnostic): void {
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
  if (!binary && outcomeType === 'binary' && visit !== 'sustained' && !(measure === 'value' && isYesOrNo(endpoint))) {
    say('measure', `expected responder or remission (or the visit sustained) for ${method}, got '${measure}'`);
  }
}

function methodsThatTake(kind: 'binary'): string {
  return methodNames.filter((name) => methodNamed(name).outcomeType === kind).join(', ');
}
