import { recordsMisuse } from '../../outcomes/misuse.ts';
import { methodNamed } from '../../analysis/index.ts';
import type { Design, SequenceDesign } from '../../design/design.ts';
import { endpointParameters } from '../../outcomes/declared-endpoint.ts';
import { endpointTraits } from '../../outcomes/endpoint-traits.ts';
import { gaussianEndpoint, gaussianVisit } from '../../outcomes/parameters.ts';
import type { InterimPlan } from '../../study/interim-plan.ts';
import type { MultiplicityPlan } from '../../study/multiplicity-plan.ts';
import { powerParameters, type Claim, type PlannedAnalysis, type Study } from '../../study/study.ts';
import { conditionNames } from '../../trial/conditions.ts';
import type { EndpointScoring } from '../../analysis/analysis.ts';
import { SEVERITY_ENDPOINT } from '../../outcomes/scales/index.ts';
import type { TrialModel } from '../../trial/trial-model.ts';
import { declaredDrugs, declaredEndpoint, recordedOutcomes } from './declared-parts.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';
import { sha256 } from '../../text/sha256.ts';
import { gaussianOf } from './gaussian-of.ts';
import { canonicalJson } from './scenario-hash.ts';

/** The infusion of the conditions that name none: the one that `design.infusion` says, or the only infusion or drug that is no pretreatment; '' where neither tells. */
function unnamedInfusion({ design, treatments }: ResolvedScenario): string {
  if (design.infusion !== undefined) return design.infusion;
  const given = new Set(design.sequences.flat().map((condition) => condition.split('+')[0]));
  const studied = [...Object.keys(treatments.infusions), ...Object.keys(treatments.drugs).filter((name) => !given.has(name))];
  return studied.length === 1 ? studied[0] : '';
}

/** The design with what is implied filled in. */
export function designOf(scenario: ResolvedScenario): Design {
  const design = { ...scenario.design };
  delete design.carryoverExpected; // for the warnings alone, and no part of the design that runs
  const { weights, infusionDays, allocation, enrichment, ...rest } = design;
  const sure = { ...rest, weights: weights ?? rest.sequences.map(() => 1), infusion: unnamedInfusion(scenario) };
  const complete = { ...sure, ...(allocation === undefined ? {} : { allocation }), ...(enrichment === undefined ? {} : { enrichment }) };
  return infusionDays === undefined ? complete : { ...complete, infusionDays };
}

/** The last visit of an endpoint before the studied drug; '' where it has none. */
export function baselineVisit(scenario: ResolvedScenario, endpoint: string): string {
  const visits = scenario.outcomes[endpoint]?.visits ?? [];
  return visits.findLast((visit) => scenario.visits[visit] < 0) ?? '';
}

const RESPONSE_SHARE = endpointParameters.responseShare.default;

/** The scenario as the engine takes it; only for scenarios in which `checkScenario` found no error. */
export function studyOf(scenario: ResolvedScenario): Study {
  const { name, title, seed, power, claim } = scenario;
  const analyses = Object.fromEntries(
    Object.entries(scenario.analyses).map(([key, analysis]) => [key, plannedAnalysis(scenario, analysis)]),
  );
  const study = { name, title: title === '' ? name : title, seed: String(seed), trial: trialOf(scenario), analyses, power: powerOf(power) };
  const { interim, multiplicity, uncertainty: { posterior, joint } = {} } = scenario;
  return {
    ...study,
    ...(claim === undefined ? {} : { claim: claimOf(claim) }),
    ...(interim === undefined ? {} : { interim: interimOf(interim) }),
    ...(multiplicity === undefined ? {} : { multiplicity: multiplicityOf(multiplicity, power.alpha) }),
    ...(posterior === undefined || joint === undefined ? {} : { posterior: sha256(canonicalJson(joint)) }),
  };
}

/** What is required of power is no part of what is run. */
function powerOf(power: ResolvedScenario['power']): Study['power'] {
  return Object.fromEntries(
    Object.keys(powerParameters).map((name) => [name, power[name as keyof typeof powerParameters]]),
  ) as Study['power'];
}

function claimOf({ holds, ...claim }: NonNullable<ResolvedScenario['claim']>): Claim {
  return holds === undefined ? claim : { ...claim, holds };
}

function interimOf({ futility, ...plan }: NonNullable<ResolvedScenario['interim']>): InterimPlan {
  return futility === undefined ? plan : { ...plan, futility };
}

function multiplicityOf({ weights, alpha, ...plan }: NonNullable<ResolvedScenario['multiplicity']>, level: number): MultiplicityPlan {
  const complete = { ...plan, alpha: alpha ?? level };
  return weights === undefined ? complete : { ...complete, weights };
}

/** What an analysis is of that names neither endpoint nor visit: the normal model has one visit, and often one endpoint. */
function gaussianAsked({ gaussian: { endpoints } }: ResolvedScenario): typeof nothingAsked {
  const names = endpoints === undefined ? [gaussianEndpoint] : Object.keys(endpoints);
  return { endpoint: names.length === 1 ? names[0] : '', visit: gaussianVisit };
}
const nothingAsked = { endpoint: '', visit: '' };

type WrittenAnalysis = ResolvedScenario['analyses'][string];

/** One analysis with what is implied filled in. */
export function plannedAnalysis(scenario: ResolvedScenario, written: WrittenAnalysis): PlannedAnalysis {
  const { method, visits, covariates, measure, population, minus, alternative, direction } = written;
  const implied = scenario.model === 'gaussian' ? gaussianAsked(scenario) : nothingAsked;
  const endpoint = written.endpoint ?? implied.endpoint;
  const judgedOn = population === 'placebo-responders' && measure === 'value' ? SEVERITY_ENDPOINT : endpoint;
  const reference = written.reference ?? scenario.design.reference;
  const others = conditionNames(designOf(scenario)).filter((condition) => condition !== reference);
  const table = methodNamed(method).options;
  const options = Object.fromEntries(
    Object.keys(table).map((option) => [option, (written as Record<string, unknown>)[option] as number | string | boolean]),
  );
  const declared = scoringOf(scenario, endpoint);
  const planned = {
    method,
    endpoint,
    visit: visitOf(written, implied.visit),
    baseline: written.baseline ?? baselineVisit(scenario, judgedOn),
    measure,
    population,
    reference,
    comparator: written.comparator ?? (others.length === 1 ? others[0] : ''),
    alternative,
    direction,
    alpha: written.alpha ?? scenario.power.alpha,
    options,
  };
  const adjusted = {
    ...planned,
    ...(declared === undefined ? {} : { declared }),
    ...(covariates === undefined ? {} : { covariates }),
    ...(minus === undefined ? {} : { minus }),
  };
  return visits === undefined ? adjusted : { ...adjusted, visits };
}

/** How an endpoint of the normal model is called and judged; undefined where the scenario says nothing of it. */
function gaussianScoring({ gaussian }: ResolvedScenario, endpoint: string): EndpointScoring | undefined {
  const written = gaussian.endpoints === undefined ? gaussian : gaussian.endpoints[endpoint];
  const { label, unit, better = 'lower', smallestDifference } = written ?? {};
  if (label === undefined && unit === undefined && smallestDifference === undefined) return undefined;
  const { shortLabel = endpoint, inSentence = shortLabel, unit: known = 'units of the endpoint' } = endpointTraits(endpoint) ?? {};
  const words = { label: label ?? inSentence, unit: unit ?? known, better, responseShare: RESPONSE_SHARE };
  return smallestDifference === undefined ? words : { ...words, smallestDifference };
}

/** How a declared endpoint is called and judged; undefined for the others. */
function scoringOf(scenario: ResolvedScenario, endpoint: string): EndpointScoring | undefined {
  if (scenario.model === 'gaussian') return gaussianScoring(scenario, endpoint);
  const { outcomes } = scenario;
  const outcome = Object.hasOwn(outcomes, endpoint) ? outcomes[endpoint] : undefined;
  const declared = outcome === undefined ? undefined : declaredEndpoint(endpoint, outcome);
  if (declared === undefined) return undefined;
  const { shortLabel: label, unit, better, responseShare, remissionCutOff, smallestDifference } = declared;
  return {
    label,
    unit,
    better,
    responseShare,
    ...(remissionCutOff === undefined ? {} : { remissionCutOff }),
    ...(smallestDifference > 0 ? { smallestDifference } : {}),
  };
}

/** The visit asked. Of several visits it may be left out: the analysis is then of their average. */
function visitOf({ visit, visits }: WrittenAnalysis, implied: string): string {
  return visit ?? (visits === undefined ? implied : '');
}

/** What of a design the statistical outcome model reads: it has no times and no drugs. */
function sequenceDesignOf({ participants, blockSize, sequences, weights, reference, allocation }: Design): SequenceDesign {
  const design = { participants, blockSize, sequences, weights, reference };
  return allocation === undefined ? design : { ...design, allocation };
}

function trialOf(scenario: ResolvedScenario): TrialModel {
  const design = designOf(scenario);
  if (scenario.model === 'gaussian')
    return {
      kind: 'gaussian',
      design: sequenceDesignOf(design),
      gaussian: gaussianOf(scenario.gaussian),
      missingness: scenario.missingness,
    };
  const { visits, population, belief, dissociation, adverseEffects, craving, measurement, missingness, treatments } = scenario;
  const { attenuation, ...own } = scenario.response;
  const { dependence, ...rest } = attenuation === undefined ? scenario.response : own;
  const response = dependence === undefined ? rest : { ...rest, dependence };
  const drugs = declaredDrugs(scenario);
  const { infusions } = treatments;
  const pretreatments = Object.fromEntries(
    Object.entries(treatments.pretreatments).map(([name, { leadMinutes, ...given }]) => [
      name,
      leadMinutes === undefined ? given : { ...given, leadMinutes },
    ]),
  );
  const rooms = { population, pretreatments, infusions, response, belief, dissociation, adverseEffects, craving, measurement, missingness };
  const outcomes = recordedOutcomes(scenario);
  const assay = outcomes.plasma === undefined ? {} : { assay: scenario.assay };
  const misuse = recordsMisuse(outcomes) ? { misuse: scenario.misuse } : {};
  return { kind: 'mechanistic', design, visits, outcomes, ...rooms, ...assay, ...misuse, ...(drugs === undefined ? {} : { drugs }) };
}
