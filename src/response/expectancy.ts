import { exp, expm1 } from '../elementary/index.ts';
import type { BeliefModel, ResponseParameters } from './parameters.ts';

/** What a patient believes after an infusion, as probabilities. */
export interface Belief {
  /** That the active infusion was given. */
  active: number;
  /** That the blocker was given. */
  blocker: number;
}

/** Belief in the active infusion: feeling it unblinds it. */
export function beliefInActive(model: BeliefModel, noticed: boolean): number {
  return noticed ? model.activeIfNoticed : model.activeIfUnnoticed;
}

/** Belief in the blocker: nausea or vomiting unblinds it. */
export function beliefInBlocker(model: BeliefModel, sick: boolean): number {
  return sick ? model.blockerIfSick : model.blockerIfWell;
}

/**
 * Whether a guess is strongly believed, as the outer parts of both answers: of the uniform number that decides the guess, 0 to `belief` is a yes and the rest a no.
 * @param draw  the uniform number   @param strongly  share of the guesses that are strongly believed
 */
export function isStronglyBelieved(draw: number, belief: number, strongly: number): boolean {
  return draw < belief ? draw < strongly * belief : draw >= 1 - strongly * (1 - belief);
}

/** Probability that what is felt is noticed: 1 − exp(−peak/scale). @param scale, peak  in the unit of what is felt, for dissociation CADSS points */
export function noticeProbability(scale: number, peak: number): number {
  return -expm1(-peak / scale);
}

/**
 * Size of the expectancy effect of one infusion, fraction of severity: the susceptibility (logit-normal) times the belief in the active infusion, less the share
 * that a patient who believes in the blocker has given up (nocebo).
 * @param score  standard normal score of susceptibility: √ρ · patient + √(1 − ρ) · occasion with ρ = expectancyCorrelation
 */
export function expectancySize(response: ResponseParameters, model: BeliefModel, score: number, belief: Belief): number {
  if (response.expectancy === 0) return 0;
  if (response.expectancy === 1) return belief.active * (1 - model.blockerNocebo * belief.blocker);
  const odds = (response.expectancy / (1 - response.expectancy)) * exp(response.expectancyLogitSd * score);
  return (odds / (1 + odds)) * belief.active * (1 - model.blockerNocebo * belief.blocker);
}

/**
 * Non-drug improvement at a time after an infusion, fraction of severity: natural course and expectancy side by side, 1 − (1 − natural)(1 − expectancy).
 * Expectancy sets in within hours, stays for its plateau and is then lost slowly, whatever becomes of the drug's benefit: under inert infusions the fall of
 * day 1 was still there on day 14 (Lii et al. 2023).
 */
export function nonDrugImprovement(response: ResponseParameters, expectancy: number, hours: number): number {
  return hours > 0 ? sideBySide(naturalCourse(response, hours), expectancy, expectancyCourse(response, hours)) : 0;
}

/** Improvement by the natural course at a time after an infusion, fraction of severity. @param hours  > 0 */
export function naturalCourse({ naturalImprovement, naturalHalfDays }: ResponseParameters, hours: number): number {
  return naturalImprovement * -expm1((-Math.LN2 * hours) / (24 * naturalHalfDays));
}

/** How much of the expectancy effect there is at a time after an infusion, 0–1. @param hours  > 0 */
export function expectancyCourse(response: ResponseParameters, hours: number): number {
  const onset = -expm1((-Math.LN2 * hours) / response.expectancyOnsetHalfHours);
  const waning = hours - 24 * response.expectancyPlateauDays;
  return waning > 0 ? onset * exp((-Math.LN2 * waning) / (24 * response.expectancyHalfDays)) : onset;
}

/** 1 − (1 − natural)(1 − expectancy · course). */
export function sideBySide(natural: number, expectancy: number, course: number): number {
  return 1 - (1 - natural) * (1 - expectancy * course);
}
