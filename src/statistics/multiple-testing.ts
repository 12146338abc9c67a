import { checkOptional } from '../arguments/shape.ts';
import { refuse } from '../arguments/refuse.ts';
/**
 * Procedures that keep the familywise error of several hypotheses at alpha, each as adjusted p-values: the smallest familywise level at
 * which the hypothesis is rejected. Reject where the adjusted value is at most alpha. An analysis that could not estimate enters as p = 1.
 */

/**
 * Holm's step-down procedure.
 *
 *     p̃(i) = max over j ≤ i of (m − j + 1) p(j), at most 1,  p(1) ≤ … ≤ p(m)
 *
 * Keeps the familywise error under any dependence.
 *
 * @param p p-values, in any order
 * @returns adjusted p-values in the order given
 * @throws RangeError unless there is a p-value and all lie in 0 … 1
 * @see Holm (1979) Scand J Stat 6:65–70, https://www.jstor.org/stable/4615733
 * @example
 * ```ts
 * import { holm } from 'crossover-sim/statistics';
 * holm([0.01, 0.04, 0.03]); // → [0.03, 0.06, 0.06]
 * ```
 */
export function holm(p: readonly number[]): number[] {
  const order = ascending(p);
  const adjusted = new Array<number>(p.length);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (p.length - rank) * p[index]));
    adjusted[index] = largest;
  });
  return adjusted;
}

/**
 * Hochberg's step-up procedure.
 *
 *     p̃(i) = min over j ≥ i of (m − j + 1) p(j),  p(1) ≤ … ≤ p(m)
 *
 * Rejects all that Holm's does and perhaps more; keeps the familywise error for independent and for positively dependent (MTP₂) test
 * statistics, not under every dependence. Arguments, result and exceptions as `holm`.
 *
 * @see Hochberg (1988) Biometrika 75:800–802, DOI 10.1093/biomet/75.4.800; Sarkar & Chang (1997) J Am Stat Assoc 92:1601–1608, DOI 10.1080/01621459.1997.10473682
 * @example
 * ```ts
 * import { hochberg } from 'crossover-sim/statistics';
 * hochberg([0.01, 0.04, 0.03]); // → [0.03, 0.04, 0.04]
 * ```
 */
export function hochberg(p: readonly number[]): number[] {
  const order = ascending(p);
  const adjusted = new Array<number>(p.length);
  let smallest = 1;
  for (let rank = order.length - 1; rank >= 0; rank--) {
    smallest = Math.min(smallest, (p.length - rank) * p[order[rank]]);
    adjusted[order[rank]] = smallest;
  }
  return adjusted;
}

/**
 * Fixed-sequence procedure: each hypothesis at the full level, in the order given, until one is not rejected.
 *
 *     p̃ᵢ = max(p₁, …, pᵢ)
 *
 * Keeps the familywise error under any dependence, provided that the order was fixed beforehand.
 * Arguments, result and exceptions as `holm`, but the order matters.
 *
 * @see Maurer, Hothorn & Lehmacher (1995) in Vollmar (ed.) Biometrie in der chemisch-pharmazeutischen Industrie 6:3–18; Westfall & Krishen (2001) J Stat Plan Inference 99:25–40, DOI 10.1016/S0378-3758(01)00077-5
 * @example
 * ```ts
 * import { fixedSequence } from 'crossover-sim/statistics';
 * fixedSequence([0.01, 0.06, 0.03]); // → [0.01, 0.06, 0.06]
 * ```
 */
export function fixedSequence(p: readonly number[]): number[] {
  requirePValues(p);
  let largest = 0;
  return p.map((value) => (largest = Math.max(largest, value)));
}

/**
 * Fallback procedure: the hypotheses in the order given, each with its own share of the level and with the level of the one before it if
 * that was rejected.
 *
 *     level of i = alpha wᵢ + (level of i − 1 if it was rejected)
 *     p̃ᵢ = min over j ≤ i of max(p̃ⱼ, …, p̃ᵢ₋₁, pᵢ / (wⱼ + … + wᵢ)), at most 1
 *
 * With all the weight on the first it is the fixed sequence. Keeps the familywise error under any dependence.
 *
 * @param p       p-values in the order fixed beforehand
 * @param weights shares of the level, ≥ 0, adding to 1; equal unless given
 * @returns adjusted p-values in the order given
 * @throws RangeError as `holm`, or unless the weights are as said
 * @see Wiens (2003) Pharm Stat 2:211–215, DOI 10.1002/pst.64; Wiens & Dmitrienko (2005) J Biopharm Stat 15:929–942, DOI 10.1080/10543400500265660
 * @example
 * ```ts
 * import { fallback } from 'crossover-sim/statistics';
 * fallback([0.01, 0.06, 0.03], [0.5, 0.25, 0.25]); // → [0.02, 0.08, 0.08]
 * ```
 */
export function fallback(p: readonly number[], weights?: readonly number[]): number[] {
  requirePValues(p);
  checkOptional('weights', weights, { list: 'amount', length: p.length });
  const shares = weights ?? p.map(() => 1 / p.length);
  const total = shares.reduce((sum, weight) => sum + weight, 0);
  if (Math.abs(total - 1) > 1e-9) throw new RangeError(`weights must be numbers that add to 1, got ${shares.join(', ')}`);
  const adjusted: number[] = [];
  p.forEach((value, i) => {
    let smallest = 1;
    let share = 0;
    let needed = 0;
    for (let j = i; j >= 0; j--) {
      if (j < i) needed = Math.max(needed, adjusted[j]);
      share += shares[j];
      const own = share > 0 ? value / share : Infinity;
      smallest = Math.min(smallest, Math.max(needed, own));
    }
    adjusted.push(smallest);
  });
  return adjusted;
}

/**
 * p-value of a claim that all parts hold (intersection–union test): the largest of the parts' p-values. Each part is tested at the full
 * level; the claim's error is at most alpha, and reaches it where one part is at its null and the others are certain.
 * @throws RangeError as `holm`
 * @see Berger (1982) Technometrics 24:295–300, DOI 10.1080/00401706.1982.10487790
 * @example
 * ```ts
 * import { intersectionUnion } from 'crossover-sim/statistics';
 * intersectionUnion([0.01, 0.04, 0.03]); // → 0.04
 * ```
 */
export function intersectionUnion(p: readonly number[]): number {
  requirePValues(p);
  return Math.max(...p);
}

/** Indices by rising p-value; ties keep their order. */
function ascending(p: readonly number[]): number[] {
  requirePValues(p);
  return p.map((_, index) => index).sort((a, b) => p[a] - p[b]);
}

function requirePValues(p: readonly number[]): void {
  if (!Array.isArray(p) || p.length === 0) refuse('p', 'a list of at least one p-value', p, Array.isArray(p) ? 'object' : 'none');
  for (let place = 0; place < p.length; place++)
    if (!(typeof p[place] === 'number' && p[place] >= 0 && p[place] <= 1)) refuse(`p[${place}]`, 'a number ≥ 0 and ≤ 1', p[place]);
}
