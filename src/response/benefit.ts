import type { ResponseParameters } from './parameters.ts';

/** The dose at which the benefit's parameters are stated, mg/kg (Williams et al. 2018). */
const STATED_DOSE = 0.5;

/**
 * Ketamine's benefit at full effect for one patient and infusion, as a fraction of severity 0–1.
 *
 * logit E = logit(median) + SD · (√ρ · patient + √(1 − ρ) · occasion), so that ρ is the correlation between two infusions of one patient; times the saturating dose
 * factor d/(d + D50), scaled to 1 at 0.5 mg/kg, times repeatFactor for every earlier ketamine infusion; never above 1.
 *
 * @param patientScore, occasionScore  standard normal   @param dose  mg/kg   @param earlier  number of earlier ketamine infusions
 */
export function fullBenefit(
  response: ResponseParameters,
  patientScore: number,
  occasionScore: number,
  dose: number,
  earlier: number,
): number {
  if (!(dose > 0) || response.benefit === 0) return 0;
  const shared = response.benefitCorrelation;
  const score = Math.sqrt(shared) * patientScore + Math.sqrt(1 - shared) * occasionScore;
  const odds = (response.benefit / (1 - response.benefit)) * Math.exp(response.benefitLogitSd * score);
  const half = response.halfEffectDoseMgPerKg;
  let size = (odds / (1 + odds)) * (dose / (dose + half)) * ((STATED_DOSE + half) / STATED_DOSE);
  for (let infusion = 0; infusion < earlier; infusion++) size *= response.repeatFactor;
  return Math.min(1, size);
}

/**
 * How much of the full benefit is felt at a time after the infusion's start, 0–1: onset 1 − 2^(−t/half) times persistence exp(−(t/scale)^shape).
 * A Weibull, because waning accelerates: response falls 52, 48, 40, 13 % on days 1, 3, 7, 14 (Han 2016; Abdallah 2020).
 * @param hours  since the infusion's start; 0 before it
 */
export function benefitCourse(response: ResponseParameters, hours: number): number {
  if (!(hours > 0)) return 0;
  const onset = -Math.expm1((-Math.LN2 * hours) / response.onsetHalfHours);
  return onset * Math.exp(-Math.exp(response.persistenceShape * Math.log(hours / (24 * response.persistenceScaleDays))));
}

/** The share of an effect that blockade leaves: 1 − dependence · blockade. */
export function unblockedShare(dependence: number, blockade: number): number {
  return 1 - dependence * blockade;
}
