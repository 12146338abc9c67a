import { expect, it } from 'vitest';
import { referenceDraws } from '../../../src/learning/value/reference-draws.ts';
import { momentsOf } from '../../../src/learning/emulator/surface.ts';
import { rootKey, Stream } from '../../../src/random/index.ts';

const stream = new Stream().startAt(rootKey('11'), 0, 0, 0);
const joint = Array.from({ length: 200 }, () => {
  const share = stream.uniform();
  return { weight: 1 / 200, set: { share, points: 10 * share + stream.normal(), visits: Math.round(4 * share) } };
});
const uncertainty = { parameters: [], correlations: [], joint, draws: 200 };

it('smoothed draws of a sample keep each range, mean, SD and the correlations, and lie between its own values', () => {
  const draws = referenceDraws(uncertainty, true, 4000, '3');
  for (const path of ['share', 'points'] as const) {
    const [own, found] = [joint.map(({ set }) => set[path]), draws.map((set) => set[path])];
    expect(Math.min(...found)).toBeGreaterThanOrEqual(Math.min(...own));
    expect(Math.max(...found)).toBeLessThanOrEqual(Math.max(...own));
    const [a, b] = [momentsOf(own), momentsOf(found)];
    expect(Math.abs(b.mean - a.mean)).toBeLessThan(0.06 * a.sd);
    expect(Math.abs(b.sd / a.sd - 1)).toBeLessThan(0.05);
    expect(new Set(found).size).toBeGreaterThan(3500);
  }
  const correlation = (sets: readonly Readonly<Record<string, number>>[]): number => {
    const [x, y] = [momentsOf(sets.map((set) => set.share)), momentsOf(sets.map((set) => set.points))];
    return sets.reduce((sum, set) => sum + (set.share - x.mean) * (set.points - y.mean), 0) / ((sets.length - 1) * x.sd * y.sd);
  };
  expect(Math.abs(correlation(draws) - correlation(joint.map(({ set }) => set)))).toBeLessThan(0.03);
  expect(draws.every(({ visits }) => Number.isInteger(visits))).toBe(true);
});

it('combinations that are all there are are drawn as they are, by their weights', () => {
  const whole = {
    ...uncertainty,
    joint: [
      { weight: 0.8, set: { share: 0.2 } },
      { weight: 0.2, set: { share: 0.9 } },
    ],
  };
  const draws = referenceDraws(whole, false, 2000, '3');
  expect(new Set(draws.map(({ share }) => share))).toEqual(new Set([0.2, 0.9]));
  expect(Math.abs(draws.filter(({ share }) => share === 0.9).length / 2000 - 0.2)).toBeLessThan(0.04);
});

it('a draw is the same however many are asked for', () => {
  expect(referenceDraws(uncertainty, true, 50, '3').slice(0, 10)).toEqual(referenceDraws(uncertainty, true, 10, '3'));
});
