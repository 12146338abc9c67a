import { expect, it } from 'vitest';
import { readScenario, uncertaintyOf } from '../../../src/scenario/index.ts';

const base = `model: gaussian
uncertainty:
  priors:
    gaussian.difference: { distribution: normal, mean: 3, sd: 1, source: assumed }
    gaussian.sdWithin: { distribution: uniform, min: 4, max: 6, source: assumed }
  correlations: [{ of: [gaussian.difference, gaussian.sdWithin], value: 0.2 }]
analyses: { primary: { method: crossover-t } }
`;

/** Paths of the priors that are left in a variant, and the number of their correlations. */
function left(variant: string, set: readonly string[] = []): { priors: string[]; correlations: number } | undefined {
  const read = readScenario({ path: 'variant.yaml', text: `extends: base.yaml\n${variant}` }, { readFile: () => base, set });
  if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
  const uncertainty = uncertaintyOf(read.scenario);
  if (uncertainty === undefined) return undefined;
  return { priors: uncertainty.parameters.map(({ path }) => path), correlations: uncertainty.correlations.length };
}

it('a variant inherits the priors of its base', () => {
  expect(left('')).toEqual({ priors: ['gaussian.difference', 'gaussian.sdWithin'], correlations: 1 });
});

it('a value that a variant or an option sets is known: its prior is left out, with the correlations that speak of it', () => {
  const known = { priors: ['gaussian.sdWithin'], correlations: 0 };
  expect(left('gaussian: { difference: 2 }')).toEqual(known);
  expect(left('', ['gaussian.difference=2'])).toEqual(known);
});

it('a prior goes with what a variant removes or replaces, and a margin can have one', () => {
  const margins = `model: gaussian
analyses: { primary: { method: crossover-t }, same: { method: tost, margin: 4 } }
uncertainty: { priors: { analyses.same.margin: { distribution: uniform, min: 3, max: 5, source: assumed } } }
`;
  const priors = (variant: string): unknown => {
    const read = readScenario({ path: 'variant.yaml', text: `extends: base.yaml\n${variant}` }, { readFile: () => margins });
    return 'problems' in read ? read.problems.map(({ text }) => text) : uncertaintyOf(read.scenario)?.parameters.map(({ path }) => path);
  };
  expect(priors('')).toEqual(['analyses.same.margin']);
  expect(priors('analyses: { same: null }')).toBeUndefined();
  expect(priors('analyses: { same: { margin: 3 } }')).toBeUndefined();
  expect(priors('replace: [analyses]\nanalyses: { primary: { method: paired-t } }')).toBeUndefined();
  const other = 'uncertainty: { priors: { analyses.primary.alpha: { distribution: uniform, min: 0.01, max: 0.05, source: assumed } } }';
  expect(priors(other)).toEqual([expect.stringContaining("expected the path of a number of this scenario, got 'analyses.primary.alpha'")]);
});

it('a variant that sets a value and gives a prior of its own keeps that prior', () => {
  const own = 'uncertainty: { priors: { gaussian.difference: { mean: 1 } } }';
  expect(left(`gaussian: { difference: 2 }\n${own}`)?.priors).toEqual(['gaussian.difference', 'gaussian.sdWithin']);
});

it('nothing is uncertain where all values with priors are set', () => {
  expect(left('gaussian: { difference: 2, sdWithin: 5 }')).toBeUndefined();
});

it('an attenuation says what the dependence is: its prior is left out', () => {
  const mechanistic = `design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
analyses: { primary: { method: crossover-t, endpoint: hamd17, visit: day1 } }
uncertainty: { priors: { response.opioidDependence: { distribution: uniform, min: 0.5, max: 1, source: assumed } } }
`;
  const read = readScenario(
    { path: 'variant.yaml', text: 'extends: base.yaml\nresponse: { dependence: { opioid: 0.3 } }' },
    { readFile: () => mechanistic },
  );
  if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
  expect(uncertaintyOf(read.scenario)).toBeUndefined();
});
