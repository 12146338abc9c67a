import { expect, it } from 'vitest';
import { compareWithFormula } from './exact-power.ts';
import { gaussianSettings } from './gaussian-settings.ts';

it('there are at least thirty settings', () => {
  expect(new Set(gaussianSettings.map(({ name }) => name)).size).toBeGreaterThanOrEqual(30);
});

it.each(gaussianSettings)('simulated power meets the formula within 3 Monte-Carlo SE: $name', (setting) => {
  expect(Math.abs(compareWithFormula(setting).distance)).toBeLessThan(3);
});
