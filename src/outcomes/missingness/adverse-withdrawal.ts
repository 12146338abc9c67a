import type { MissingnessMechanism } from './mechanism.ts';

/** Patients withdraw after adverse effects: their visits more than 12 h after the infusion and all later periods are lost. */
export const adverseWithdrawal = {
  name: 'adverse-withdrawal',
  kind: 'at random',
  loses: 'patients',
  parameters: {
    afterAdverseEffect: {
      default: 0,
      unit: 'fraction',
      min: 0,
      max: 1,
      about: 'probability of withdrawing after each adverse effect of a period (mechanistic model)',
      source: 'assumed',
    },
  },
} as const satisfies MissingnessMechanism;

/** Hours after the infusion from which a withdrawn patient is no longer seen: the patient stays for the day of the infusion (assumed). */
export const LAST_HOUR_SEEN = 12;

/** Probability of withdrawing. @param effects  adverse effects of the infusion, as bits */
export function withdrawalProbability(afterAdverseEffect: number, effects: number): number {
  let stays = 1;
  for (let left = effects; left > 0; left >>= 1) if ((left & 1) === 1) stays *= 1 - afterAdverseEffect;
  return 1 - stays;
}
