import { expect, it } from 'vitest';
import { measurementParameters } from '../../src/outcomes/parameters.ts';
import { Instrument } from '../../src/outcomes/scales/instrument.ts';
import { scales } from '../../src/outcomes/scales/index.ts';
import { MAX_SEVERE } from '../../src/outcomes/scales/scale.ts';
import { defaultsOf } from '../../src/parameters/parameter-table.ts';
import { rootKey, Stream } from '../../src/random/index.ts';

const key = rootKey('short cut of items');
const measurement = defaultsOf(measurementParameters);
const raters = { usual: {}, exact: { errorSd: 0.2, itemDeviationSd: 3 }, careless: { errorSd: 6 } };

it.each(Object.values(scales).map((scale) => [scale.name, scale] as const))(
  'the short cut gives every item of the %s the score that the long way gives',
  (_, scale) => {
    const count = scale.items.length;
    const [uniforms, deviations] = [new Float64Array(count), new Float64Array(count)];
    const [short, long] = [new Uint8Array(count), new Uint8Array(count)];
    for (const rater of Object.values(raters)) {
      const errors = { ...measurement, ...rater };
      const { model } = new Instrument(scale, errors);
      for (let rating = 0; rating < 2000; rating++) {
        const stream = new Stream().startAt(key, rating, 0, 0);
        const severity = stream.uniform() * MAX_SEVERE * (rating % 7 === 0 ? 1.05 : 0.9);
        for (let item = 0; item < count; item++) deviations[item] = errors.itemDeviationSd * stream.normal();
        const total = model.rate(severity, deviations, new Stream().startAt(key, rating, 1, 0), short);
        new Stream().startAt(key, rating, 1, 0).uniforms(uniforms, count);
        const sum = model.rateLong(severity, deviations, uniforms, long);
        if (total !== sum || short.join() !== long.join()) expect([...short]).toEqual([...long]);
      }
    }
    expect(long.some((score) => score > 0)).toBe(true);
  },
);
