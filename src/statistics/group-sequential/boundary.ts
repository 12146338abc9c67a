import { pow } from '../../elementary/index.ts';
import { checkFinite } from '../../arguments/numbers.ts';
import { check, type Shape } from '../../arguments/shape.ts';
import { normalUpperTail } from '../distributions/normal.ts';
import { tailRoot } from '../distributions/tail-root.ts';
import { beginning, continueBetween, reachesAbove } from './continuation.ts';
import { checkBounds, checkInformationRates, crossingProbabilities, type StoppingBounds } from './crossing.ts';
import { checkSpending, type SpendingFunction, spentBy } from './spending.ts';

/** How the bounds for efficacy are shaped: by spending the level, or z = c t^(delta − ½) with one constant (0 is O'Brien–Fleming, ½ Pocock). */
export type EfficacyRule =
  { readonly kind: 'spending'; readonly spending: SpendingFunction } | { readonly kind: 'wang-tsiatis'; readonly delta: number };

/** The information fractions of the interim analyses, and the level of the whole procedure. */
export interface LookPlan {
  /** Share of the full information at each look, rising to 1. */
  readonly informationRates: readonly number[];
  /** Level of the whole test: of both sides together where sided is 2. */
  readonly alpha: number;
  readonly sided: 1 | 2;
  readonly efficacy: EfficacyRule;
}

/** Spending so small that no finite bound can express it. */
const NOTHING = 1e-300;

/**
 * Efficacy boundaries of a group-sequential test: stop and reject at analysis k when z ≥ upper[k] (two-sided: when |z| ≥ upper[k]).
 *
 * Under no effect, spending makes the probability of crossing by analysis k equal to what is spent by its information rate; Wang and Tsiatis's
 * family finds the one constant whose total is alpha. A two-sided test has lower = −upper and half of alpha on each side, the trials that
 * crossed either bound being gone.
 *
 * @returns bounds in z, solved until the total is alpha to about 1e-13; Infinity where nothing is spent
 * @throws RangeError unless 0 < alpha < 1, the rates rise to 1 and the rule's parameter is finite
 * @see Lan & DeMets (1983) Biometrika 70:659–663, DOI 10.1093/biomet/70.3.659; Wang & Tsiatis (1987) Biometrics 43:193–199, DOI 10.2307/2531959;
 *      O'Brien & Fleming (1979) Biometrics 35:549–556, DOI 10.2307/2530245; Pocock (1977) Biometrika 64:191–199, DOI 10.1093/biomet/64.2.191
 * @example
 * ```ts
 * import { efficacyBoundary } from 'crossover-sim/statistics';
 * const plan = { informationRates: [0.5, 1], alpha: 0.025, sided: 1 } as const;
 * const obrienFleming = { kind: 'spending', spending: { kind: 'obrien-fleming' } } as const;
 * efficacyBoundary({ ...plan, efficacy: obrienFleming }).upper; // → [2.96259, 1.9686]
 * ```
 */
export function efficacyBoundary(plan: LookPlan): StoppingBounds {
  checkLookPlan('plan', plan);
  const { informationRates: rates, sided, efficacy } = plan;
  const upper = efficacy.kind === 'spending' ? spendingBounds(plan, efficacy.spending) : wangTsiatisBounds(plan, efficacy.delta);
  return { informationRates: rates, upper, lower: upper.map((z) => (sided === 2 ? -z : -Infinity)) };
}

function spendingBounds({ informationRates: rates, alpha, sided }: LookPlan, spending: SpendingFunction): number[] {
  const side = alpha / sided;
  const upper: number[] = [];
  let state = beginning;
  rates.forEach((rate, k) => {
    const share = spentBy(spending, side, rate) - (k === 0 ? 0 : spentBy(spending, side, rates[k - 1]));
    const z = boundSpending(share, (bound) => reachesAbove(state, rate, bound, 0));
    upper.push(z);
    if (k + 1 < rates.length) state = continueBetween(state, rate, sided === 2 ? -z : -Infinity, z, 0, rates[k + 1]);
  });
  return upper;
}

/** The z at which a falling probability equals `share`; Infinity where nothing is to be spent. */
export function boundSpending(share: number, probability: (z: number) => number): number {
  if (!(share > NOTHING)) return Infinity;
  return tailRoot(
    (z) => {
      const upper = probability(z);
      return { upper, lower: 1 - upper };
    },
    share,
    2,
    -38,
    38,
  );
}

function wangTsiatisBounds({ informationRates: rates, alpha, sided }: LookPlan, delta: number): number[] {
  const boundsOf = (constant: number): number[] => rates.map((rate) => constant * pow(rate, delta - 0.5));
  const constant = boundSpending(alpha / sided, (c) => {
    if (sided === 2 && c <= 0) return 0.5;
    const upper = boundsOf(c);
    return crossingProbabilities({ informationRates: rates, upper, lower: upper.map((z) => (sided === 2 ? -z : -Infinity)) }, 0).power;
  });
  return boundsOf(constant);
}

/**
 * Nominal one-sided p-value of a stopping boundary at its own analysis: P(Z ≥ z).
 *
 * @example
 * ```ts
 * import { nominalPValues } from 'crossover-sim/statistics';
 * nominalPValues({ informationRates: [0.5, 1], lower: [-Infinity, -Infinity], upper: [2.9626, 1.9686] }); // → [0.00152526, 0.0244995]
 * ```
 */
export function nominalPValues(bounds: StoppingBounds): number[] {
  checkBounds('bounds', bounds);
  return bounds.upper.map((z) => normalUpperTail(z));
}

/** @throws TypeError or RangeError unless the argument is the plan of a group-sequential test */
export function checkLookPlan(name: string, plan: LookPlan): void {
  check(name, plan, lookPlan);
  const { efficacy } = plan;
  if (efficacy.kind === 'spending') checkSpending(`${name}.efficacy.spending`, efficacy.spending);
  else checkFinite(`${name}.efficacy.delta`, efficacy.delta);
}

const lookPlan: Shape = {
  fields: {
    informationRates: (name, value) => {
      checkInformationRates(name, value as readonly number[]);
    },
    alpha: 'fraction',
    sided: { oneOf: [1, 2] },
    efficacy: { fields: { kind: { oneOf: ['spending', 'wang-tsiatis'] } } },
  },
};
