import { checkFinite } from '../../arguments/numbers.ts';
import { check, type Shape } from '../../arguments/shape.ts';
/** Two estimates that are jointly normal, and what is known of their precision from one estimate of variance. */
export interface TwoMeans {
  readonly numerator: number;
  readonly denominator: number;
  readonly numeratorVariance: number;
  readonly covariance: number;
  readonly denominatorVariance: number;
}

const twoMeans: Shape = {
  fields: {
    numerator: 'finite',
    denominator: 'finite',
    numeratorVariance: 'amount',
    covariance: 'finite',
    denominatorVariance: 'amount',
  },
};

/**
 * Fieller's interval of a ratio of means: all θ with (N − θD)² ≤ t² (V_N − 2θ V_ND + θ² V_D).
 *
 * Exact for jointly normal estimates whose variances and covariance are known up to one factor, estimated independently of them on the degrees of freedom of t.
 * @param t  critical value of Student's t, two-sided at one less the level
 * @returns undefined where the set has no bounds: the denominator is not different from zero, |D| ≤ t √V_D
 * @see Fieller (1954) Some problems in interval estimation. J R Stat Soc B 16:175–185, DOI 10.1111/j.2517-6161.1954.tb00159.x
 * @example
 * ```ts
 * import { fiellerInterval } from 'crossover-sim/statistics';
 * fiellerInterval({ numerator: 8, denominator: 10, numeratorVariance: 1, covariance: 0.5, denominatorVariance: 1 }, 2);
 * // → { lower: 0.619024, upper: 1.00597 }
 * ```
 */
export function fiellerInterval(means: TwoMeans, t: number): { readonly lower: number; readonly upper: number } | undefined {
  check('means', means, twoMeans);
  checkFinite('t', t);
  const { numerator, denominator, numeratorVariance, covariance, denominatorVariance } = means;
  const square = t * t;
  const a = denominator * denominator - square * denominatorVariance;
  if (!(a > 0)) return undefined;
  const b = numerator * denominator - square * covariance;
  const c = numerator * numerator - square * numeratorVariance;
  const reach = Math.sqrt(Math.max(0, b * b - a * c));
  return { lower: (b - reach) / a, upper: (b + reach) / a };
}
