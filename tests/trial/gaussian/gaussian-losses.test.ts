import { expect, it } from 'vitest';
import { missProbability } from '../../../src/outcomes/missingness/unobserved-score.ts';
import { rootKey, Stream, streamId } from '../../../src/random/index.ts';
import { GaussianGenerator } from '../../../src/trial/gaussian/gaussian-generator.ts';
import type { GaussianTrial } from '../../../src/trial/trial-model.ts';
import { gaussianStudy } from '../../bench/studies.ts';

const { trial } = gaussianStudy(9, 'a: {method: paired-t}');
if (trial.kind !== 'gaussian') throw new Error('not gaussian');
const complete: GaussianTrial = trial;
const key = rootKey('losses');

it.each<[string, Partial<GaussianTrial['missingness']>, Partial<GaussianTrial['gaussian']>]>([
  ['one probability for every visit', { perVisit: 0.3 }, {}],
  ['a probability that depends on the score', { perVisit: 0.3, perVisitScoreSlope: 0.4, scoreCentre: 24 }, {}],
  ['certainty', { perVisit: 1 }, {}],
  ['responses that overflow', { perVisit: 0.3 }, { sdWithin: 1e308, sdBetween: 1e308 }],
])('a visit is missed when the second of its two numbers is below its probability: %s', (_, losses, spread) => {
  const model = { ...complete, gaussian: { ...complete.gaussian, ...spread } };
  const missingness = { ...model.missingness, ...losses };
  const [whole, lossy] = [model, { ...model, missingness }].map((each) => new GaussianGenerator(each, key));
  const valuesOf = ({ data }: GaussianGenerator): Float64Array[] => [...data.columns.values()];
  for (let replicate = 0; replicate < 40; replicate++) {
    whole.generate(replicate);
    lossy.generate(replicate);
    const stream = new Stream().startAt(key, replicate, 0, streamId('gaussian missing'));
    const expected = valuesOf(whole)[0].map((value) => {
      stream.uniform();
      const { perVisit, perVisitScoreSlope, scoreCentre } = missingness;
      return stream.uniform() < missProbability(perVisit, perVisitScoreSlope, scoreCentre, value) ? NaN : value;
    });
    expect(valuesOf(lossy)[0]).toEqual(expected);
  }
});
