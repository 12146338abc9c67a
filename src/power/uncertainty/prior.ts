import { exp, log, squared } from '../../elementary/index.ts';
import { refuse } from '../../arguments/refuse.ts';
import { checkProbability } from '../../arguments/numbers.ts';
import { type Shape, check } from '../../arguments/shape.ts';
import type { ParameterTable, ParameterValues } from '../../parameters/parameter-table.ts';
import { betaCdf, betaQuantile } from '../../statistics/distributions/beta.ts';
import { normalCdf, normalQuantile } from '../../statistics/distributions/normal.ts';

const real = { unit: 'unit of the parameter', min: -1e12, max: 1e12, source: 'assumed' } as const;
const shape = { unit: 'number', min: 1e-6, max: 1e6, source: 'assumed' } as const;

/** What a prior distribution of each kind is written with. */
export const priorKinds = {
  normal: {
    mean: { ...real, default: 0, about: 'mean before it is cut off at the bounds of the parameter' },
    sd: { ...real, default: 1, min: 1e-12, about: 'standard deviation before it is cut off' },
  },
  lognormal: {
    median: { ...real, default: 1, min: 1e-12, about: 'median before it is cut off at the bounds of the parameter' },
    sdLog: { ...shape, default: 0.5, max: 10, unit: 'log units', about: 'standard deviation of the natural logarithm' },
  },
  beta: {
    alpha: { ...shape, default: 1, about: 'first shape; the mean is alpha / (alpha + beta)' },
    beta: { ...shape, default: 1, about: 'second shape; alpha + beta weighs as much as that many observations' },
  },
  uniform: {
    min: { ...real, default: 0, about: 'lower end' },
    max: { ...real, default: 1, about: 'upper end' },
  },
  triangular: {
    min: { ...real, default: 0, about: 'lower end' },
    mode: { ...real, default: 0.5, about: 'most likely value' },
    max: { ...real, default: 1, about: 'upper end' },
  },
  point: { value: { ...real, default: 0, about: 'the value, taken as known' } },
} as const satisfies Readonly<Record<string, ParameterTable>>;

export type PriorKind = keyof typeof priorKinds;

/** A prior distribution of one parameter. */
export type Prior = { [Kind in PriorKind]: { readonly distribution: Kind } & ParameterValues<(typeof priorKinds)[Kind]> }[PriorKind];

/** The values that a parameter may take. */
export interface Support {
  readonly min: number;
  readonly max: number;
}

/** Ends of a prior's own range, infinite where it has none. */
export function priorRange(prior: Prior): Support {
  switch (prior.distribution) {
    case 'normal':
      return { min: -Infinity, max: Infinity };
    case 'lognormal':
      return { min: 0, max: Infinity };
    case 'beta':
      return { min: 0, max: 1 };
    case 'point':
      return { min: prior.value, max: prior.value };
    case 'uniform':
    case 'triangular':
      return { min: prior.min, max: prior.max };
  }
}

/**
 * Quantile of a prior, cut off at the bounds of its parameter: F⁻¹(F(min) + p · (F(max) − F(min))).
 * @param p  in the open interval (0, 1)
 * @returns a value within the bounds
 * @example
 * ```ts
 * import { priorQuantile } from 'crossover-sim/power';
 * priorQuantile({ distribution: 'normal', mean: 3, sd: 1 }, 0.5, { min: 3, max: 10 }); // → 3.67449
 * ```
 */
export function priorQuantile(prior: Prior, p: number, support: Support): number {
  checkPrior('prior', prior);
  checkProbability('p', p);
  check('support', support, supportShape);
  const { min, max } = support;
  if (prior.distribution === 'point') return prior.value;
  const below = distribution(prior, min);
  const place = below + p * (distribution(prior, max) - below);
  return Math.min(max, Math.max(min, quantile(prior, Math.min(1 - 1e-16, Math.max(1e-300, place)))));
}

/** Probability that a prior gives to values of its parameter: what is left after cutting off. */
export function priorMass(prior: Prior, { min, max }: Support): number {
  if (prior.distribution === 'point') return prior.value >= min && prior.value <= max ? 1 : 0;
  return distribution(prior, max) - distribution(prior, min);
}

type Spread = Exclude<Prior, { distribution: 'point' }>;

function distribution(prior: Spread, x: number): number {
  switch (prior.distribution) {
    case 'normal':
      return normalCdf((x - prior.mean) / prior.sd);
    case 'lognormal':
      return x <= 0 ? 0 : normalCdf(log(x / prior.median) / prior.sdLog);
    case 'beta':
      return x <= 0 ? 0 : x >= 1 ? 1 : betaCdf(x, prior.alpha, prior.beta);
    case 'uniform':
      return Math.min(1, Math.max(0, (x - prior.min) / (prior.max - prior.min)));
    case 'triangular': {
      const { min, mode, max } = prior;
      if (x <= min) return 0;
      if (x >= max) return 1;
      return x < mode ? squared(x - min) / ((max - min) * (mode - min)) : 1 - squared(max - x) / ((max - min) * (max - mode));
    }
  }
}

function quantile(prior: Spread, p: number): number {
  switch (prior.distribution) {
    case 'normal':
      return prior.mean + prior.sd * normalQuantile(p);
    case 'lognormal':
      return prior.median * exp(prior.sdLog * normalQuantile(p));
    case 'beta':
      return betaQuantile(p, prior.alpha, prior.beta);
    case 'uniform':
      return prior.min + p * (prior.max - prior.min);
    case 'triangular': {
      const { min, mode, max } = prior;
      const risen = (mode - min) / (max - min);
      return p < risen ? min + Math.sqrt(p * (max - min) * (mode - min)) : max - Math.sqrt((1 - p) * (max - min) * (max - mode));
    }
  }
}

/** What a parameter may be; the bounds may be infinite. */
export const supportShape: Shape = (name, value) => {
  check(name, value, { fields: { min: 'number', max: 'number' } });
  const { min, max } = value as Support;
  if (!(min <= max)) refuse(`${name}.max`, `a number ≥ ${min}, the smallest value`, max);
};

/** @throws TypeError or RangeError unless the argument is a prior with the numbers of its distribution */
export function checkPrior(name: string, prior: unknown): void {
  check(name, prior, { by: 'distribution', tables: priorKinds });
}
