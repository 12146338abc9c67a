import { scaleTotal } from './scales/index.ts';

/** Summaries of an endpoint’s visits after the start of the infusion, which an analysis may name like a visit. */
export const summaryVisits = ['peak', 'average', 'auc'] as const;
/** Summaries of a depression score’s visits from day 1 on against the period’s baseline. */
export const responseVisits = ['sustained', 'response-days'] as const;
export const derivedVisits = [...summaryVisits, ...responseVisits] as const;
export type DerivedVisit = (typeof derivedVisits)[number];
export type ResponseVisit = (typeof responseVisits)[number];

/** Hours after the infusion from which response is judged. */
export const FIRST_RESPONSE_HOUR = 24;

/** The derived visits that an endpoint has: those of response for scores on which a fall by half is one. */
export function derivedVisitsOf(endpoint: string): readonly DerivedVisit[] {
  return scaleTotal(endpoint)?.hasResponse === true ? derivedVisits : summaryVisits;
}

/** Whether a summary is one of response, which needs the period’s baseline. */
export function isResponseVisit(kind: DerivedVisit): kind is ResponseVisit {
  return responseVisits.some((name) => name === kind);
}

/**
 * One summary of a period’s ratings: `peak` the highest, `auc` the area under the ratings by the trapezium rule (points · h), `average` that area divided by its time.
 * Missing ratings (NaN) are passed over; with fewer than one rating (`peak`) or two (`auc`, `average`) the summary is missing.
 * The ratings are taken in the order of their times; of ratings at the same time `auc` and `average` take the mean. Missing where a rating has no time.
 * @param hours  times of the ratings, h   @param values  the ratings   @param count  how many
 */
export function summariseVisits(kind: (typeof summaryVisits)[number], hours: Float64Array, values: Float64Array, count: number): number {
  if (kind !== 'peak' && !ascend(hours, values, count)) {
    const ratings = averaged(inOrder(hours, values, count));
    const [times, means] = [Float64Array.from(ratings, ({ hour }) => hour), Float64Array.from(ratings, ({ value }) => value)];
    return summariseVisits(kind, times, means, ratings.length);
  }
  let peak = NaN;
  let area = 0;
  let first = -1;
  let last = -1;
  for (let visit = 0; visit < count; visit++) {
    const value = values[visit];
    if (Number.isNaN(value)) continue;
    if (!(value <= peak)) peak = value;
    if (last >= 0) area += ((value + values[last]) / 2) * (hours[visit] - hours[last]);
    else first = visit;
    last = visit;
  }
  if (kind === 'peak') return peak;
  if (last === first) return NaN;
  return kind === 'auc' ? area : area / (hours[last] - hours[first]);
}

/**
 * Lasting response of a period: `sustained` 1 when the score lies at or below half of the baseline at every rating, else 0; `response-days` days from the infusion to the
 * first rating above half of the baseline, 0 when the first is already above, the last rating's day when none is.
 * Missing ratings (NaN) are passed over; without a baseline or any rating the summary is missing.
 * The ratings are taken in the order of their times, the higher first at one time.
 * @param hours  times of the ratings, h   @param values  the ratings   @param count  how many   @param baseline  of the same period, above 0
 */
export function summariseResponse(kind: ResponseVisit, hours: Float64Array, values: Float64Array, count: number, baseline: number): number {
  if (!(baseline > 0)) return NaN;
  if (kind === 'response-days' && !ascend(hours, values, count)) {
    const ratings = inOrder(hours, values, count);
    const above = ratings.findIndex(({ value }) => value > baseline / 2);
    return above === 0 ? 0 : (ratings.at(above)?.hour ?? NaN) / 24;
  }
  let seen = 0;
  let last = NaN;
  for (let visit = 0; visit < count; visit++) {
    if (Number.isNaN(values[visit])) continue;
    seen++;
    last = hours[visit] / 24;
    if (values[visit] > baseline / 2) return kind === 'sustained' || seen === 1 ? 0 : last;
  }
  return kind === 'sustained' && seen > 0 ? 1 : last;
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

/** The ratings that are not missing by time, the higher first at one time; none where a rating has no time. */
function inOrder(hours: Float64Array, values: Float64Array, count: number): { hour: number; value: number }[] {
  const known = Array.from({ length: count }, (_, visit) => ({ hour: hours[visit], value: values[visit] })).filter(
    ({ value }) => !Number.isNaN(value),
  );
  return known.some(({ hour }) => Number.isNaN(hour)) ? [] : known.sort((a, b) => a.hour - b.hour || b.value - a.value);
}

/** One rating for every time: the mean of those made at it. */
function averaged(ratings: readonly { hour: number; value: number }[]): { hour: number; value: number }[] {
  return [...new Set(ratings.map(({ hour }) => hour))].map((hour) => {
    const there = ratings.filter((rating) => rating.hour === hour);
    return { hour, value: there.reduce((sum, { value }) => sum + value, 0) / there.length };
  });
}
