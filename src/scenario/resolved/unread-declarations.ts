import { adverseEffectNames } from '../../outcomes/parameters.ts';
import { statedDose, type DeclaredDrug, type DrugEffect } from '../../pharmacology/declared-drug.ts';
import type { Study } from '../../study/study.ts';
import type { MechanisticTrial } from '../../trial/trial-model.ts';

/** What of a declared drug nothing reads, as paths below it. */
function unreadOfDrug(drug: DeclaredDrug, isStudied: boolean, given: readonly string[]): string[] {
  const { dose, kinetics, targets, effects, felt, interactions = {} } = drug;
  const { unit } = statedDose(dose);
  const stated = { mg: 'mg', 'mg/kg': 'mgPerKg', 'mg/m²': 'mgPerM2' }[unit];
  const isPlateau = kinetics.shape === 'plateau';
  return [
    ...['mg', 'mgPerKg', 'mgPerM2'].filter((name) => name !== stated).map((name) => `dose.${name}`),
    ...(dose.times > 1 ? [] : ['dose.everyHours']),
    ...(kinetics.shape === 'first-order' ? [`kinetics.${kinetics.absorptionHalfHours > 0 ? 'peakHours' : 'absorptionHalfHours'}`] : []),
    ...('peripheralVolume' in kinetics && kinetics.peripheralVolume === 0 ? ['kinetics.intercompartmentalClearance'] : []),
    ...Object.entries(targets).flatMap(([target, { ed50Mg }]) => {
      const unread = isPlateau ? ['ec50NgPerMl', ...(ed50Mg > 0 ? ['occupancy'] : ['ed50Mg', 'hill'])] : ['ed50Mg', 'occupancy'];
      return unread.map((name) => `targets.${target}.${name}`);
    }),
    ...Object.entries(effects).flatMap(([on, effect]) => unreadOfEffect(effect, on, isPlateau).map((name) => `effects.${on}.${name}`)),
    ...Object.keys(interactions).flatMap((other) => (given.includes(other) ? [] : [`interactions.${other}`])),
    ...(isStudied ? [felt.endpoint === undefined ? 'felt.scale' : 'felt.probability'] : ['felt']),
  ];
}

function unreadOfEffect(effect: DrugEffect, on: string, isPlateau: boolean): string[] {
  const alike = on === 'cadss' && effect.course === 'level' ? ['variation', 'correlation'] : effect.variation === 0 ? ['correlation'] : [];
  if (effect.course === 'lasting') return effect.halfDose === 0 ? [...alike, 'statedDose'] : alike;
  return isPlateau || effect.through !== undefined ? [...alike, 'referenceNgPerMl'] : alike;
}

/** What of a trial's declared drugs nothing reads. @param studied  names of the studied drugs that are given */
export function unreadOfDrugs({ drugs = {} }: MechanisticTrial, given: readonly string[], studied: readonly string[]): string[] {
  return Object.entries(drugs).flatMap(([name, drug]) => {
    const path = `treatments.drugs.${name}`;
    return given.includes(name) ? unreadOfDrug(drug, studied.includes(name), given).map((each) => `${path}.${each}`) : [path];
  });
}

/** What of the declared endpoints nothing reads: those with items are rated from severity, the others have no items. */
export function unreadOfOutcomes({ outcomes }: MechanisticTrial): string[] {
  return Object.entries(outcomes).flatMap(([name, outcome]) => {
    if (outcome?.declared === undefined) return [];
    const { items, smallestDifference, sdBetween, sdOccasion } = outcome.declared;
    const hasOwnLevel = sdBetween > 0 || sdOccasion > 0;
    const own = ['minimum', 'maximum', 'whole', 'mean', 'sdBetween', 'sdOccasion', 'sdError', 'severityCorrelation', 'nonDrugShare'];
    const unread = items === undefined ? ['errorRatio', ...(hasOwnLevel ? [] : ['severityCorrelation'])] : own;
    return [...unread, ...(smallestDifference === 0 ? ['smallestDifference'] : [])].map((each) => `outcomes.${name}.${each}`);
  });
}

/** Definitions of response on declared endpoints that no analysis asks for. */
export function unreadDefinitions({ outcomes }: MechanisticTrial, analyses: Study['analyses']): string[] {
  const planned = Object.values(analyses);
  const asks = (name: string, measures: readonly string[]): boolean =>
    planned.some(({ endpoint, measure, visit }) => endpoint === name && (measures.includes(measure) || measures.includes(visit)));
  return Object.keys(outcomes).flatMap((name) =>
    asks(name, ['responder', 'sustained', 'response-days']) ? [] : [`outcomes.${name}.responseShare`],
  );
}

/** What only the short form of an active studied drug reads: the sections that describe it. */
export const ofShortForm: readonly string[] = [
  ...['benefit', 'benefitLogitSd', 'benefitCorrelation', 'halfEffectDoseMgPerKg', 'onsetHalfHours'].map((name) => `response.${name}`),
  ...['persistenceScaleDays', 'persistenceShape', 'persistenceLogSd', 'persistenceCorrelation'].map((name) => `response.${name}`),
  ...['repeatFactor', 'opioidDependence', 'otherDependence'].map((name) => `response.${name}`),
  ...['dissociation.cadssPerReference', 'dissociation.opioidDependence', 'belief.dissociationNoticeScale'],
  ...['riseLogit', 'riseHalfDays', 'opioidDependence', 'sensitisationLogit'].map((name) => `craving.${name}`),
  ...adverseEffectNames.map((name) => `adverseEffects.${name}.withKetamine`),
];
