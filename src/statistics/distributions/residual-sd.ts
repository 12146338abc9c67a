import { exp, log, log1p } from '../../elementary/index.ts';
import { deviance, stirlingError } from './gamma-function.ts';
import { adaptiveIntegral } from './gauss-legendre.ts';

/** A drop of the log integrand by this much leaves nothing of its integral: e⁻⁴² = 6e-19. */
const DROP = 42;
/** The log density of S where the whole integral would underflow. */
const UNDERFLOW = 800;
/** A normal probability changes form within this many units of its argument about 0; beyond, it is 1 or a smooth tail. */
const BEND_REACH = 10;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** What the quadrature must know of g: where its normal probabilities pass 1/2, how steep their arguments are, and the range of S. */
export interface ResidualSdRange {
  /** Values of s at which the argument of a normal probability in g is 0. */
  readonly bends: readonly number[];
  /** Change of that argument per unit of s, > 0. */
  readonly slope: number;
  /** ≥ 0; 0 unless given. */
  readonly from?: number;
  /** > from; Infinity unless given. */
  readonly to?: number;
}

/**
 * Expectation over the law of a residual standard deviation: E[g(S); from < S < to], where df S² is chi-square on df degrees of freedom
 * (S is the estimated SD divided by the true one).
 *
 * Integrates s f(s) g(s) over ln s, outwards from its peak; both factors are positive, so a small expectation is as accurate
 * (about 1e-13 of its own value) as a large one. Noncentral t, Owen's Q and the power of two one-sided tests are such expectations.
 *
 * @param df   real, finite and ≥ 0.1
 * @param logG natural logarithm of g ≥ 0 as a function of s > 0; −Infinity where g is 0. s f(s) g(s) must have a single peak, which holds
 *             for every log-concave g
 * @param range where g bends, so that no panel passes over a step narrower than itself, and the range of s
 * @throws RangeError unless df is finite and ≥ 0.1
 * @see Owen (1965) Biometrika 52:437–446, DOI 10.1093/biomet/52.3-4.437
 */
export function residualSdExpectation(df: number, logG: (s: number) => number, range: ResidualSdRange): number {
  const { from = 0, to = Infinity } = range;
  if (!(df >= 0.1 && df < Infinity)) throw new RangeError(`residualSdExpectation needs 0.1 ≤ df < Infinity, got ${df}`);
  const reach = (2 * UNDERFLOW) / df;
  const least = Math.max(-740, log(from));
  const most = Math.min(0.5 * log1p(2 * reach + 2 * Math.sqrt(reach)), log(to));
  if (!(most > least)) return 0;
  const logIntegrand = (u: number): number => {
    const s = exp(u);
    const weight = df * s * s;
    return weight > 0 ? logG(s) - deviance(df / 2, weight / 2) : -Infinity;
  };
  const peak = peakBetween(logIntegrand, least, most);
  const height = logIntegrand(peak);
  if (!(height > -UNDERFLOW)) return 0;
  const scaled = (u: number): number => exp(logIntegrand(u) - height);
  const width = 1 / Math.sqrt(2 * df + 1);
  const left = Math.max(least, edge(logIntegrand, peak, height, -width));
  const right = Math.min(most, edge(logIntegrand, peak, height, width));
  // finer than the rounding of the exponents cannot be asked for
  const rounding = 1e-15 * (10 - height + Math.sqrt(df) + range.slope * exp(peak));
  const tolerance = rounding * Math.min(right - left, 10 * width);
  const breaks = [left, peak, right, ...bendPlaces(range).filter((u) => u > left && u < right)].sort((a, b) => a - b);
  let area = 0;
  for (let i = 1; i < breaks.length; i++) area += adaptiveIntegral(scaled, breaks[i - 1], breaks[i], tolerance);
  return area * exp(height - stirlingError(df / 2)) * Math.sqrt(df / Math.PI);
}

/** Logarithms of the places between which g keeps one form. */
function bendPlaces({ bends, slope }: ResidualSdRange): number[] {
  const reach = BEND_REACH / slope;
  return bends.flatMap((s) => [s - reach, s, s + reach].filter((place) => place > 0).map(log));
}

/** Where a function with one peak is highest, by golden sections, to about 1e-9. */
function peakBetween(f: (u: number) => number, least: number, most: number): number {
  let a = least;
  let b = most;
  let left = b - GOLDEN * (b - a);
  let right = a + GOLDEN * (b - a);
  let fLeft = f(left);
  let fRight = f(right);
  while (b - a > 1e-9) {
    if (fLeft > fRight) {
      [b, right, fRight] = [right, left, fLeft];
      left = b - GOLDEN * (b - a);
      fLeft = f(left);
    } else {
      [a, left, fLeft] = [left, right, fRight];
      right = a + GOLDEN * (b - a);
      fRight = f(right);
    }
  }
  return a + (b - a) / 2;
}

/** A place beyond which the integrand is negligible, less than twice as far from the peak as need be. */
function edge(logIntegrand: (u: number) => number, peak: number, height: number, firstStep: number): number {
  const negligible = (step: number): boolean => !(logIntegrand(peak + step) > height - DROP);
  let step = firstStep;
  if (negligible(step)) {
    for (let halving = 0; halving < 60 && negligible(step / 2); halving++) step /= 2;
    return peak + step;
  }
  while (!negligible(step) && Math.abs(step) < 1500) step *= 2;
  return peak + step;
}
