import { describe, expect, it } from 'vitest';
import { rootKey } from '../../../src/random/index.ts';
import { trialGenerator } from '../../../src/trial/compile-trial.ts';
import type { MechanisticTrial } from '../../../src/trial/trial-model.ts';
import { exampleTrial } from '../example-trial.ts';

const key = rootKey('unread');
const { belief, missingness } = exampleTrial;
const sickBelieve = { ...belief, blockerIfSick: 0.9, blockerIfWell: 0.2, dontKnow: 0.2 };

/** Worlds in which adverse effects and beliefs decide about more and less of what is recorded. */
const worlds: Readonly<Record<string, MechanisticTrial>> = {
  'the default world': exampleTrial,
  'a world in which belief in the blocker takes the expectancy': { ...exampleTrial, belief: { ...sickBelieve, blockerNocebo: 0.7 } },
  'a world in which the sick leave': { ...exampleTrial, missingness: { ...missingness, afterAdverseEffect: 0.4, betweenPeriods: 0.1 } },
  'a world in which failed courses lower the response': {
    ...exampleTrial,
    response: { ...exampleTrial.response, failedCoursesLogit: -0.3 },
  },
  'a world without expectancy': { ...exampleTrial, response: { ...exampleTrial.response, expectancy: 0 }, belief: sickBelieve },
};

describe('adverse effects and guesses that nobody reads', () => {
  it.each(Object.entries(worlds))('a trial without them has the same columns, flow and withdrawals, bit for bit, in %s', (_, world) => {
    const whole = trialGenerator(world, key, 'all');
    const short = trialGenerator(world, key, 'all', { guesses: false, covariates: false });
    for (let replicate = 0; replicate < 5; replicate++) {
      whole.generate(replicate);
      short.generate(replicate);
      expect([...short.data.columns]).toEqual([...whole.data.columns]);
      expect(short.flow).toEqual(whole.flow);
      expect(short.records.withdrawal).toEqual(whole.records.withdrawal);
    }
    expect(short.data.covariates.size).toBe(0);
    expect(whole.records.adverseEffects.some((bits) => bits > 0)).toBe(true);
    expect(short.records.adverseEffects.some((bits) => bits > 0)).toBe(false);
  });
});
