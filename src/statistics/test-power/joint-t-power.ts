import { exp, log, log1p } from '../../elementary/index.ts';
import { chiSquareCdf } from '../distributions/chi-square.ts';
import { gaussLegendre } from '../distributions/gauss-legendre.ts';
import { logGamma } from '../distributions/gamma-function.ts';

/** One of two t tests. */
export interface JointTest {
  /** True effect over the true standard error of its estimate. */
  readonly ncp: number;
  /** Critical value of t on the side that counts, > 0. */
  readonly critical: number;
  /** On which side of zero a rejection counts. */
  readonly side: 'greater' | 'less' | 'either';
}

/** A normal number farther from its mean than this is left out: 2 · 10⁻¹⁸. */
const REACH = 8.7;
/** Probability of the mixture that is left out. */
const NEGLIGIBLE = 1e-12;
/** Correlations beyond which the integral is no longer taken. */
export const LARGEST_CORRELATION = 0.99;

/**
 * Probability that two correlated t tests both succeed. Their estimates are bivariate normal with correlation ρ, and their residual variances the diagonal of a Wishart
 * matrix of the same correlation on the same degrees of freedom, as of two endpoints measured in the same participants. (A multivariate t distribution has one variance for both, and is not this.)
 *
 *     P = Σₖ pₖ ∫∫ φ₂(z − ncp; ρ) Gₖ(z₁) Gₖ(z₂) dz,   Gₖ(z) = P(χ²(df + 2k) < df z² / (t² (1 − ρ²))),   pₖ negative binomial (df/2, ρ²)
 *
 * since the two variances are independent given k (Kibble's bivariate gamma distribution). Gauss–Legendre panels over z; accurate to about 1e-9.
 *
 * @param df           degrees of freedom of both, > 0
 * @param correlation  ρ, within ±0.99
 * @throws RangeError unless the arguments are as said
 * @see Kibble (1941) A two-variate gamma type distribution. Sankhyā 5:137–150; Sozu et al. (2015) Sample Size Determination in Clinical Trials with Multiple Endpoints, ch. 2, DOI 10.1007/978-3-319-22005-5
 */
export function jointTTestPower(tests: readonly [JointTest, JointTest], df: number, correlation: number): number {
  if (!(df > 0 && Math.abs(correlation) <= LARGEST_CORRELATION && tests.every(({ critical, ncp }) => critical > 0 && Number.isFinite(ncp))))
    throw new RangeError(
      `joint power needs df > 0, a correlation within ±${LARGEST_CORRELATION} and critical values > 0, got ${df} and ${correlation}`,
    );
  const weights = mixture(df / 2, correlation * correlation);
  const rest = 1 - correlation * correlation;
  const width = Math.max(0.15, Math.sqrt(rest));
  const [first, second] = tests.map((test) =>
    nodesOf(test, width).map((node) => ({ ...node, below: belowVariance(node.z, test, df, rest, weights.length) })),
  );
  const scale = 1 / (2 * Math.PI * Math.sqrt(rest));
  let sum = 0;
  for (const one of first) {
    const x = one.z - tests[0].ncp;
    for (const two of second) {
      const y = two.z - tests[1].ncp;
      const exponent = (x * x - 2 * correlation * x * y + y * y) / (2 * rest);
      if (exponent > 28) continue;
      let both = 0;
      for (let k = 0; k < weights.length; k++) both += weights[k] * one.below[k] * two.below[k];
      sum += one.weight * two.weight * both * scale * exp(-exponent);
    }
  }
  return Math.min(1, sum);
}

/** Probabilities of the negative binomial (shape, ρ²) from 0 on, until what is left is negligible. */
function mixture(shape: number, square: number): number[] {
  const found: number[] = [];
  let left = 1;
  for (let k = 0; left > NEGLIGIBLE && k < 20_000; k++) {
    const logProbability =
      logGamma(shape + k) - logGamma(shape) - logGamma(k + 1) + shape * log1p(-square) + (k === 0 ? 0 : k * log(square));
    found.push(exp(logProbability));
    left -= found[k];
    if (square === 0 || (k > (shape * square) / (1 - square) && found[k] < NEGLIGIBLE)) break;
  }
  return found;
}

interface Node {
  readonly z: number;
  readonly weight: number;
}

/** Nodes over the numbers of the estimate at which the test may succeed. @param width  of a panel */
function nodesOf({ ncp, side }: JointTest, width: number): Node[] {
  const ranges: [number, number][] = [];
  const [low, high] = [ncp - REACH, ncp + REACH];
  if (side !== 'greater' && low < 0) ranges.push([low, Math.min(0, high)]);
  if (side !== 'less' && high > 0) ranges.push([Math.max(0, low), high]);
  const rule = gaussLegendre(8);
  return ranges.flatMap(([from, to]) => {
    const panels = Math.max(1, Math.ceil((to - from) / width));
    const half = (to - from) / panels / 2;
    return Array.from({ length: panels }, (_, panel) =>
      Array.from(rule.nodes, (node, i) => ({ z: from + half * (2 * panel + 1 + node), weight: half * rule.weights[i] })),
    ).flat();
  });
}

/** Gₖ(z) for every k: P(a + 1, x) = P(a, x) − xᵃ e⁻ˣ / Γ(a + 1). */
function belowVariance(z: number, { critical }: JointTest, df: number, rest: number, count: number): Float64Array {
  const square = (df * z * z) / (critical * critical * rest);
  const below = new Float64Array(count);
  below[0] = chiSquareCdf(square, df);
  const x = square / 2;
  const logX = log(x);
  for (let k = 1; k < count; k++) {
    const a = df / 2 + k - 1;
    below[k] = Math.max(0, below[k - 1] - exp(a * logX - x - logGamma(a + 1)));
  }
  return below;
}
