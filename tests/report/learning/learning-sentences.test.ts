import { expect, it } from 'vitest';
import { learningLimits, learningSentences } from '../../../src/report/learning/learning-sentences.ts';
import { learned } from './learned.ts';

it('the answer says what is known of the first parameter, and between which ends it moves', () => {
  const [known, without, alone, wider, inside, ...more] = learningSentences(learned, { known: 'what it means' });
  expect(known).toContain('What it means (known) is between 0.400 and 0.800 with a probability of 90 %, with a mean of 0.600.');
  expect(known).toContain('removed 80 % of the prior variance');
  expect(without).toContain('from 0.300 (without one; 0.100 to 0.500) to 0.700 (without two; 0.500 to 0.900)');
  expect(alone).toContain('0.750 (only one');
  expect(wider).toContain('0.700 (wider all parameters');
  expect(inside).toContain('1 of 2 fitted figures and 1 of 1 held-out figures lie in the 90 % interval');
  expect(inside).toContain('(p below 0.05): study: mean of figure.');
  expect(more).toEqual([
    'With its study left out, 1 of 2 figures lie in the 90 % interval that the other studies predict. Studies that the others do not predict (p of their figures together below 0.05): two (p = 0.004).',
  ]);
});

it('an answer without refits has no sentence about them, and says where the sampler failed', () => {
  const few = learningSentences({ ...learned, without: [], alone: [], widened: [], settled: false, diverged: 3, predictions: [] }, {});
  expect(few[0]).toContain('Known (known)');
  expect(few.slice(2)).toEqual([expect.stringContaining('NOT SETTLED'), expect.stringContaining('3 transitions')]);
});

it('the limits list what stays unknown and what is little known', () => {
  const limits = learningLimits(learned);
  expect(limits).toContainEqual(expect.stringMatching(/less than 10 % .* about: unknown\.$/));
  expect(limits).toContainEqual(expect.stringMatching(/less than 50 %.* about: little\.$/));
});

it('posteriors with something changed whose chains did not converge are named', () => {
  const [one, ...others] = learned.without;
  const poor = { ...one, sampler: { ...one.sampler, notConverged: ['known'] } };
  const sentences = learningSentences({ ...learned, without: [poor, ...others] }, {});
  expect(sentences).toContain('NOT CONVERGED are posteriors with something changed: without one.');
});
