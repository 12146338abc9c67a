import { exp } from '../elementary/index.ts';
import type { Stream } from '../random/stream.ts';
import type { AdverseEffectName } from './parameters.ts';
import { LAST_HOUR_SEEN } from './missingness/adverse-withdrawal.ts';

/** What an adverse event comes from. */
export const eventCauses = ['studied drug', 'pretreatment', 'none'] as const;
export type EventCause = (typeof eventCauses)[number];

/** Median hours from the start of the studied drug to the start of an event that it causes, and how long an event lasts; assumed. */
const medians: Readonly<Record<AdverseEffectName, { readonly begins: number; readonly lasts: number }>> = {
  nausea: { begins: 0.4, lasts: 2 },
  vomiting: { begins: 0.7, lasts: 0.5 },
  dizziness: { begins: 0.2, lasts: 1.5 },
  headache: { begins: 2, lasts: 4 },
};
/** Median hours from the dose of a pretreatment to the start of an event that it causes, and how long one lasts; assumed. */
const afterPretreatment = { begins: 1.5, lasts: 6 };
/** SD of the logarithm of those hours; assumed. */
const LOG_SD = 0.5;
/** Probability of grade 1 (mild), 2 (moderate) and 3 (severe); assumed. */
const gradeShares = [0.7, 0.26, 0.04];

/**
 * Draws what an event comes from: the background has the probability without any drug, each drug what it adds to it.
 * @param background  probability without a drug  @param studied  under the studied drug alone  @param all  with the pretreatment as well, above 0
 */
export function drawCause(stream: Stream, background: number, studied: number, all: number): EventCause {
  const place = all * stream.uniform();
  if (place < Math.min(background, studied)) return 'none';
  return place < studied ? 'studied drug' : 'pretreatment';
}

/**
 * Draws when an event begins and how long it lasts, in hours. What a drug causes begins a log-normal time after its dose; what nothing causes, at any time of the 12 h after the studied drug.
 * @param doseHours  of the dose that causes it, since the studied drug
 */
export function drawTimes(
  stream: Stream,
  event: AdverseEffectName,
  cause: EventCause,
  doseHours: number,
): { begins: number; lasts: number } {
  const { begins, lasts } = cause === 'pretreatment' ? afterPretreatment : medians[event];
  const first = cause === 'none' ? LAST_HOUR_SEEN * stream.uniform() : doseHours + begins * exp(LOG_SD * stream.normal());
  return { begins: first, lasts: lasts * exp(LOG_SD * stream.normal()) };
}

/** Draws the grade of an event: 1 mild, 2 moderate, 3 severe. @param least  lowest grade that it can have: 2 where the participant left because of it (assumed) */
export function drawGrade(stream: Stream, least: 1 | 2): 1 | 2 | 3 {
  const [mild, moderate, severe] = gradeShares;
  const place = stream.uniform() * (least === 1 ? 1 : moderate + severe) + (least === 1 ? 0 : mild);
  if (place < mild) return 1;
  return place < mild + moderate ? 2 : 3;
}
