import { gaussianEndpoints } from '../../outcomes/parameters.ts';
import { conditionParts, givenConditions } from '../../design/design.ts';
import { adverseEffectNames } from '../../outcomes/parameters.ts';
import { SEVERITY_ENDPOINT } from '../../outcomes/scales/index.ts';
import { blockedTargets, pretreatmentNamed, studiedDrugNamed, type TrialDrug } from '../../trial/drugs.ts';
import { ofShortForm, unreadOfDrugs, unreadOfOutcomes } from './unread-declarations.ts';
import { unreadDefinitions } from './unread-declarations.ts';
import type { Study } from '../../study/study.ts';
import { unreadOfEndpoints } from './unread-endpoints.ts';
import type { GaussianTrial, MechanisticTrial, TrialModel } from '../../trial/trial-model.ts';

/**
 * Whether a value plays a part in a trial: another value there would make another trial. Values that nothing reads in this trial are no assumptions of it.
 * @param trial     the resolved trial
 * @param analyses  what is analysed of it: without a response among it its definition plays no part
 * @returns for the path of a value, false where nothing reads it
 */
export function readPaths(trial: TrialModel, analyses: Study['analyses']): (path: string) => boolean {
  const unread = [
    ...ofDesign(trial),
    ...ofMissingness(trial),
    ...(trial.kind === 'gaussian' ? ofGaussian(trial) : [...ofMechanism(trial), ...unreadDefinitions(trial, analyses)]),
  ];
  return (path) => !unread.some((each) => path === each || path.startsWith(`${each}.`));
}

function ofDesign(trial: TrialModel): string[] {
  const { sequences, allocation = { kind: 'permuted-blocks' } } = trial.design;
  const times = trial.kind === 'mechanistic' ? trial.design : undefined;
  const alone = sequences[0].length === 1;
  const blocks = allocation.kind === 'permuted-blocks' || allocation.kind === 'stratified-blocks';
  const postponed = times !== undefined && !alone && times.rebaselineShare > 0;
  return [
    ...(blocks ? [] : ['design.blockSize']),
    ...(times === undefined || alone || times.infusionDays !== undefined ? ['design.washoutDays'] : []),
    ...(times === undefined ? ['design.leadMinutes'] : []),
    ...(times === undefined || alone ? ['design.rebaselineShare'] : []),
    ...(postponed ? [] : ['design.recheckDays', 'design.maximumDelayDays']),
  ];
}

/** Whether a trial records the scores on which dropout between periods can depend. */
function recordsDropoutScores(trial: TrialModel): boolean {
  return trial.kind === 'gaussian' || (trial.outcomes[SEVERITY_ENDPOINT]?.visits ?? []).length > 0;
}

function ofMissingness(trial: TrialModel): string[] {
  const { kind, design, missingness } = trial;
  const { betweenPeriods, betweenPeriodsScoreSlope, betweenPeriodsChangeSlope, perVisit, perVisitScoreSlope } = missingness;
  const alone = design.sequences[0].length === 1;
  const drops = !alone && betweenPeriods > 0;
  const isRated = recordsDropoutScores(trial);
  const centred =
    (drops && isRated && (betweenPeriodsScoreSlope !== 0 || betweenPeriodsChangeSlope !== 0)) || (perVisit > 0 && perVisitScoreSlope !== 0);
  const names = [
    ...(alone ? ['betweenPeriods', 'noShow'] : []),
    ...(drops && isRated ? [] : ['betweenPeriodsScoreSlope', 'betweenPeriodsChangeSlope']),
    ...(perVisit > 0 ? [] : ['perVisitScoreSlope']),
    ...(centred ? [] : ['scoreCentre']),
    ...(kind === 'gaussian' ? ['afterAdverseEffect', 'betweenPeriodsChangeSlope', 'visitWindowDays'] : []),
  ];
  return names.map((name) => `missingness.${name}`);
}

function ofGaussian({ design, gaussian }: GaussianTrial): string[] {
  const given = [...new Set(design.sequences.flat())];
  const others = given.filter((condition) => condition !== design.reference);
  return [...gaussianEndpoints(gaussian)].flatMap(([name, { effects }]) => {
    const path = gaussian.endpoints === undefined ? 'gaussian' : `gaussian.endpoints.${name}`;
    const foreign = Object.keys(effects).filter((condition) => !given.includes(condition));
    return [
      ...(others.every((condition) => Object.hasOwn(effects, condition)) ? [`${path}.difference`] : []),
      ...foreign.map((condition) => `${path}.effects.${condition}`),
      ...(design.sequences[0].length === 1 ? [`${path}.periodEffect`, `${path}.carryover`] : []),
    ];
  });
}

/** Treatments that are given in a trial: in a sequence, or in a run-in. */
export function givenTreatments({ design }: MechanisticTrial): {
  readonly pretreatments: readonly string[];
  readonly infusions: readonly string[];
} {
  const parts = givenConditions(design).map((condition) => conditionParts(condition, design.infusion));
  return {
    pretreatments: [...new Set(parts.map(({ pretreatment }) => pretreatment))],
    infusions: [...new Set(parts.map(({ infusion }) => infusion))],
  };
}

function ofMechanism(trial: MechanisticTrial): string[] {
  const { visits, outcomes, pretreatments, infusions, response } = trial;
  const given = givenTreatments(trial);
  const seen = Object.values(outcomes).flatMap((outcome) => outcome?.visits ?? []);
  const without = (all: object, used: readonly string[]): string[] => Object.keys(all).filter((name) => !used.includes(name));
  const blocks = (target: string): boolean => drugs.some((drug) => drug.isActive && blockedTargets(drug).includes(target));
  const before = given.pretreatments.map((name) => pretreatmentNamed(trial, name));
  const studied = given.infusions.map((name) => studiedDrugNamed(trial, name));
  const drugs = [...before, ...studied].filter(isFound);
  const ownLead = before.every((drug) => drug?.declaration.leadMinutes !== undefined);
  const isShort = anyShort(studied);
  const isStated = (target: string): boolean => Object.hasOwn(response.dependence ?? {}, target);
  const shortBlockers = anyShort(before);
  return [
    ...without(visits, seen).map((name) => `visits.${name}`),
    ...without(pretreatments, given.pretreatments).map((name) => `treatments.pretreatments.${name}`),
    ...without(infusions, given.infusions).map((name) => `treatments.infusions.${name}`),
    ...(ownLead ? ['design.leadMinutes'] : []),
    ...unreadOfDrugs(trial, [...given.pretreatments, ...given.infusions], given.infusions),
    ...unreadOfOutcomes(trial),
    ...unreadOfEndpoints(trial, { before: before.filter(isFound), studied: studied.filter(isFound) }),
    ...(isShort ? [] : ofShortForm),
    ...(shortBlockers ? [] : adverseEffectNames.map((name) => `adverseEffects.${name}.blockerOddsRatio`)),
    ...(isStated('opioid') ? ['response.opioidDependence'] : []),
    ...(isStated('other') ? ['response.otherDependence'] : []),
    ...Object.keys(response.dependence ?? {}).flatMap((target) => (blocks(target) ? [] : [`response.dependence.${target}`])),
    ...(blocks('opioid') ? [] : ofOpioidSystem),
    ...(blocks('other') ? [] : ['response.otherDependence']),
  ];
}

function isFound(drug: TrialDrug | undefined): drug is TrialDrug {
  return drug !== undefined;
}

/** Whether a short form is among what is given that does anything, or nothing else is given. */
function anyShort(drugs: readonly (TrialDrug | undefined)[]): boolean {
  return drugs.every((drug) => drug?.isShort !== false) || drugs.some((drug) => drug?.isShort === true && drug.isActive);
}

/** What only blockade of the opioid system calls up. */
const ofOpioidSystem = [
  ...['response.opioidDependence', 'response.opioidDependenceSd', 'response.nonspecificOpioidDependence', 'response.antagonistMoodPoints'],
  ...['dissociation.opioidDependence', 'craving.opioidDependence'],
];
