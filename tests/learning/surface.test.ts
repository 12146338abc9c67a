import { expect, it } from 'vitest';
import { addSlope, fitLogit, fitSurface, sigmoid, surfaceAt, surfaceWithGradient } from '../../src/learning/emulator/surface.ts';
import { rootKey, Stream } from '../../src/random/index.ts';

const stream = new Stream().startAt(rootKey('surfaces'), 0, 0, 1);
const points = Array.from({ length: 60 }, () => Array.from({ length: 3 }, () => 1.5 * stream.normal()));
const quadratic = ([x, y, z]: readonly number[]): number => 2 - x + 3 * y + 0.5 * x * x - 2 * x * z + y * z + 4 * z * z;

it('a surface meets a polynomial of the second degree exactly, also where it saw no point', () => {
  const surface = fitSurface(points, points.map(quadratic));
  for (const point of [
    [0, 0, 0],
    [1, -2, 3],
    [-4, 0.5, 2],
  ])
    expect(surfaceAt(surface, point)).toBeCloseTo(quadratic(point), 7);
});

it('a surface of the first degree meets a line, and of a curve the nearest one', () => {
  const line = ([x, y]: readonly number[]): number => 1 + 2 * x - y;
  expect(surfaceAt(fitSurface(points, points.map(line), 1), [3, 4, 5])).toBeCloseTo(3, 8);
  const slope = fitSurface([[-1], [0], [1]], [1, 0, 1], 1);
  expect([slope.constant, slope.linear[0]]).toEqual([expect.closeTo(2 / 3, 9), expect.closeTo(0, 9)]);
});

it('the gradient of a surface is that of its value, and is added so many times', () => {
  const [slopes, sum] = [new Float64Array(4), new Float64Array(3)];
  const value = surfaceWithGradient(fitSurface(points, points.map(quadratic)), [1, -2, 3], slopes, 1);
  expect(value).toBeCloseTo(quadratic([1, -2, 3]), 7);
  addSlope(slopes, 1, 2, sum);
  expect([...sum]).toEqual([-1 + 1 - 6, 3 + 3, -2 - 2 + 24].map((slope) => expect.closeTo(2 * slope, 6) as number));
});

it('a logit meets probabilities that are logistic in the parameters', () => {
  const truth = ([x, y]: readonly number[]): number => sigmoid(-0.5 + 0.8 * x - 0.4 * y);
  const size = 1e7;
  const surface = fitLogit(
    points,
    points.map((point) => Math.round(size * truth(point))),
    points.map(() => size),
  );
  for (const point of [
    [0, 0, 0],
    [1, 1, 1],
    [-1, 2, 0],
  ])
    expect(sigmoid(surfaceAt(surface, point))).toBeCloseTo(truth(point), 4);
});

it('a logit where nobody and where everybody has the event is finite and nearly 0 and 1', () => {
  const sizes = points.map(() => 400);
  const none = sigmoid(
    surfaceAt(
      fitLogit(
        points,
        points.map(() => 0),
        sizes,
      ),
      [0, 0, 0],
    ),
  );
  const all = sigmoid(surfaceAt(fitLogit(points, sizes, sizes), [0, 0, 0]));
  expect(none).toBeGreaterThan(0);
  expect(none).toBeLessThan(1e-3);
  expect(all).toBeCloseTo(1 - none, 9);
});
