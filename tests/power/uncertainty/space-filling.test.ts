import { describe, expect, it } from 'vitest';
import { MAX_SOBOL_AXES, spaceFillingDesign } from '../../../src/power/uncertainty/space-filling.ts';
import { rootKey } from '../../../src/random/index.ts';

const key = rootKey('space');

it.each([1, 7, 50])('a Latin hypercube of %i points has one in every slice of every axis', (count) => {
  const points = spaceFillingDesign('lhs', count, 6, key);
  for (let axis = 0; axis < 6; axis++) {
    expect(points.map((point) => Math.floor(point[axis] * count)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: count }, (_, i) => i),
    );
  }
  expect(points.flat().every((place) => place > 0 && place < 1)).toBe(true);
});

describe('a Sobol sequence', () => {
  const points = spaceFillingDesign('sobol', 256, MAX_SOBOL_AXES, key);

  it('a Sobol sequence fills every axis evenly at every power of two', () => {
    for (let count = 1; count <= 256; count *= 2) {
      for (let axis = 0; axis < MAX_SOBOL_AXES; axis++) {
        const slices = new Set(points.slice(0, count).map((point) => Math.floor(point[axis] * count)));
        expect(slices.size).toBe(count);
      }
    }
  });

  it('a Sobol sequence fills the plane of the first two axes evenly: one point in every cell of equal area at powers of two', () => {
    for (let columns = 1; columns <= 256; columns *= 2) {
      const cells = new Set(points.map(([x, y]) => `${Math.floor(x * columns)} ${Math.floor((y * 256) / columns)}`));
      expect(cells.size).toBe(256);
    }
  });

  it('a Sobol sequence has no two axes alike', () => {
    for (let a = 0; a < MAX_SOBOL_AXES; a++) {
      for (let b = 0; b < a; b++) {
        // Of 256 points in 16 × 16 cells an even pair fills nearly all; the same axis twice would fill 16.
        const cells = new Set(points.map((point) => `${Math.floor(point[a] * 16)} ${Math.floor(point[b] * 16)}`));
        expect(cells.size).toBeGreaterThanOrEqual(32);
      }
    }
  });

  it('a Sobol sequence integrates a product far better than independent points would', () => {
    const many = spaceFillingDesign('sobol', 4096, 5, key);
    const mean = many.reduce((sum, point) => sum + point.reduce((product, x) => product * (0.5 + x), 1), 0) / 4096;
    // Independent points: SD of the product √((13/12)⁵ − 1) = 0.70, SE 0.011.
    expect(Math.abs(mean - 1)).toBeLessThan(0.002);
  });

  it('a Sobol sequence has a most number of axes', () => {
    expect(() => spaceFillingDesign('sobol', 4, MAX_SOBOL_AXES + 1, key)).toThrow(RangeError);
  });
});

it('the seed decides the points', () => {
  for (const sampling of ['lhs', 'sobol'] as const) {
    expect(spaceFillingDesign(sampling, 5, 3, key)).toEqual(spaceFillingDesign(sampling, 5, 3, key));
    expect(spaceFillingDesign(sampling, 5, 3, rootKey('another'))).not.toEqual(spaceFillingDesign(sampling, 5, 3, key));
  }
});
