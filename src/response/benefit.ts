import { exp, expm1, log, pow } from '../elementary/index.ts';
import type { ResponseParameters } from './parameters.ts';
import { scoreWeights, sharedScore, type ScoreWeights } from '../random/shared-score.ts';

/** What the size of a benefit depends on: of the response to a drug of the short forms, or of a declared drug's own effect. */
export type BenefitSize = Pick<
  ResponseParameters,
  'benefit' | 'benefitLogitSd' | 'benefitCorrelation' | 'halfEffectDoseMgPerKg' | 'repeatFactor'
>;
/** What the course of an effect depends on. */
export type EffectCourseShape = Pick<ResponseParameters, 'onsetHalfHours' | 'persistenceScaleDays' | 'persistenceShape'>;
/** What the time depends on in which an effect wanes after one infusion of one patient. */
export type PersistenceTime = Pick<ResponseParameters, 'persistenceScaleDays' | 'persistenceLogSd' | 'persistenceCorrelation'>;

/** The dose at which the parameters of the response are stated, mg/kg (Williams et al. 2018). */
export const STATED_DOSE = 0.5;

/** What the size of a benefit is made from that is the same in every patient and period. */
export interface PreparedBenefit {
  readonly weights: ScoreWeights;
  readonly logitSd: number;
  /** Odds of the median benefit; NaN where there is none. */
  readonly odds: number;
  /** Saturating dose factor, and what scales it to 1 at the stated dose. */
  readonly doseFactor: number;
  readonly scale: number;
  readonly repeatFactor: number;
}

/** @param dose, stated  in the unit of the half-effect dose (mg/kg) */
export function preparedBenefit(response: BenefitSize, dose: number, stated = STATED_DOSE): PreparedBenefit {
  const { benefit, benefitLogitSd: logitSd, benefitCorrelation, halfEffectDoseMgPerKg: half, repeatFactor } = response;
  const odds = !(dose > 0) || benefit === 0 ? NaN : benefit / (1 - benefit);
  const weights = scoreWeights(benefitCorrelation);
  return { weights, logitSd, odds, doseFactor: dose / (dose + half), scale: (stated + half) / stated, repeatFactor };
}

/**
 * A drug's benefit at full effect for one patient and period, as a fraction of severity 0–1.
 *
 * logit E = logit(median) + SD · (√ρ · patient + √(1 − ρ) · occasion), so that ρ is the correlation between two infusions of one patient; times the saturating dose
 * factor d/(d + D50), scaled to 1 at the stated dose, times repeatFactor for every earlier period with the drug; never above 1.
 *
 * @param patientScore, occasionScore  standard normal   @param earlier  number of earlier periods with the drug
 */
export function benefitOf(prepared: PreparedBenefit, patientScore: number, occasionScore: number, earlier: number): number {
  if (Number.isNaN(prepared.odds)) return 0;
  const odds = prepared.odds * exp(prepared.logitSd * sharedScore(prepared.weights, patientScore, occasionScore));
  let size = (odds / (1 + odds)) * prepared.doseFactor * prepared.scale;
  for (let infusion = 0; infusion < earlier; infusion++) size *= prepared.repeatFactor;
  return Math.min(1, size);
}

/** The same from what the response says. @param dose, stated  in the unit of the half-effect dose (mg/kg) */
export function fullBenefit(
  response: BenefitSize,
  patientScore: number,
  occasionScore: number,
  dose: number,
  earlier: number,
  stated = STATED_DOSE,
): number {
  return benefitOf(preparedBenefit(response, dose, stated), patientScore, occasionScore, earlier);
}

/** The same with the median benefit moved on the logit scale; a benefit of 0 stays 0. @param logit  logit units */
export function shiftedBenefit(response: BenefitSize, logit: number): BenefitSize {
  if (logit === 0 || response.benefit === 0) return response;
  const odds = (response.benefit / (1 - response.benefit)) * exp(logit);
  return {
    benefit: odds / (1 + odds),
    benefitLogitSd: response.benefitLogitSd,
    benefitCorrelation: response.benefitCorrelation,
    halfEffectDoseMgPerKg: response.halfEffectDoseMgPerKg,
    repeatFactor: response.repeatFactor,
  };
}

/**
 * How much of the full benefit is felt at a time after the infusion's start, 0–1: onset 1 − 2^(−t/half) times persistence exp(−(t/scale)^shape).
 * A Weibull with a scale of the infusion's own: some relapse within days, others after weeks, so that response falls 52, 48, 40, 13 % on days 1, 3, 7, 14
 * (Han 2016; Abdallah 2020) while superiority over saline is lost by days 10–12 (Kishimoto 2016).
 * @param hours  since the infusion's start; 0 before it
 * @param scaleDays  of this infusion (`persistenceDays`), by default that of the median one
 */
export function benefitCourse(response: EffectCourseShape, hours: number, scaleDays = response.persistenceScaleDays): number {
  return hours > 0 ? onsetCourse(response, hours) * persistenceCourse(response, hours, scaleDays) : 0;
}

/** The onset of a lasting effect at a time after the infusion's start, 0–1; it depends on time alone. @param hours  > 0 */
export function onsetCourse({ onsetHalfHours }: Pick<EffectCourseShape, 'onsetHalfHours'>, hours: number): number {
  return -expm1((-Math.LN2 * hours) / onsetHalfHours);
}

/** What persists of a lasting effect at a time after the infusion's start, 0–1. @param hours  > 0   @param scaleDays  of this infusion */
export function persistenceCourse(
  { persistenceShape }: Pick<EffectCourseShape, 'persistenceShape'>,
  hours: number,
  scaleDays: number,
): number {
  return exp(-exp(persistenceShape * log(hours / (24 * scaleDays))));
}

/** Share of its scale after which less than 10⁻¹⁹ of a lasting effect persists, so that 1 less any share of it is 1: exp(−45) = 3·10⁻²⁰. */
export function goneAfterScales({ persistenceShape }: Pick<EffectCourseShape, 'persistenceShape'>): number {
  return exp(log(45) / persistenceShape);
}

/**
 * Weibull scale of the waning after one infusion, days: the median times a lognormal deviation, of which the patient's share is kept from infusion to infusion,
 * scale · exp(SD · (√ρ · patient + √(1 − ρ) · occasion)).
 * @param patientScore, occasionScore  standard normal, independent of those of the size of the benefit   @param weights  of both, from the correlation
 */
export function persistenceDays(
  { persistenceScaleDays, persistenceLogSd, persistenceCorrelation }: PersistenceTime,
  patientScore: number,
  occasionScore: number,
  weights = scoreWeights(persistenceCorrelation),
): number {
  return persistenceScaleDays * deviation(persistenceLogSd, weights, patientScore, occasionScore);
}

/**
 * Size of a lasting effect in points of an endpoint for one patient and period: the median times a lognormal deviation, the saturating dose factor and
 * repeatFactor for every earlier period with the drug. Arguments as in `fullBenefit`.
 */
export function effectPoints(
  effect: BenefitSize,
  patientScore: number,
  occasionScore: number,
  dose: number,
  earlier: number,
  stated = STATED_DOSE,
): number {
  if (!(dose > 0) || effect.benefit === 0) return 0;
  const half = effect.halfEffectDoseMgPerKg;
  const size = effect.benefit * deviation(effect.benefitLogitSd, scoreWeights(effect.benefitCorrelation), patientScore, occasionScore);
  return size * (dose / (dose + half)) * ((stated + half) / stated) * pow(effect.repeatFactor, earlier);
}

/** A lognormal deviation with median 1, of which the patient's share is kept from period to period. @param sd  log units */
export function deviation(sd: number, weights: ScoreWeights, patientScore: number, occasionScore: number): number {
  return sd === 0 ? 1 : exp(sd * sharedScore(weights, patientScore, occasionScore));
}

/** The share of an effect that blockade leaves: 1 − dependence · blockade. */
export function unblockedShare(dependence: number, blockade: number): number {
  return 1 - dependence * blockade;
}
