import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measurementParameters } from '../../src/outcomes/parameters.ts';
import { scaleEndpoints, scaleOf, scales } from '../../src/outcomes/scales/index.ts';
import { Instrument, instrumentOf } from '../../src/outcomes/scales/instrument.ts';
import { checkScale, expectedTotal, maximumTotal, type Scale } from '../../src/outcomes/scales/scale.ts';
import { defaultsOf } from '../../src/parameters/parameter-table.ts';
import { rootKey, Stream } from '../../src/random/index.ts';

const errors = defaultsOf(measurementParameters);
const key = rootKey('scales');
const all: readonly Scale[] = Object.values(scales);

/** Ratings of many patients, each of one severity. */
function rateItems(instrument: Instrument, patients: number, severity: (stream: Stream) => number) {
  const count = instrument.scale.items.length;
  const stream = new Stream().startAt(key, 0, 0, 7);
  const [lasting, passing, deviations] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  return Array.from({ length: patients }, () => {
    const true_ = severity(stream);
    for (let item = 0; item < count; item++) {
      lasting[item] = stream.normal();
      passing[item] = stream.normal();
    }
    instrument.deviate(lasting, passing, deviations);
    const [items, again] = [new Uint8Array(count), new Uint8Array(count)];
    const total = instrument.model.rate(true_, deviations, stream, items);
    return { severity: true_, items, total, second: instrument.model.rate(true_, deviations, stream, again) };
  });
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number => mean(values.map((value) => value * value)) - mean(values) ** 2;
const subtotal = (items: Uint8Array, which: readonly number[]): number => which.reduce((sum, item) => sum + items[item - 1], 0);

describe.each(all.map((scale) => [scale.name, scale] as const))('%s', (_, scale) => {
  const instrument = instrumentOf(scale, errors);
  const table = instrument.table();

  it('a scale has a table without contradictions', () => {
    expect(() => checkScale(scale)).not.toThrow();
  });

  it('totals do not depend on which severity was read first', () => {
    const severities = Array.from({ length: 53 }, (_, i) => i * 0.97);
    const read = (order: readonly number[]): number[] => {
      const fresh = new Instrument(scale, errors).table(scale.subscales.at(0));
      return order.flatMap((severity) => [0.9, 0.5, 0.1].map((uniform) => fresh.total(severity, uniform)));
    };
    expect(read(severities.toReversed())).toEqual(
      read(severities)
        .toReversed()
        .flatMap((_, i, all) => all[i - (i % 3) + 2 - (i % 3)]),
    );
  });

  it('every item is in range for any severity and any uniform number, and more severity never lowers one', () => {
    const count = scale.items.length;
    const [lower, higher] = [new Uint8Array(count), new Uint8Array(count)];
    fc.assert(
      fc.property(
        fc.double({ min: -20, max: 80, noNaN: true }),
        fc.double({ min: 0, max: 30, noNaN: true }),
        fc.nat(),
        (severity, more, seed) => {
          const own = Float64Array.from({ length: count }, (__, i) => 2 * new Stream().startAt(key, seed, i, 3).normal());
          const a = instrument.model.rate(severity, own, new Stream().startAt(key, seed, 0, 1), lower);
          const b = instrument.model.rate(severity + more, own, new Stream().startAt(key, seed, 0, 1), higher);
          expect(a).toBe(lower.reduce((sum, score) => sum + score, 0));
          expect(b).toBeGreaterThanOrEqual(a);
          scale.items.forEach(({ maximum }, i) => {
            expect(lower[i]).toBeLessThanOrEqual(higher[i]);
            expect(higher[i]).toBeLessThanOrEqual(maximum);
          });
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });

  it('totals of a scale are in range and rise with severity for the same random numbers', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -20, max: 80, noNaN: true }),
        fc.double({ min: 0, max: 30, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (severity, more, uniform) => {
          const [a, b] = [table.total(severity, uniform), table.total(severity + more, uniform)];
          expect(Number.isInteger(a) && a >= 0 && b >= a && b <= maximumTotal(scale)).toBe(true);
        },
      ),
      { seed: 4, numRuns: 500 },
    );
  });

  it('the expected total is the true severity over the whole range, for every patient', () => {
    const own = Float64Array.from({ length: scale.items.length }, (__, item) => (item % 3) - 1);
    for (let severity = 0; severity <= 52; severity += 0.5) {
      expect(table.moments(severity).mean).toBeCloseTo(
        severity % 0.25 === 0 ? expectedTotal(scale, severity) : table.moments(severity).mean,
        5,
      );
      const location = instrument.model.location(severity, own);
      let expected = 0;
      scale.items.forEach(({ maximum }, item) => {
        for (let score = 1; score <= maximum; score++) expected += instrument.model.probability(item, score, location, own);
      });
      expect(expected).toBeCloseTo(expectedTotal(scale, severity), 5);
    }
  });

  it.each([1, 5, 12.3, 20, 33, 48])('totals drawn from the table and sums of items have one distribution at severity %d', (severity) => {
    const patients = 12_000;
    const rated = rateItems(instrument, patients, () => severity).map(({ total }) => total);
    const { mean: tabulated, variance: spread } = table.moments(severity);
    expect(Math.abs(mean(rated) - tabulated)).toBeLessThan(4 * Math.sqrt(spread / patients));
    // SE of a variance of nearly normal scores is variance · √(2/n); the table averages over 32 patients, hence 3 % more.
    expect(Math.abs(variance(rated) / spread - 1)).toBeLessThan(4 * Math.sqrt(2 / patients) + 0.03);
    const stream = new Stream().startAt(key, 1, 1, 1);
    const drawn = Array.from({ length: patients }, () => table.total(severity, stream.uniform()));
    expect(Math.abs(mean(drawn) - tabulated)).toBeLessThan(4 * Math.sqrt(spread / patients));
    expect(Math.abs(variance(drawn) / spread - 1)).toBeLessThan(4 * Math.sqrt(2 / patients));
  });
});

describe('the published properties of the HAM-D17', () => {
  const instrument = instrumentOf(scales.hamd17, errors);
  // A sample of mixed severity: mean 17, SD 5 points.
  const rated = rateItems(instrument, 20_000, (stream) => Math.max(0, 17 + 5 * stream.normal()));

  it('Cronbach’s α is about 0.79 (Trajković 2011: 0.766–0.810)', () => {
    const items = Array.from({ length: 17 }, (_, item) => variance(rated.map(({ items: scores }) => scores[item])));
    const alpha = (17 / 16) * (1 - items.reduce((sum, value) => sum + value, 0) / variance(rated.map(({ total }) => total)));
    expect(alpha).toBeGreaterThan(0.766);
    expect(alpha).toBeLessThan(0.81);
  });

  it('two raters agree with ICC about 0.94 and an error about 1.25 points (Trajković 2011, Morriss 2008)', () => {
    const within = mean(rated.map(({ total, second }) => (total - second) ** 2)) / 2;
    const icc = 1 - within / variance(rated.map(({ total }) => total));
    expect(Math.sqrt(within)).toBeGreaterThan(1);
    expect(Math.sqrt(within)).toBeLessThan(1.5);
    expect(icc).toBeGreaterThan(0.914);
    expect(icc).toBeLessThan(0.954);
  });

  it('HAM-D17 differences of 7 points go with 4 on the HAM-D6 and 8–9 on the MADRS (Carmody 2006)', () => {
    const core = scales.hamd17.subscales[0].items;
    const sevens = rateItems(instrument, 5000, () => 7).map(({ items }) => subtotal(items, core));
    expect(Math.abs(mean(sevens) - 4)).toBeLessThan(0.25);
    expect(expectedTotal(scales.madrs, 7)).toBeGreaterThanOrEqual(8);
    expect(expectedTotal(scales.madrs, 7)).toBeLessThanOrEqual(9);
  });

  it('a HAM-D6 drawn from totals has the mean and variance of the sum of its items', () => {
    const [subscale] = scales.hamd17.subscales;
    const table = instrument.table(subscale);
    const stream = new Stream().startAt(key, 2, 2, 2);
    for (const severity of [4, 12, 22, 35]) {
      const summed = rateItems(instrument, 8000, () => severity).map(({ items }) => subtotal(items, subscale.items));
      const drawn = Array.from({ length: 8000 }, () => {
        const total = table.total(severity, stream.uniform());
        const core = instrument.subscore(table, severity, total, stream.normal(), stream.normal());
        expect(core).toBeLessThanOrEqual(Math.min(total, 22));
        expect(total - core).toBeLessThanOrEqual(30);
        return core;
      });
      expect(Math.abs(mean(drawn) - mean(summed))).toBeLessThan(0.15);
      expect(Math.abs(variance(drawn) / variance(summed) - 1)).toBeLessThan(0.15);
    }
  });

  it('the item of suicide drawn from totals has the distribution of item 3', () => {
    const subscale = scales.hamd17.subscales[1];
    const table = instrument.table(subscale);
    const stream = new Stream().startAt(key, 2, 2, 3);
    for (const severity of [8, 22, 35]) {
      const rated = rateItems(instrument, 8000, () => severity).map(({ items }) => subtotal(items, subscale.items));
      const drawn = Array.from({ length: 8000 }, () => {
        const total = table.total(severity, stream.uniform());
        return instrument.subscore(table, severity, total, stream.normal(), stream.normal());
      });
      // Shares of 8 000 ratings on each side: errors of a difference up to 0.008. The table averages 32 patients, whose other items move a share by up to 0.03.
      for (const score of [0, 1, 2, 3, 4]) {
        const share = (scores: readonly number[]): number => scores.filter((each) => each === score).length / 8000;
        expect(Math.abs(share(drawn) - share(rated)), `${severity} points, score ${score}`).toBeLessThan(0.055);
      }
    }
  });

  it('deviations last: a patient’s HAM-D6 leans the same way at two visits, with the same strength in both modes', () => {
    const [subscale] = scales.hamd17.subscales;
    const table = instrument.table(subscale);
    const stream = new Stream().startAt(key, 3, 3, 3);
    const correlation = (pairs: readonly (readonly [number, number])[]): number => {
      const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
      return (mean(pairs.map(([a, b]) => a * b)) - mean(x) * mean(y)) / Math.sqrt(variance(x) * variance(y));
    };
    const drawn = Array.from({ length: 5000 }, () => {
      const leaning = stream.normal();
      const visit = (): number => instrument.subscore(table, 20, table.total(20, stream.uniform()), leaning, stream.normal());
      return [visit(), visit()] as const;
    });
    const [lasting, passing, own] = [new Float64Array(17), new Float64Array(17), new Float64Array(17)];
    const items = new Uint8Array(17);
    const summed = Array.from({ length: 5000 }, () => {
      for (let item = 0; item < 17; item++) lasting[item] = stream.normal();
      const visit = (): number => {
        for (let item = 0; item < 17; item++) passing[item] = stream.normal();
        instrument.deviate(lasting, passing, own);
        instrument.model.rate(20, own, stream, items);
        return subtotal(items, subscale.items);
      };
      return [visit(), visit()] as const;
    });
    expect(correlation(summed)).toBeGreaterThan(0.3);
    expect(Math.abs(correlation(drawn) - correlation(summed))).toBeLessThan(0.08);
  });
});

describe('a scale is a table', () => {
  it('every scale and sub-scale is an endpoint', () => {
    const names = all.flatMap(({ name, subscales }) => [name, ...subscales.map((subscale) => subscale.name)]);
    expect([...scaleEndpoints].sort()).toEqual(names.sort());
    for (const scale of all) {
      expect(scaleOf(scale.name)).toEqual({ scale });
      for (const subscale of scale.subscales) expect(scaleOf(subscale.name)).toEqual({ scale, subscale });
    }
    expect(scaleOf('cadss')).toBeUndefined();
  });

  it('adding the QIDS is adding a table', () => {
    const domains = ['sleep', 'sad mood', 'appetite or weight', 'concentration', 'self-view', 'suicide', 'interest', 'energy', 'slowing'];
    const qids: Scale = {
      name: 'qids',
      label: 'Quick Inventory of Depressive Symptomatology',
      shortLabel: 'QIDS',
      unit: 'points',
      hasResponse: true,
      remission: { cutOff: 5, source: 'assumed' },
      items: domains.map((name, i) => ({ name, maximum: 3, difficulty: 0.2 * i, step: 1.5 })),
      subscales: [],
      equating: [
        [0, 0],
        [7, 5],
        [52, 27],
      ],
      errorRatio: 0.6,
      source: 'assumed',
    };
    const instrument = new Instrument(qids, errors);
    expect(instrument.table().moments(7).mean).toBeCloseTo(5, 5);
    expect(instrument.table().moments(52)).toEqual({ mean: 27, variance: 0 });
    const rated = rateItems(instrument, 2000, () => 20).map(({ total }) => total);
    expect(Math.abs(mean(rated) - expectedTotal(qids, 20))).toBeLessThan(0.1);
    expect(Math.sqrt(variance(rated))).toBeCloseTo(0.75, 1);
  });

  it('a scale whose table contradicts itself is refused', () => {
    const broken: Scale = { ...scales.madrs, equating: [[0, 0], [52, 61]] }; // prettier-ignore
    expect(() => new Instrument(broken, errors)).toThrow(RangeError);
    expect(() => new Instrument({ ...scales.madrs, subscales: [{ name: 'x', label: 'x', shortLabel: 'x', items: [11] }] }, errors)).toThrow(
      RangeError,
    );
  });
});
