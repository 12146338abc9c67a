import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { defaultsBesidePosterior, defaultsTable, NEAR, reasons } from '../../docs/generators/posterior-defaults.ts';

const defaults = defaultsBesidePosterior();

it('every calibrated default is the centre of the posterior of the shipped evidence, or has a stated reason', () => {
  expect(defaults.length).toBeGreaterThan(9);
  const outside = defaults.filter(({ value, mean, sd }) => Math.abs(value - mean) > NEAR * sd);
  expect(outside.map(({ path }) => path).sort()).toEqual(Object.keys(reasons).sort());
});

it('no calibrated default is at a bound', () => {
  expect(defaults.filter(({ value, bounds }) => bounds.includes(value)).map(({ path }) => path)).toEqual([]);
});

it('docs/calibration.md has the table of defaults beside the posterior', () => {
  const words = (text: string): string[] => text.split(/[|\s-]+/).filter((word) => word !== '');
  const page = words(readFileSync('docs/calibration.md', 'utf8')).join(' ');
  expect(page).toContain(words(defaultsTable()).join(' '));
});
