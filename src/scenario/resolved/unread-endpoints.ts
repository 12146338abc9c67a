import { processOf } from '../../outcomes/endpoint-traits.ts';
import { adverseEffectNames } from '../../outcomes/parameters.ts';
import { statedDose, type DrugEffect } from '../../pharmacology/declared-drug.ts';
import { trialDrugs, type TrialDrug } from '../../trial/drugs.ts';
import { endpointOf, namesIn, type TrialEndpoint } from '../../trial/endpoints.ts';
import { SEVERITY } from '../../trial/mechanistic/effect-entries.ts';
import type { MechanisticTrial } from '../../trial/trial-model.ts';

/** The drugs that a trial gives: what comes first in its conditions, and what it studies. */
export interface DrugsInTrial {
  readonly before: readonly TrialDrug[];
  readonly studied: readonly TrialDrug[];
}

/** What a trial records, and what its drugs are felt by: parameters of anything else play no part. */
interface Recorded {
  readonly names: ReadonlySet<string>;
  readonly endpoints: readonly TrialEndpoint[];
  /** Whether something is rated from severity. */
  readonly severity: boolean;
  /** Whether natural course and expectancy move anything that is recorded. */
  readonly nonDrug: boolean;
  readonly dissociation: boolean;
}

function recordedIn(trial: MechanisticTrial): Recorded {
  const names = namesIn(trial.outcomes).filter((name) => (trial.outcomes[name]?.visits.length ?? 0) > 0);
  const endpoints = names.map((name) => endpointOf(trial, name));
  const severity = endpoints.some(({ kind }) => kind === 'scale');
  const moved = endpoints.some((endpoint) => endpoint.kind === 'rating' && endpoint.declared.nonDrugShare > 0);
  return {
    names: new Set(names),
    endpoints,
    severity,
    nonDrug: severity || moved,
    dissociation: endpoints.some(({ kind }) => kind === 'dissociation'),
  };
}

/** What of a mechanistic trial nothing reads because of what it records and of what its drugs do, as paths of a scenario. */
export function unreadOfEndpoints(trial: MechanisticTrial, drugs: DrugsInTrial): string[] {
  const recorded = recordedIn(trial);
  return [
    ...ofResponse(trial, recorded),
    ...ofDissociation(recorded, drugs),
    ...ofMeasurement(trial, recorded),
    ...ofDeclaredEffects(trial, recorded, drugs),
    ...ofBackground(drugs),
    ...(recorded.names.has('craving') ? [] : ['craving']),
  ];
}

const ofExpectancy = [
  'expectancyPlateauDays',
  'expectancyLogitSd',
  'expectancyCorrelation',
  'expectancyOnsetHalfHours',
  'expectancyHalfDays',
];
const ofSeverity = [
  ...['periodEffectPoints', 'antagonistMoodPoints', 'carryoverPoints', 'dependence', 'opioidDependence', 'otherDependence'],
  ...['opioidDependenceSd', 'benefit', 'benefitLogitSd', 'benefitCorrelation', 'halfEffectDoseMgPerKg', 'onsetHalfHours'],
  ...['persistenceScaleDays', 'persistenceLogSd', 'persistenceCorrelation', 'persistenceShape', 'repeatFactor', 'failedCoursesLogit'],
];

function ofResponse({ response }: MechanisticTrial, { severity, nonDrug }: Recorded): string[] {
  const { expectancy, naturalImprovement, nonspecificOpioidDependence } = response;
  const unread = [
    ...(severity ? [] : ofSeverity),
    ...(severity || (nonDrug && nonspecificOpioidDependence > 0) ? [] : ['gate']),
    ...(nonDrug ? [] : ['naturalImprovement', 'expectancy', 'nonspecificOpioidDependence']),
    ...(nonDrug && naturalImprovement > 0 ? [] : ['naturalHalfDays']),
    ...(nonDrug && expectancy > 0 ? [] : ofExpectancy),
  ];
  return [
    ...unread.map((name) => `response.${name}`),
    ...(nonDrug && expectancy > 0 ? [] : ['belief.blockerNocebo']),
    ...(severity ? [] : ['population.occasionSd']),
  ];
}

function ofDissociation({ dissociation }: Recorded, { studied }: DrugsInTrial): string[] {
  if (dissociation) return [];
  const isFelt = studied.some(({ declaration: { felt } }) => felt.endpoint !== undefined && processOf(felt.endpoint) === 'dissociation');
  return isFelt ? ['dissociation.background'] : ['dissociation', 'population.occasionCorrelation'];
}

/** How long deviations of items last matters to ratings by item, and to sub-scores. */
function ofMeasurement({ measurement }: MechanisticTrial, { endpoints }: Recorded): string[] {
  const isSubscale = (endpoint: TrialEndpoint): boolean => endpoint.kind === 'scale' && endpoint.subscale !== undefined;
  return measurement.mode === 'items' || endpoints.some(isSubscale) ? [] : ['measurement.itemPersistence'];
}

/** Effects of declared drugs on what nobody records or feels, and targets on which nothing depends. */
function ofDeclaredEffects(trial: MechanisticTrial, recorded: Recorded, { before, studied }: DrugsInTrial): string[] {
  const given = [...new Set([...before, ...studied])];
  const isRead = (drug: TrialDrug, on: string): boolean =>
    on === SEVERITY ? recorded.severity : recorded.names.has(on) || (studied.includes(drug) && drug.declaration.felt.endpoint === on);
  const needed = neededTargets(trial, recorded, given, isRead);
  return given
    .filter(({ isShort }) => !isShort)
    .flatMap((drug) => {
      const { effects, targets } = drug.declaration;
      const own = Object.entries(effects).flatMap(([on, { through }]) => (isRead(drug, on) ? [through] : []));
      const path = `treatments.drugs.${drug.name}`;
      return [
        ...Object.keys(effects).flatMap((on) => (isRead(drug, on) ? [] : [`${path}.effects.${on}`])),
        ...Object.keys(targets).flatMap((target) => (needed.has(target) || own.includes(target) ? [] : [`${path}.targets.${target}`])),
      ];
    });
}

/** Targets whose blockade something that is read names, be it with a share of 0. */
function neededTargets(
  { response }: MechanisticTrial,
  { severity, nonDrug, names }: Recorded,
  given: readonly TrialDrug[],
  isRead: (drug: TrialDrug, on: string) => boolean,
): Set<string> {
  const named = given.flatMap((drug) =>
    Object.entries(drug.declaration.effects).flatMap(([on, { through, dependence }]) =>
      isRead(drug, on) ? [...Object.keys(dependence), ...(through === undefined ? [] : [through])] : [],
    ),
  );
  const mood = severity && response.antagonistMoodPoints !== 0;
  const nonspecific = nonDrug && response.nonspecificOpioidDependence > 0;
  const craves = names.has('craving') && given.some(({ craves: each }) => each);
  return new Set([
    ...named,
    ...(severity ? Object.keys(response.dependence ?? {}) : []),
    ...(mood || nonspecific || craves ? ['opioid'] : []),
  ]);
}

/** The effects of a drug on what a trial records. */
export function readEffects(trial: MechanisticTrial, { declaration }: TrialDrug): DrugEffect[] {
  const { severity, names } = recordedIn(trial);
  return Object.entries(declaration.effects).flatMap(([on, effect]) => ((on === SEVERITY && severity) || names.has(on) ? [effect] : []));
}

/** Targets of which blockade takes something that a trial records. */
export function targetsInTrial(trial: MechanisticTrial): ReadonlySet<string> {
  const { response } = trial;
  const { severity, nonDrug, names } = recordedIn(trial);
  const shares = trialDrugs(trial).flatMap(({ declaration }) =>
    Object.entries(declaration.effects).flatMap(([on, { size, through, dependence }]) => {
      if (size === 0 || !(on === SEVERITY ? severity : names.has(on))) return [];
      const stated = on === SEVERITY ? response.dependence : undefined;
      return Object.entries({ ...(through === undefined ? {} : { [through]: 1 }), ...dependence, ...stated });
    }),
  );
  const mood = severity && response.antagonistMoodPoints !== 0;
  const nonspecific = nonDrug && response.nonspecificOpioidDependence > 0;
  return new Set([...shares.flatMap(([target, share]) => (share > 0 ? [target] : [])), ...(mood || nonspecific ? ['opioid'] : [])]);
}

/** Adverse effects without a drug, where every studied drug states its own probability and no declared pretreatment adds to it. */
function ofBackground({ before, studied }: DrugsInTrial): string[] {
  const isStated = ({ declaration }: TrialDrug, effect: string): boolean =>
    statedDose(declaration.dose).amount > 0 && (declaration.adverseEffects as Readonly<Record<string, unknown>>)[effect] !== undefined;
  return adverseEffectNames.flatMap((effect) => {
    const stated = studied.length > 0 && studied.every((drug) => !drug.isShort && isStated(drug, effect));
    const added = before.some((drug) => !drug.isShort && isStated(drug, effect));
    return stated && !added ? [`adverseEffects.${effect}.withoutDrug`] : [];
  });
}
