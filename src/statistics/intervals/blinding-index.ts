import { squared } from '../../elementary/index.ts';
import { checkFraction } from '../../arguments/numbers.ts';
import { check, checkOptional } from '../../arguments/shape.ts';
import { normalQuantile } from '../distributions/normal.ts';

/** A blinding index with its large-sample standard error and interval. */
export interface BlindingIndex {
  readonly estimate: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
}

/** James's weights of guesses that name one of the arms: of a right guess 0, of a wrong one; `don't know` has weight 1. */
const WRONG = 0.5;
const rightOrWrong = (guesses: readonly (readonly number[])[]): number[][] =>
  guesses.map((row, i) => row.map((_, j) => (i === j ? 0 : WRONG)));

/**
 * Bang’s blinding index of one arm: −1 all guess the other treatment, 0 as many right as wrong, 1 all guess right.
 *
 *     BI = Σ w_k p_k,  Var = (Σ w_k² p_k − BI²)/n
 *
 * With three answers (right, wrong, do not know) the weights are 1, −1, 0 and the variance is (p_right + p_wrong − BI²)/n; with five (strongly or somewhat sure) they are 1, ½, −½, −1, 0.
 * The interval is BI ± z SE, held within −1 to 1; where all participants answer alike it has no width.
 *
 * @param counts   participants by answer   @param weights  of the answers, −1 to 1   @param level  coverage, 0 < level < 1
 * @throws RangeError without a participant, or where counts and weights are not as many
 * @see Bang, Ni & Davis (2004) Assessment of blinding in clinical trials. Control Clin Trials 25:143–156, DOI 10.1016/j.cct.2003.10.016
 * @example
 * ```ts
 * import { bangIndex } from 'crossover-sim/statistics';
 * const { estimate, lower, upper } = bangIndex([82, 25, 170], [1, -1, 0]); // right, wrong, do not know
 * estimate; // → 0.205776
 * [lower, upper]; // → [0.136713, 0.27484]
 * ```
 */
export function bangIndex(counts: readonly number[], weights: readonly number[] = [1, -1, 0], level = 0.95): BlindingIndex {
  check('counts', counts, { list: 'count', least: 1 });
  check('weights', weights, { list: 'finite', length: counts.length });
  checkFraction('level', level);
  const n = totalOf('counts', counts);
  const mean = (of: (weight: number) => number): number =>
    counts.reduce((sum, count, answer) => sum + (count / n) * of(weights[answer]), 0);
  const estimate = mean((weight) => weight);
  return withInterval(estimate, Math.sqrt(Math.max(0, mean(squared) - estimate * estimate) / n), level, -1);
}

/**
 * James’s blinding index of a trial: 0 all guess right, ½ random guesses, 1 nobody makes a guess. With d the share who do not know, A = Σ w_ij p_ij over guesses i and arms j
 * (w = 0 for a right guess, ½ for a wrong one) and B = Σ w_ij p_i· q_j, where p_i· are the shares of the guesses and q_j the shares of the arms among those who guess,
 *
 *     BI = d + A (1 − d)² / (2 B)
 *
 * which is (1 + d + (1 − d) K)/2 with James’s K = (P_o − P_e)/P_e. The variance is that of the delta method for multinomial counts, which gives the published formula.
 *
 * Of graded guesses w may be any disagreement of a guess and an arm, 0 where they agree wholly; only ratios of weights count. With five answers (strongly or somewhat sure) and
 * w = 0, ¼, ¾, 1 from strongly right to strongly wrong, which is (1 − Bang’s weight)/2 and an extension of ours, guesses at random still give ½.
 *
 * @param guesses   counts by guess (rows) and arm (columns); without weights in the same order of treatments
 * @param unknown   participants of each arm who do not know
 * @param weights   disagreement of each guess with each arm
 * @returns undefined where the index is not defined: all who guess name the one arm that they are in
 * @throws RangeError without a participant
 * @see James et al. (1996) An index for assessing blindness in a multi-centre clinical trial. Stat Med 15:1421–1434,
 *   DOI 10.1002/(SICI)1097-0258(19960715)15:13<1421::AID-SIM266>3.0.CO;2-H
 * @example
 * ```ts
 * import { jamesIndex } from 'crossover-sim/statistics';
 * const index = jamesIndex([[82, 27], [25, 29]], [170, 83]);
 * index?.estimate; // → 0.747928
 * ```
 */
export function jamesIndex(
  guesses: readonly (readonly number[])[],
  unknown: readonly number[],
  level = 0.95,
  weights?: readonly (readonly number[])[],
): BlindingIndex | undefined {
  check('unknown', unknown, { list: 'count', least: 1 });
  const { length } = unknown;
  check('guesses', guesses, { list: { list: 'count', length }, least: 1, ...(weights === undefined ? { length } : {}) });
  checkFraction('level', level);
  checkOptional('weights', weights, { list: { list: 'amount', length }, length: guesses.length });
  const disagreement = weights ?? rightOrWrong(guesses);
  const n = totalOf('guesses and unknown', [...guesses.flat(), ...unknown]);
  const share = guesses.map((row) => row.map((count) => count / n));
  const unsure = unknown.reduce((sum, count) => sum + count, 0) / n;
  if (unsure === 1) return withInterval(1, 0, level, 0);
  const weight = (i: number, j: number): number => disagreement[i][j];
  const rows = share.map((row) => row.reduce((sum, p) => sum + p, 0));
  const columns = unknown.map((_, j) => share.reduce((sum, row) => sum + row[j], 0));
  const over = (term: (i: number, j: number) => number): number =>
    share.reduce((sum, row, i) => sum + row.reduce((inner, _, j) => inner + term(i, j), 0), 0);
  const observed = over((i, j) => weight(i, j) * share[i][j]);
  const expected = over((i, j) => weight(i, j) * rows[i] * columns[j]);
  if (expected === 0) return undefined;
  const known = 1 - unsure;
  // Derivatives of the index by each share: of a guess i in arm j, and of not knowing.
  const slopeOfGuess = (i: number, j: number): number => {
    const inExpected =
      columns.reduce((sum, q, arm) => sum + weight(i, arm) * q, 0) + rows.reduce((sum, p, guess) => sum + weight(guess, j) * p, 0);
    return ((known * known) / 2) * (weight(i, j) / expected - (observed * inExpected) / (expected * expected));
  };
  const slopeOfUnsure = 1 - (observed * known) / expected;
  const mean = over((i, j) => share[i][j] * slopeOfGuess(i, j)) + unsure * slopeOfUnsure;
  const square = over((i, j) => share[i][j] * squared(slopeOfGuess(i, j))) + unsure * (slopeOfUnsure * slopeOfUnsure);
  const estimate = unsure + (observed * known * known) / (2 * expected);
  return withInterval(estimate, Math.sqrt(Math.max(0, square - mean * mean) / n), level, 0);
}

/** An index that ends at 1, with its interval held within the range of the index. */
function withInterval(estimate: number, standardError: number, level: number, minimum: number): BlindingIndex {
  const reach = -normalQuantile((1 - level) / 2) * standardError;
  return { estimate, standardError, lower: Math.max(minimum, estimate - reach), upper: Math.min(1, estimate + reach) };
}

function totalOf(name: string, counts: readonly number[]): number {
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (!(n > 0)) throw new RangeError(`${name} must have at least one participant, got ${n}`);
  return n;
}
