import { checkFraction } from '../../arguments/numbers.ts';
import { refuse } from '../../arguments/refuse.ts';
import { check } from '../../arguments/shape.ts';
import { bracketedRoot } from '../distributions/tail-root.ts';
import { boundSpending, checkLookPlan, efficacyBoundary, type LookPlan } from './boundary.ts';
import { beginning, continueBetween, reachesAbove, reachesBelow } from './continuation.ts';
import { crossingProbabilities, type StoppingBounds } from './crossing.ts';
import { checkSpending, type SpendingFunction, spentBy } from './spending.ts';

/** Bounds for futility: given as z for every look but the last, or by spending the error of the second kind. */
export type FutilityRule = (
  | { readonly kind: 'fixed'; readonly bounds: readonly number[] }
  | { readonly kind: 'spending'; readonly spending: SpendingFunction; /** 1 − power, 0 < beta < 1 − alpha. */ readonly beta: number }
) & {
  /** Binding: the trial must stop, and the efficacy bounds may count on it. Non-binding: they do not, and the level holds whatever is done. */
  readonly binding: boolean;
};

/** Bounds for both, with the drift at which beta is spent (only where the rule spends it). */
export interface FutilityBoundary extends StoppingBounds {
  readonly drift?: number;
}

/**
 * Bounds of a one-sided test that may stop for efficacy (z ≥ upper) or futility (z ≤ lower); they meet at the last look.
 *
 * With beta spending, the drift is sought at which the probability to cross the lower bound by look k equals what is spent by then and the
 * power is 1 − beta. Binding bounds need efficacy by spending: their upper bounds spend alpha among the trials that futility left.
 *
 * @throws RangeError unless the test is one-sided, fixed bounds number the looks less one, 0 < beta < 1 − alpha, and binding rules spend alpha
 * @see Pampallona, Tsiatis & Kim (2001) Drug Inf J 35:1113–1121, DOI 10.1177/009286150103500408; Jennison & Turnbull (2000) Group Sequential Methods, ch. 4 and 7
 * @example
 * ```ts
 * import { futilityBoundary } from 'crossover-sim/statistics';
 * const plan = {
 *   informationRates: [0.5, 1],
 *   alpha: 0.025,
 *   sided: 1,
 *   efficacy: { kind: 'spending', spending: { kind: 'obrien-fleming' } },
 * } as const;
 * futilityBoundary(plan, { kind: 'fixed', bounds: [0], binding: false }).lower; // → [0, 1.9686]
 * ```
 */
export function futilityBoundary(plan: LookPlan, rule: FutilityRule): FutilityBoundary {
  checkLookPlan('plan', plan);
  checkFutilityRule('rule', rule, plan);
  if (rule.kind === 'fixed') return boundsAt(plan, rule, (_, k) => rule.bounds[k], 0);
  const { beta, spending } = rule;
  const spent = plan.informationRates.map((rate) => spentBy(spending, beta, rate));
  const at = (drift: number): StoppingBounds =>
    boundsAt(plan, rule, (below, k) => -boundSpending(spent[k] - (k === 0 ? 0 : spent[k - 1]), (z) => below(-z)), drift);
  const excess = (drift: number): number => {
    const bounds = at(drift);
    return 1 - beta - crossingProbabilities(bounds, drift).power;
  };
  let [low, high] = [0, 1];
  while (excess(high) > 0) [low, high] = [high, 2 * high];
  const drift = bracketedRoot(excess, low, excess(low), high, excess(high));
  return { ...at(drift), drift };
}

/** Look by look: the upper bound by alpha (under no drift), the lower one by the rule (under `drift`). */
function boundsAt(
  plan: LookPlan,
  rule: FutilityRule,
  lowerBound: (below: (z: number) => number, k: number) => number,
  drift: number,
): StoppingBounds {
  const { informationRates: rates, alpha, efficacy } = plan;
  const free = rule.binding ? undefined : efficacyBoundary(plan).upper;
  const [lower, upper]: [number[], number[]] = [[], []];
  let [null0, true1] = [beginning, beginning];
  rates.forEach((rate, k) => {
    const before = null0;
    const spentHere =
      efficacy.kind === 'spending'
        ? spentBy(efficacy.spending, alpha, rate) - (k === 0 ? 0 : spentBy(efficacy.spending, alpha, rates[k - 1]))
        : 0;
    upper.push(free?.[k] ?? boundSpending(spentHere, (z) => reachesAbove(before, rate, z, 0)));
    const last = k + 1 === rates.length;
    const reached = true1;
    lower.push(
      last
        ? upper[k]
        : Math.min(
            upper[k],
            lowerBound((z) => reachesBelow(reached, rate, z, drift), k),
          ),
    );
    if (last) return;
    null0 = continueBetween(null0, rate, lower[k], upper[k], 0, rates[k + 1]);
    true1 = continueBetween(true1, rate, lower[k], upper[k], drift, rates[k + 1]);
  });
  return { informationRates: rates, lower, upper };
}

function checkFutilityRule(name: string, rule: FutilityRule, { sided, alpha, informationRates, efficacy }: LookPlan): void {
  if (sided !== 1) refuse('plan.sided', '1, because bounds for futility are made for one-sided tests', sided);
  check(name, rule, { fields: { kind: { oneOf: ['fixed', 'spending'] }, binding: 'boolean' } });
  if (rule.binding && efficacy.kind !== 'spending')
    refuse('plan.efficacy.kind', "'spending' where bounds for futility are binding", efficacy.kind, 'string');
  if (rule.kind === 'fixed') return check(`${name}.bounds`, rule.bounds, { list: 'number', length: informationRates.length - 1 });
  checkSpending(`${name}.spending`, rule.spending);
  checkFraction(`${name}.beta`, rule.beta, 1 - alpha);
}
