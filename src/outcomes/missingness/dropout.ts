import type { MissingnessMechanism } from './mechanism.ts';

/** Patients drop out between two periods completely at random. */
export const dropout = {
  name: 'dropout',
  kind: 'completely at random',
  loses: 'patients',
  parameters: {
    betweenPeriods: {
      default: 0,
      unit: 'fraction',
      min: 0,
      max: 1,
      about: 'probability of dropping out between two periods, completely at random',
      source: 'assumed',
    },
  },
} as const satisfies MissingnessMechanism;
