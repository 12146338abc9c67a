import { expect, it } from 'vitest';
import { worldWeights } from '../../../src/power/uncertainty/world-weights.ts';

const joint = [0, 0.1, 0.3, 0.5, 0.6, 0.85, 0.9, 1].map((a) => ({ weight: 1 / 8, set: { a } }));
const points = [
  { world: 'all', value: 1 },
  { world: 'none', value: 0 },
  { world: 'most', value: 0.7 },
];

it('a world has the share of the draws that are nearest to its value, in the order of the worlds', () => {
  const { worlds, draws } = worldWeights('a', points, joint);
  expect(worlds.map(({ world, weight }) => [world, weight])).toEqual([
    ['all', 0.25], // 0.9 and 1; 0.85 is half-way and counts for the lower value
    ['none', 0.375],
    ['most', 0.375],
  ]);
  expect(worlds[0].mcse).toBeCloseTo(Math.sqrt((0.25 * 0.75) / 8), 12);
  expect(draws).toBe(8);
});

it('weights add up to one, also of draws with weights, and depend on which worlds are compared', () => {
  const weighted = joint.map((draw, i) => ({ ...draw, weight: (i + 1) / 36 }));
  const sum = worldWeights('a', points, weighted).worlds.reduce((total, { weight }) => total + weight, 0);
  expect(sum).toBeCloseTo(1, 12);
  expect(worldWeights('a', points.slice(0, 2), joint).worlds.map(({ weight }) => weight)).toEqual([0.5, 0.5]);
});

it('the error is that of the effective number of draws where their weights differ', () => {
  // Half of the weight on one draw, half on 1000: (Σw)²/Σw² is 4/(1 + 1/1000).
  const unequal = [{ weight: 0.5, set: { a: 1 } }, ...Array.from({ length: 1000 }, () => ({ weight: 0.5 / 1000, set: { a: 0 } }))];
  const [all] = worldWeights('a', points, unequal).worlds;
  expect(all.weight).toBeCloseTo(0.5, 12);
  expect(all.mcse).toBeCloseTo(Math.sqrt((0.25 * 1.001) / 4), 12);
});
