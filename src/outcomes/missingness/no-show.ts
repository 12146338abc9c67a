import type { MissingnessMechanism } from './mechanism.ts';

/** Patients stay in the trial but do not come to a later period, and are lost from then on. */
export const noShow = {
  name: 'no-show',
  kind: 'completely at random',
  loses: 'patients',
  parameters: {
    noShow: {
      default: 0,
      unit: 'fraction',
      min: 0,
      max: 1,
      about: 'probability of not coming to a period after the first, among those still in the trial',
      source: 'assumed',
    },
  },
} as const satisfies MissingnessMechanism;
