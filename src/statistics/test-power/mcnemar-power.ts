import { checkWhole } from '../../arguments/numbers.ts';
import { check, type Shape } from '../../arguments/shape.ts';
import { binomialCdf, binomialProbability, binomialUpperTail } from '../distributions/binomial.ts';

/** Exact two-sided (doubled tail, at most 1), mid-p two-sided (that less the probability of the outcome, or half of it where both kinds are equally many), exact one-sided for B. */
export type McNemarTest = 'exact' | 'mid-p' | 'one-sided';

/** Probabilities of the two kinds of discordant patients, and the test. */
export interface McNemarPlan {
  /** Probability that a patient succeeds under A only. */
  readonly onlyA: number;
  /** Probability that a patient succeeds under B only. */
  readonly onlyB: number;
  /** 0 < alpha < 1 */
  readonly alpha: number;
  readonly test: McNemarTest;
}

/** p ≤ alpha is judged with this relative slack, so that a p-value equal to alpha counts whatever its last digit. */
const mcnemarPlan: Shape = {
  fields: { onlyA: 'probability', onlyB: 'probability', alpha: 'fraction', test: { oneOf: ['exact', 'mid-p', 'one-sided'] } },
};

const SLACK = 1e-12;

/**
 * Power of McNemar's test on n pairs, by complete enumeration over the number of discordant pairs and their split.
 *
 * The discordant pairs m are binomial (n, onlyA + onlyB); of these, B only is binomial (m, onlyB/(onlyA + onlyB)), and the test is
 * the binomial test of 1/2. No discordant pair gives p = 1. With onlyA = onlyB the result is the true size of the test.
 *
 * @param n pairs, whole, ≥ 0
 * @throws RangeError unless the probabilities and alpha are probabilities, onlyA + onlyB ≤ 1 and n is whole
 * @see McNemar (1947) Psychometrika 12:153–157, DOI 10.1007/BF02295996; Fagerland, Lydersen & Laake (2013) BMC Med Res Methodol 13:91, DOI 10.1186/1471-2288-13-91 (mid-p)
 * @example
 * ```ts
 * import { mcnemarPower } from 'crossover-sim/power';
 * mcnemarPower(40, { onlyA: 0.1, onlyB: 0.35, alpha: 0.05, test: 'exact' }); // → 0.605195
 * ```
 */
export function mcnemarPower(n: number, plan: McNemarPlan): number {
  return new McNemarPower(plan).at(n);
}

/** The power of one plan at any number of pairs; what does not depend on n is kept from one call to the next. */
export class McNemarPower {
  readonly #plan: McNemarPlan;
  /** By number of discordant pairs: probability of rejection. */
  readonly #rejection: number[] = [];

  constructor(plan: McNemarPlan) {
    check('plan', plan, mcnemarPlan);
    const { onlyA, onlyB } = plan;
    if (!(onlyA + onlyB <= 1 + 1e-12)) throw new RangeError(`plan.onlyA and plan.onlyB must add to at most 1, got ${onlyA} and ${onlyB}`);
    this.#plan = plan;
  }

  at(n: number): number {
    checkWhole('n', n);
    const discordant = Math.min(1, this.#plan.onlyA + this.#plan.onlyB);
    let power = 0;
    // twelve SDs and forty pairs away from its mean a binomial count has a probability below 1e-30
    const reach = 12 * Math.sqrt(n * discordant * (1 - discordant)) + 40;
    const most = Math.min(n, Math.ceil(n * discordant + reach));
    for (let m = Math.max(1, Math.floor(n * discordant - reach)); m <= most; m++) {
      this.#rejection[m] ??= this.#rejectionGiven(m, discordant);
      if (this.#rejection[m] > 0) power += binomialProbability(m, n, discordant) * this.#rejection[m];
    }
    return Math.min(1, power);
  }

  #rejectionGiven(m: number, discordant: number): number {
    const { alpha, test, onlyB } = this.#plan;
    const critical = criticalCount(m, alpha, test);
    if (critical > m || discordant === 0) return 0;
    const share = Math.min(1, onlyB / discordant);
    const upper = binomialUpperTail(critical - 1, m, share);
    if (test !== 'one-sided' && 2 * critical === m) return 1;
    return test === 'one-sided' ? upper : upper + binomialCdf(m - critical, m, share);
  }
}

/** The smallest count of one kind, at least half of m discordant pairs unless one-sided, at which the test rejects; m + 1 if none. */
function criticalCount(m: number, alpha: number, test: McNemarTest): number {
  const limit = alpha * (1 + SLACK);
  let outside = 0;
  let critical = m + 1;
  for (let x = m; 2 * x >= m || (test === 'one-sided' && x >= 0); x--) {
    const here = binomialProbability(x, m, 0.5);
    const half = 2 * x === m ? here / 2 : here;
    const p = test === 'one-sided' ? outside + here : Math.min(1, 2 * (outside + here)) - (test === 'mid-p' ? half : 0);
    if (p > limit) break;
    critical = x;
    outside += here;
  }
  return critical;
}
