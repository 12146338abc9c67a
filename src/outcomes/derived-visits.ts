import { scaleTotal } from './scales/index.ts';

/** Summaries of an endpoint’s visits after the start of the infusion, which an analysis may name like a visit. */
export const summaryVisits = ['peak', 'average', 'auc'] as const;
/** Summaries of visits from day 1 on against the period’s baseline, of endpoints that have a response. */
export const responseVisits = ['sustained', 'response-days'] as const;
export type DerivedVisit = 'peak' | 'average' | 'auc' | 'sustained' | 'response-days';
export const derivedVisits: readonly DerivedVisit[] = [...summaryVisits, ...responseVisits];
export type ResponseVisit = (typeof responseVisits)[number];

/** Hours after the studied drug from which response is judged. */
export const FIRST_RESPONSE_HOUR = 24;

/** What counts as a response: a change for the better by a share of the baseline. */
export interface ResponseRule {
  readonly better: 'lower' | 'higher';
  readonly responseShare: number;
}

/** Response on the depression scales that the program knows: a fall by half. */
export const fallByHalf: ResponseRule = { better: 'lower', responseShare: 0.5 };

/**
 * The derived visits that an endpoint has: those of response where a fall by half is one, or where the endpoint is declared, with its own rule.
 * @param declared  what the scenario says of an endpoint that the program does not know
 */
export function derivedVisitsOf(endpoint: string, declared?: object): readonly DerivedVisit[] {
  return declared !== undefined || scaleTotal(endpoint)?.hasResponse === true ? derivedVisits : summaryVisits;
}

/** Whether a summary is one of response, which needs the period’s baseline. */
export function isResponseVisit(kind: DerivedVisit): kind is ResponseVisit {
  return kind === 'sustained' || kind === 'response-days';
}

/**
 * One summary of a period’s ratings: `peak` the highest, `auc` the area under the ratings by the trapezium rule (points · h), `average` that area divided by its time.
 * Missing ratings (NaN) are passed over; with fewer than one rating (`peak`) or two (`auc`, `average`) the summary is missing.
 * The ratings are taken in the order of their times; of ratings at the same time `auc` and `average` take the mean. Missing where a rating has no time.
 * @param hours  times of the ratings, h   @param values  the ratings   @param count  how many
 */
export function summariseVisits(kind: (typeof summaryVisits)[number], hours: Float64Array, values: Float64Array, count: number): number {
  if (kind === 'peak') return peakOf(values, count);
  if (!ascend(hours, values, count)) {
    const ratings = averaged(inOrder(hours, values, count));
    const [times, means] = [Float64Array.from(ratings, ({ hour }) => hour), Float64Array.from(ratings, ({ value }) => value)];
    return summariseVisits(kind, times, means, ratings.length);
  }
  let area = 0;
  let first = -1;
  let last = -1;
  for (let visit = 0; visit < count; visit++) {
    const value = values[visit];
    if (Number.isNaN(value)) continue;
    if (last >= 0) area += ((value + values[last]) / 2) * (hours[visit] - hours[last]);
    else first = visit;
    last = visit;
  }
  if (last === first) return NaN;
  return kind === 'auc' ? area : area / (hours[last] - hours[first]);
}

/** The highest of the ratings that are not missing; NaN without any. */
export function peakOf(values: Float64Array, count: number): number {
  let peak = NaN;
  for (let visit = 0; visit < count; visit++) {
    const value = values[visit];
    if (value > peak || (peak !== peak && value === value)) peak = value;
  }
  return peak;
}

/**
 * Lasting response of a period: `sustained` 1 when there is a response at every rating, else 0; `response-days` days from the infusion to the first rating without
 * response, 0 when the first is one, the last rating's day when none is. A response is a score that is better than the baseline by the share of the rule, or more.
 * Missing ratings (NaN) are passed over; without a baseline or any rating the summary is missing.
 * The ratings are taken in the order of their times, the worse first at one time.
 * @param hours  times of the ratings, h   @param values  the ratings   @param count  how many   @param baseline  of the same period, above 0
 * @param rule  what a response is; a fall by half where it is left out
 */
export function summariseResponse(
  kind: ResponseVisit,
  hours: Float64Array,
  values: Float64Array,
  count: number,
  baseline: number,
  rule: ResponseRule = fallByHalf,
): number {
  if (!(baseline > 0)) return NaN;
  const sign = rule.better === 'lower' ? 1 : -1;
  // Signed, so that the worse is always the higher.
  const limit = sign * baseline * (1 - sign * rule.responseShare);
  if (kind === 'response-days' && !ascend(hours, values, count)) return responseDays(inOrder(hours, values, count, sign), sign, limit);
  let seen = 0;
  let last = NaN;
  for (let visit = 0; visit < count; visit++) {
    if (Number.isNaN(values[visit])) continue;
    seen++;
    last = hours[visit] / 24;
    if (sign * values[visit] > limit) return kind === 'sustained' || seen === 1 ? 0 : last;
  }
  return kind === 'sustained' && seen > 0 ? 1 : last;
}

/** Days of response of ratings in order. @param sign  with it a value without response lies above the limit */
function responseDays(ratings: readonly { hour: number; value: number }[], sign: number, limit: number): number {
  const without = ratings.findIndex(({ value }) => sign * value > limit);
  return without === 0 ? 0 : (ratings.at(without)?.hour ?? NaN) / 24;
}

/** Whether the ratings that are not missing stand at ascending times, no two at the same; a rating without a time counts as in place. */
function ascend(hours: Float64Array, values: Float64Array, count: number): boolean {
  let last = -Infinity;
  for (let visit = 0; visit < count; visit++) {
    if (Number.isNaN(values[visit])) continue;
    if (hours[visit] <= last) return false;
    last = hours[visit];
  }
  return true;
}

/** The ratings that are not missing by time, at one time the higher first (sign 1) or the lower (−1); none where a rating has no time. */
function inOrder(hours: Float64Array, values: Float64Array, count: number, sign = 1): { hour: number; value: number }[] {
  const known = Array.from({ length: count }, (_, visit) => ({ hour: hours[visit], value: values[visit] })).filter(
    ({ value }) => !Number.isNaN(value),
  );
  return known.some(({ hour }) => Number.isNaN(hour)) ? [] : known.sort((a, b) => a.hour - b.hour || sign * (b.value - a.value));
}

/** One rating for every time: the mean of those made at it. */
function averaged(ratings: readonly { hour: number; value: number }[]): { hour: number; value: number }[] {
  return [...new Set(ratings.map(({ hour }) => hour))].map((hour) => {
    const there = ratings.filter((rating) => rating.hour === hour);
    return { hour, value: there.reduce((sum, { value }) => sum + value, 0) / there.length };
  });
}
