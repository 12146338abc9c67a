import { processOf } from '../../outcomes/endpoint-traits.ts';
import { statedDose, type DrugEffect, type EffectCourse } from '../../pharmacology/declared-drug.ts';
import { goneAfterScales, persistenceCourse, preparedBenefit, type BenefitSize, type PreparedBenefit } from '../../response/benefit.ts';
import { scoreWeights, type ScoreWeights } from '../../random/shared-score.ts';
import type { TrialDrug } from '../drugs.ts';
import type { MechanisticTrial } from '../trial-model.ts';
import type { RememberedCourses } from './remembered-courses.ts';
import type { RememberedHours } from './remembered-hours.ts';

/** A target on which an effect depends. */
export interface Dependence {
  readonly target: string;
  readonly share: number;
  /** Whether the drug itself binds to it. */
  readonly isOwn: boolean;
  /** Whether the share is the patient's own, drawn about this one. */
  readonly varies: boolean;
}

/** One effect of one drug, with what it comes to in the patient at hand. */
export interface EffectEntry<Course extends EffectCourse = EffectCourse> {
  readonly drug: TrialDrug;
  readonly on: string;
  readonly effect: DrugEffect<Course>;
  readonly dependence: readonly Dependence[];
  /** The dose and, of lasting effects, what the size is made from. */
  readonly amount: number;
  readonly stated: number;
  readonly benefit: BenefitSize;
  /** The size of the benefit where the patient's history does not move it. */
  readonly prepared: PreparedBenefit;
  /** Weights of the score of the size of a level effect, or of the time in which a lasting one wanes. */
  readonly weights: ScoreWeights;
  /** Onset by hours since the dose; of lasting effects, unread of others. */
  readonly onset: RememberedHours;
  /** Multiple of its scale after which nothing is left of a share of severity, to the last bit; of lasting effects. */
  readonly goneAfter: number;
  /** Whether its values are of the process of dissociation. */
  readonly isDissociation: boolean;
  /** Size by period, 0 where the drug was not given. */
  readonly size: Float64Array;
  /** Size in the last period in which the drug was given, 0 before. */
  latestSize: number;
  /** Weibull scale of the waning by period, days; of lasting effects. */
  readonly scaleDays: Float64Array;
  /** Share that blockade left during the hours after each period's start. */
  readonly left: Float64Array;
  /** Strength of a level effect at the peak after one dose in the patient at hand, where every dose is alike; NaN until it is asked for. */
  peakStrength: number;
  /** Absolute time of the first dose by period, h; meaningful where the size is not 0. */
  readonly doseTime: Float64Array;
}

/** What effects act on that is no endpoint of its own: the severity from which depression scales are rated. */
export const SEVERITY = 'severity';

/** How much of a lasting effect of one period there is at a time, as `benefitCourse` says. @param hours  since the dose */
export function courseOf(entry: EffectEntry<'lasting'>, hours: number, period: number): number {
  if (!(hours > 0)) return 0;
  return entry.onset.values[entry.onset.at(hours)] * persistenceCourse(entry.effect, hours, entry.scaleDays[period]);
}

/** What the size of a lasting effect is made from, in the words of the response; a level effect has a dose alone. */
function sizeParameters(effect: DrugEffect, amount: number): { readonly stated: number; readonly benefit: BenefitSize } {
  const { stated, halfDose, repeatFactor } =
    effect.course === 'level'
      ? { stated: amount, halfDose: 0, repeatFactor: 1 }
      : { stated: effect.statedDose, halfDose: effect.halfDose, repeatFactor: effect.repeatFactor };
  return {
    stated: stated > 0 ? stated : amount,
    benefit: {
      benefit: effect.size,
      benefitLogitSd: effect.variation,
      benefitCorrelation: effect.correlation,
      halfEffectDoseMgPerKg: halfDose,
      repeatFactor,
    },
  };
}

/** What of the course of a lasting effect is the same in every patient. */
function courseParameters(
  effect: DrugEffect,
  remembered: RememberedCourses,
): { readonly onset: RememberedHours; readonly goneAfter: number; readonly weights: ScoreWeights } {
  if (effect.course === 'level') return { onset: remembered.nonDrug, goneAfter: Infinity, weights: scoreWeights(effect.correlation) };
  const weights = scoreWeights(effect.persistenceCorrelation);
  return { onset: remembered.onsetOf(effect), goneAfter: goneAfterScales(effect), weights };
}

/** The targets on which an effect depends: what the drug says of it, and for severity what the scenario says of the response. */
export function dependenceOf({ response }: MechanisticTrial, drug: TrialDrug, on: string, effect: DrugEffect): Dependence[] {
  const { through, dependence } = effect;
  const stated = on === SEVERITY ? (response.dependence ?? {}) : {};
  const shares: Readonly<Record<string, number>> = { ...(through === undefined ? {} : { [through]: 1 }), ...dependence, ...stated };
  const { opioidDependenceSd } = response;
  return Object.entries(shares).flatMap(([target, share]) => {
    const isResponse = on === SEVERITY && (drug.isShort || Object.hasOwn(stated, target));
    const varies = target === 'opioid' && isResponse && opioidDependenceSd > 0 && share > 0 && share < 1;
    return share > 0 ? [{ target, share, varies, isOwn: Object.hasOwn(drug.declaration.targets, target) }] : [];
  });
}

/** Makes the entry of an effect, for so many periods; the function that it returns has the effect again, as one of its course. */
export function entryMaker(
  drug: TrialDrug,
  on: string,
  effect: DrugEffect,
  dependence: readonly Dependence[],
  periods: number,
  remembered: RememberedCourses,
): <Course extends EffectCourse>(its: DrugEffect<Course>) => EffectEntry<Course> {
  const { amount } = statedDose(drug.declaration.dose);
  const { stated, benefit } = sizeParameters(effect, amount);
  const { onset, goneAfter, weights } = courseParameters(effect, remembered);
  // Written out: every copy by `...` has a layout of its own in V8, and the loop over patients is compiled anew for it.
  return (its) => ({
    drug,
    on,
    effect: its,
    dependence,
    amount,
    stated,
    benefit,
    prepared: preparedBenefit(benefit, amount, stated),
    weights,
    onset,
    goneAfter,
    isDissociation: processOf(on) === 'dissociation',
    size: new Float64Array(periods),
    latestSize: 0,
    scaleDays: new Float64Array(periods),
    left: new Float64Array(periods),
    peakStrength: NaN,
    doseTime: new Float64Array(periods),
  });
}
