/** Summaries of an endpoint’s visits after the start of the infusion, which an analysis may name like a visit. */
export const derivedVisits = ['peak', 'average', 'auc'] as const;
export type DerivedVisit = (typeof derivedVisits)[number];

/**
 * One summary of a period’s ratings: `peak` the highest, `auc` the area under the ratings by the trapezium rule (points · h), `average` that area divided by its time.
 * Missing ratings (NaN) are passed over; with fewer than one rating (`peak`) or two (`auc`, `average`) the summary is missing.
 * @param hours  times of the ratings, ascending, h   @param values  the ratings   @param count  how many
 */
export function summariseVisits(kind: DerivedVisit, hours: Float64Array, values: Float64Array, count: number): number {
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
