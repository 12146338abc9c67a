import type { MissingnessMechanism } from './mechanism.ts';

/** Visits after the baseline are missed completely at random. */
export const missedVisits = {
  name: 'missed-visits',
  kind: 'completely at random',
  loses: 'visits',
  parameters: {
    perVisit: {
      default: 0,
      unit: 'fraction',
      min: 0,
      max: 1,
      about: 'probability of missing a visit after the baseline, completely at random',
      source: 'assumed',
    },
  },
} as const satisfies MissingnessMechanism;
