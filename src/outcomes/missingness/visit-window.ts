import type { MissingnessMechanism } from './mechanism.ts';

/** Visits from a day after the infusion take place some time before or after the planned hour. */
export const visitWindow = {
  name: 'visit-window',
  kind: 'completely at random',
  loses: 'timing',
  parameters: {
    visitWindowDays: {
      default: 0,
      unit: 'days',
      min: 0,
      max: 30,
      about:
        'SD of the actual about the planned day of visits from day 1 on; held within half the way to the next visit (mechanistic model)',
      source: 'assumed',
    },
  },
} as const satisfies MissingnessMechanism;

/** Hours from which a visit is moved; the ratings on the day of the infusion keep their time. */
export const FIRST_MOVED_HOUR = 24;

/** Hours by which a visit is late. @param score  standard normal   @param earliest, latest  bounds, h */
export function visitShift(visitWindowDays: number, score: number, earliest: number, latest: number): number {
  return Math.min(latest, Math.max(earliest, 24 * visitWindowDays * score));
}
