import { log, squared } from '../../elementary/index.ts';
import { RandomInterceptLikelihood } from './random-intercept-likelihood.ts';
import type { SubjectSums } from './subject-sums.ts';

// Longer than other files: one search, whose cases share the evaluations before.

/** What a fit may do. */
export interface RandomInterceptRules {
  /** True when the covariance within subjects may be negative (compound symmetry); else the variance between subjects is at least 0. */
  readonly negative: boolean;
  /** True to use the closed form where there is one. */
  readonly closedForm: boolean;
  /** Residual squares at or below this count as none. */
  readonly noise: number;
}

/** What the effects leave, and take up, within subjects or between them. */
interface Stratum {
  /** Residual squares. */
  squares: number;
  /** Residual degrees of freedom. */
  df: number;
  /** Rank of the regression. */
  rank: number;
}

/** Where the effects explain all but this share of the squares, what is left has lost half of its digits; assumed. */
const CANCELLED = 1e-6;

const MAXIMUM_STEPS = 100;
/** Newton stops when a step in u is this small: its error is then of the order of the square; assumed. */
const SMALL_STEP = 1e-8;
/** A value of u treated as infinite: σ² is 1e-7 of the variance between subjects, and the deviance keeps six decimals; assumed. */
const FAR = 16;
/** A value of u treated as minus infinity: V is nearly singular; assumed. */
const EDGE = -12;
/** Deviances closer than this are equal, where one of them is at the far end and has lost digits; assumed. */
const NO_GAIN = 1e-6;
/** Information of two variances with a determinant of at most this share of the product of its diagonal is of one of them; assumed. */
const CONFOUNDED = 1e-8;
/** A slope at the boundary of at most this share of the number of observations is none: λ would be as small; assumed. */
const NO_SLOPE = 1e-11;
/** Where a second maximum is looked for when the likelihood falls from the boundary: values of u; assumed. */
const scan = [0.25, 0.7, 1.5, 3, 6];

/**
 * REML fit of the model with one random intercept per subject.
 *
 * Where every subject has m observations and each effect is either within or between subjects (complete data of two sequences in two
 * periods), the optimum has a closed form: σ² is the mean square within, 1 + mλ the ratio of the mean square between to it. Otherwise the profiled likelihood is maximised in one variable by Newton steps kept inside a bracket,
 * bent by what the evaluation before says about the curvature.
 * Where the fixed effects take up all that lies between subjects (`saturated`) every λ gives the same: that of fixed subjects.
 * Where λ may not be negative and the likelihood falls from λ = 0 on, the fit is on the boundary (`singular`): σ²_subject = 0.
 * A likelihood that is the same for all λ, or that rises up to a singular V, has no optimum that counts: there is then no fit.
 * Estimated from Z(u) at the optimum; all fields are valid until the next fit.
 * @see Patterson & Thompson (1971) Biometrika 58:545–554, DOI 10.1093/biomet/58.3.545
 */
export class RandomInterceptFit {
  readonly likelihood = new RandomInterceptLikelihood();
  /** True on the boundary: the variance between subjects is estimated as 0. */
  singular = false;
  /** True when the effects take up every degree of freedom between subjects (one subject a sequence): subjects are then as good as fixed, and their variance has no estimate. */
  saturated = false;
  /** True when what the effects leave was lost in the rounding of what they explain: to be fitted again to residuals. */
  cancelled = false;
  #sums: SubjectSums | undefined;
  /** u of the last evaluation. */
  #place = 0;
  /** The evaluation before the last one of a search (a curvature of NaN: none), and the step from it; the reach of the next step. */
  #slopeBefore = NaN;
  #curvatureBefore = NaN;
  #last = NaN;
  #reach = NaN;
  readonly #within: Stratum = { squares: 0, df: 0, rank: 0 };
  readonly #between: Stratum = { squares: 0, df: 0, rank: 0 };

  /** Fits the model; returns why that is impossible, or undefined. */
  fit(sums: SubjectSums, rules: RandomInterceptRules): string | undefined {
    const { negative, noise } = rules;
    this.#sums = sums;
    this.singular = false;
    this.saturated = false;
    this.#decompose(sums);
    const within = this.#within;
    const between = this.#between;
    this.cancelled = this.#isCancelled(sums, negative);
    if (within.df > 0 && !(within.squares > noise)) return withoutVariation;
    if (sums.subjects - (sums.width - 1 - within.rank) < 1) return this.#fitSaturated();
    if (negative && between.df > 0 && !(between.squares > noise)) return 'the sums of the subjects do not vary within the sequences';
    return within.df < 1 ? this.#fitWithoutReplication(negative) : this.#fitReplicated(sums, rules);
  }

  /** σ²_subject; negative only when that was allowed, NaN when the fit is saturated. */
  get subjectVariance(): number {
    return this.saturated ? NaN : this.likelihood.ratio * this.likelihood.residualVariance;
  }

  get residualVariance(): number {
    return this.likelihood.residualVariance;
  }

  /** Restricted log likelihood, as lme4 and nlme count it. */
  get logLikelihood(): number {
    return -this.likelihood.deviance / 2;
  }

  /** Residual squares, degrees of freedom and ranks within subjects, and between those of the largest size. */
  #decompose(sums: SubjectSums): void {
    const within = this.#within;
    const between = this.#between;
    within.squares = sums.residualSquares(sums.within);
    within.rank = sums.regressionRank;
    within.df = sums.observations - sums.subjects - within.rank;
    between.squares = sums.residualSquares(sums.between[sums.largestSize]);
    between.rank = sums.regressionRank;
    between.df = sums.sizes[sums.largestSize] - between.rank;
  }

  #isCancelled(sums: SubjectSums, negative: boolean): boolean {
    const within = this.#within;
    const between = this.#between;
    const last = squared(sums.width) - 1;
    return (
      (within.df > 0 && within.squares <= CANCELLED * sums.within[last]) ||
      (negative && between.df > 0 && between.squares <= CANCELLED * sums.between[sums.largestSize][last])
    );
  }

  #fitSaturated(): string | undefined {
    if (this.#within.df < 1) return 'too few subjects to tell the variance between subjects';
    this.saturated = true;
    return this.#settle(0);
  }

  /** With degrees of freedom within subjects: in closed form where there is one, else by search. */
  #fitReplicated(sums: SubjectSums, { negative, closedForm, noise }: RandomInterceptRules): string | undefined {
    const within = this.#within;
    const between = this.#between;
    const ratio = between.df > 0 && between.squares > noise ? between.squares / between.df / (within.squares / within.df) : 1;
    const guess = log(ratio);
    const separates = sums.sizes[sums.largestSize] === sums.subjects && within.rank + between.rank === sums.width - 1;
    if (closedForm && separates && between.squares > noise) {
      this.singular = !negative && guess <= 0;
      return this.#settle(this.singular ? 0 : guess);
    }
    return negative ? this.#fitCovariance(guess) : this.#fitVariance(guess);
  }

  /**
   * Without degrees of freedom within subjects (as many effects as differences) the likelihood tends to a finite value as σ² falls to 0: the
   * optimum counts only if it lies above that.
   */
  #fitWithoutReplication(negative: boolean): string | undefined {
    const refusal = 'too few values of the same subjects to tell the variance within subjects';
    if (!this.#at(0) || this.#isConfounded()) return refusal;
    if ((negative ? this.#fitCovariance(0) : this.#fitVariance(0)) !== undefined) return refusal;
    const { deviance } = this.likelihood;
    const place = this.#place;
    if (place >= FAR || !this.#at(FAR) || !(this.likelihood.deviance > deviance + NO_GAIN)) return refusal;
    return this.#settle(place);
  }

  /** Whether the likelihood is the same for all λ, evaluated at λ = 0: the two variances cannot be distinguished. */
  #isConfounded(): boolean {
    const { firstSum, secondSum, turnedTrace, turnedSquares, secondTrace } = this.likelihood;
    const { observations, width } = this.#sums ?? { observations: 0, width: 0 };
    const own = (secondSum - 2 * secondTrace + turnedSquares) * (observations - width + 1);
    return !(own - squared(firstSum - turnedTrace) > CONFOUNDED * own);
  }

  /**
   * With a covariance that may be negative. Where the effects take up what lies between the subjects with most observations, the likelihood tends to a finite
   * value as 1 + Mλ falls to 0: an optimum there is none.
   */
  #fitCovariance(guess: number): string | undefined {
    if (this.#between.df > 0) return this.#search(guess, -Infinity);
    return this.#search(guess, EDGE - 1) ?? (this.#place > EDGE ? undefined : failure);
  }

  #fitVariance(guess: number): string | undefined {
    if (!this.#slopeAt(0)) return failure;
    if (this.likelihood.slope < -NO_SLOPE * this.likelihood.firstSum) return this.#search(Math.max(guess, 0.1), 0);
    for (const u of scan) {
      if (!this.#slopeAt(u)) return failure;
      if (this.likelihood.slope < 0) return this.#higherOf(u);
    }
    this.singular = true;
    return this.#settle(0);
  }

  /** The maximum above u, where the likelihood rises, or that of the boundary. */
  #higherOf(u: number): string | undefined {
    const problem = this.#search(u, u);
    if (problem !== undefined) return problem;
    const { deviance } = this.likelihood;
    const place = this.#place;
    this.singular = true;
    if (!this.#at(0)) return failure;
    if (this.likelihood.deviance <= deviance) return undefined;
    this.singular = false;
    return this.#settle(place);
  }

  /** The minimum of the deviance above `lower`, where it falls. */
  #search(start: number, lower: number): string | undefined {
    const { likelihood } = this;
    let low = lower;
    let high = Infinity;
    let u = start;
    this.#curvatureBefore = NaN;
    for (let count = 0; count < MAXIMUM_STEPS; count++) {
      if (!this.#at(u)) return failure;
      const { slope, curvature } = likelihood;
      if (slope === 0) return undefined;
      if (slope < 0) low = u;
      else high = u;
      const step = this.#step();
      let next = u + step;
      const isInside = next > low && next < high;
      if (this.#reach < SMALL_STEP && (isInside || Math.abs(step) < SMALL_STEP)) return this.#settle(next);
      if (!isInside) {
        if (high - low < 1e-14 * Math.max(1, Math.abs(u))) return undefined;
        next = (low + high) / 2;
      }
      this.#slopeBefore = slope;
      this.#curvatureBefore = curvature;
      this.#last = next - u;
      u = next;
    }
    return failure;
  }

  /**
   * The step from the last evaluation to where the slope is 0: Newton's, of which at most 2, or the bent one of the last two evaluations, where that is like it. `#reach` is set
   * to what the error after the step is of the order of the square of: Newton's step, or the product of a bent step and the one before.
   */
  #step(): number {
    const { slope, curvature } = this.likelihood;
    const newton = Math.min(Math.max(curvature > 0 ? -slope / curvature : slope < 0 ? 1 : -1, -2), 2);
    this.#reach = Math.abs(newton);
    if (!(curvature > 0 && this.#curvatureBefore > 0)) return newton;
    const bent = bentStep(-this.#last, this.#slopeBefore, this.#curvatureBefore, slope, curvature);
    if (!(Math.abs(bent - newton) < 0.5 * this.#reach)) return newton;
    this.#reach *= Math.abs(this.#last);
    return bent;
  }

  #settle(u: number): string | undefined {
    return this.#at(u) ? undefined : failure;
  }

  #at(u: number): boolean {
    this.#place = u;
    return this.#sums !== undefined && this.likelihood.evaluate(this.#sums, u);
  }

  #slopeAt(u: number): boolean {
    return this.#sums !== undefined && this.likelihood.evaluateSlope(this.#sums, u);
  }
}

/**
 * The step to the zero of a function by inverse interpolation: the cubic in its value f that has its place and its derivative, both here and at a place before.
 * @param back  from here to the place before
 * @see Ostrowski (1966) Solution of Equations and Systems of Equations, 2nd ed., ch. 2
 */
function bentStep(back: number, before: number, slopeBefore: number, here: number, slope: number): number {
  const rise = before - here;
  const t = -here / rise;
  const [start, end] = [rise / slope, rise / slopeBefore];
  return t * (start + t * (3 * back - 2 * start - end + t * (start + end - 2 * back)));
}

const withoutVariation = 'the values do not vary within the subjects beyond period and treatment';
const failure = 'the restricted likelihood was not maximised';
