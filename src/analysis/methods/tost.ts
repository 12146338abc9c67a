import type { ParameterTable, ParameterValues } from '../../parameters/parameter-table.ts';
import { studentTUpperTail } from '../../statistics/distributions/student-t.ts';
import type { AnalysisSpec, BoundAnalysis, Estimate, Interval, SubjectCounts } from '../analysis.ts';
import type { AnalysisMethod, OptionProblem } from '../analysis-method.ts';
import type { Contrast } from '../estimators/contrast.ts';
import { contrastOf, contrastOptions, estimandOfScale, marginsOnScale, type Scale, varianceProblem } from '../estimators/margins.ts';
import { CriticalT, tInterval } from '../estimators/t-estimate.ts';
import { tostPower } from '../../statistics/test-power/tost-power.ts';
import type { ExactPower } from '../exact-power.ts';
import { contrastCode } from '../r-code/contrasts.ts';
import { printCode } from '../r-code/data.ts';
import type { RSource } from '../r-code/source.ts';

const options = {
  ...contrastOptions,
  margin: {
    default: 0,
    unit: 'as scale',
    min: 0,
    max: 1e15,
    about: 'equivalence within −margin to +margin (ratio: 1/margin to margin); 0 = not given, use lower and upper',
    source: 'assumed',
  },
  lower: { default: 0, unit: 'as scale', min: -1e15, max: 1e15, about: 'lower margin, when margin is not given', source: 'assumed' },
  upper: { default: 0, unit: 'as scale', min: -1e15, max: 1e15, about: 'upper margin, when margin is not given', source: 'assumed' },
} as const satisfies ParameterTable;

type Options = ParameterValues<typeof options>;

/**
 * Two one-sided t tests of equivalence (TOST): whether the effect lies between a lower and an upper margin.
 *
 * t_lower = (estimate − lower)/SE and t_upper = (estimate − upper)/SE; p is the larger of P(T ≥ t_lower) and P(T ≤ t_upper), so
 * non-equivalence is rejected at α exactly when the 1 − 2α interval lies within the margins. The estimate is that of `crossover-t`,
 * of `paired-t`, of `parallel-t` or of `mixed-model`, on the difference, the log response, or log(1 + response). `alternative` is not used. Assumptions as there.
 *
 * @param options  margins in the unit of the measure, or ratios when the scale is one (0.8 and 1.25 when none are given)
 * @returns the effect (a log ratio on the ratio scales) with its interval at the level asked; details: both t and p, the 90 % interval, on
 *          ratio scales also the ratio with interval and the within-subject coefficient of variation; `statistic` is the t of the larger p;
 *          not estimable as the underlying test, and on the ratio scale when a response is not positive
 * @throws RangeError when bound without margins on the difference scale, or with lower ≥ upper
 * @see Schuirmann (1987) J Pharmacokinet Biopharm 15:657–680, DOI 10.1007/BF01068419
 */
export const tost: AnalysisMethod<typeof options> = {
  kind: 'tost',
  label: 'two one-sided t tests of equivalence',
  phrase: 'two one-sided t tests of equivalence',
  outcomeType: 'continuous',
  scope: 'visit',
  takesContrasts: true,
  options,
  nullHypothesis: 'equivalence',
  judgedBy: 't',
  cost: 'fast',
  detailLabels: {
    lower: 'test against the lower margin',
    upper: 'test against the upper margin',
    'margins.lower': 'lower margin',
    'margins.upper': 'upper margin',
    interval90: '90 % interval',
    ratio: 'ratio (C to R)',
    ratioInterval90: '90 % interval of the ratio',
    withinCoefficientOfVariation: 'coefficient of variation within participants',
  },
  pairing: ({ design }) => design,
  modelTerms: () => ({ carryover: false, atLeastZero: true }),
  margins: (values) => marginsOnScale(givenMargins(values), values.scale),
  optionProblem,
  estimand: ({ scale }) => estimandOfScale(scale),
  bind: (question, values) => bindTost(question, values),
  exactPower,
  rCode: tostCode,
};

function bindTost(question: AnalysisSpec, values: Options): BoundAnalysis {
  const contrast = contrastOf(question, values.design, values.scale, values.variance);
  const [lower, upper] = marginsOf(values);
  const estimate = new EquivalenceEstimate(contrast, question.level, lower, upper, values.scale);
  return { columns: contrast.reads, run: (data) => contrast.read(data) ?? estimate };
}

/** Lower and upper margin as they are stated: differences, or ratios. */
function givenMargins({ scale, margin, lower, upper }: Options): [lower: number, upper: number] {
  const isRatio = scale !== 'difference';
  if (margin !== 0) return isRatio ? [1 / margin, margin] : [-margin, margin];
  // The convention of average bioequivalence: 80 % to 125 % (FDA 2001, Statistical Approaches to Establishing Bioequivalence).
  return isRatio && lower === 0 && upper === 0 ? [0.8, 1.25] : [lower, upper];
}

/** Margins on the scale of the estimate (logarithms for ratios). */
function marginsOf(options: Options): readonly [lower: number, upper: number] {
  const margins = givenMargins(options);
  if (!(margins[0] < margins[1]))
    throw new RangeError(`tost needs a margin, or lower < upper, got lower ${margins[0]} and upper ${margins[1]}`);
  if (options.scale !== 'difference' && !(margins[0] > 0))
    throw new RangeError(`tost on a ratio needs positive margins, got ${margins[0]}`);
  return marginsOnScale(margins, options.scale).ofEstimate;
}

class EquivalenceEstimate implements Estimate {
  readonly status = 'estimated';
  readonly #contrast: Contrast & { readonly withinVariance?: number };
  readonly #level: number;
  readonly #lower: number;
  readonly #upper: number;
  readonly #scale: Scale;
  readonly #critical = new CriticalT();
  readonly #reach = new CriticalT();

  constructor(contrast: Contrast, level: number, lower: number, upper: number, scale: Scale) {
    this.#contrast = contrast;
    this.#level = level;
    this.#lower = lower;
    this.#upper = upper;
    this.#scale = scale;
  }

  get estimate(): number {
    return this.#contrast.estimate;
  }

  get standardError(): number {
    return this.#contrast.standardError;
  }

  get df(): number {
    return this.#contrast.df;
  }

  get #tLower(): number {
    return (this.estimate - this.#lower) / this.standardError;
  }

  get #tUpper(): number {
    return (this.estimate - this.#upper) / this.standardError;
  }

  get statistic(): number {
    return this.#tLower < -this.#tUpper ? this.#tLower : this.#tUpper;
  }

  get pValue(): number {
    return studentTUpperTail(Math.min(this.#tLower, -this.#tUpper), this.df);
  }

  get interval(): Interval {
    return this.#reach.interval(this.#contrast, this.#level);
  }

  get counts(): SubjectCounts {
    return this.#contrast.tally.counts();
  }

  rejects(alpha: number): boolean {
    return Math.min(this.#tLower, -this.#tUpper) >= this.#critical.twoSided(2 * alpha, this.df);
  }

  details(): Record<string, unknown> {
    const { estimate, standardError, df } = this;
    const ninety = tInterval(estimate, standardError, df, 0.9);
    const details: Record<string, unknown> = {
      margins: { lower: this.#lower, upper: this.#upper },
      lower: { statistic: this.#tLower, pValue: studentTUpperTail(this.#tLower, df) },
      upper: { statistic: this.#tUpper, pValue: studentTUpperTail(-this.#tUpper, df) },
      interval90: ninety,
    };
    if (this.#scale === 'difference') return details;
    details.ratio = Math.exp(estimate);
    details.ratioInterval90 = { level: 0.9, lower: Math.exp(ninety.lower), upper: Math.exp(ninety.upper) };
    const { withinVariance } = this.#contrast;
    if (withinVariance !== undefined) details.withinCoefficientOfVariation = Math.sqrt(Math.expm1(withinVariance));
    return details;
  }
}

/** Margins that say nothing, too much, or the impossible. */
function optionProblem({ scale, margin, lower, upper, design, variance }: Options): OptionProblem | undefined {
  const idle = varianceProblem(design, variance);
  if (idle !== undefined) return idle;
  const isRatio = scale !== 'difference';
  const isSilent = lower === 0 && upper === 0;
  if (margin !== 0) {
    if (!isSilent) return { option: 'margin', message: 'expected a margin, or lower and upper, got both' };
    return isRatio && !(margin > 1) ? { option: 'margin', message: `expected a ratio above 1, got ${margin}` } : undefined;
  }
  if (isSilent) return isRatio ? undefined : { option: 'margin', message: 'expected a margin above 0 (or lower and upper), got 0' };
  if (!(lower < upper)) return { option: 'lower', message: `expected less than upper (${upper}), got ${lower}` };
  return isRatio && !(lower > 0) ? { option: 'lower', message: `expected a ratio above 0, got ${lower}` } : undefined;
}

function exactPower(values: Options): ExactPower | string {
  if (values.variance !== 'equal') return 'no formula with variances that differ';
  const [lower, upper] = marginsOnScale(givenMargins(values), values.scale).ofEstimate;
  return ({ alpha }, { effect, standardError, df }) => tostPower({ effect, lower, upper, alpha }, standardError, df);
}

function tostCode(question: AnalysisSpec, values: Options, source: RSource): string {
  const given = `c(${givenMargins(values).join(', ')})`;
  const limits = values.scale === 'difference' ? given : `log(${given})`;
  return `${contrastCode(question, values, source)}margins <- ${limits}
p_lower <- pt((estimate - margins[1]) / se, df, lower.tail = FALSE)
p_upper <- pt((estimate - margins[2]) / se, df)
${printCode({ estimate: 'estimate', standardError: 'se', df: 'df', pValue: 'max(p_lower, p_upper)' })}`;
}
