import type { ParameterTable, ParameterValues } from '../../parameters/parameter-table.ts';
import { studentTUpperTail } from '../../statistics/distributions/student-t.ts';
import type { AnalysisSpec, BoundAnalysis } from '../analysis.ts';
import type { AnalysisMethod, OptionProblem } from '../analysis-method.ts';
import type { Contrast } from '../estimators/contrast.ts';
import { contrastOf, contrastOptions, estimandOfScale, marginsOnScale, varianceProblem } from '../estimators/margins.ts';
import { CriticalT, TEstimate, tInterval } from '../estimators/t-estimate.ts';
import { tTestPower } from '../../statistics/test-power/t-power.ts';
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
    about: 'how much worse the comparator may be: a difference, or on a ratio scale a ratio above 1',
    source: 'assumed',
  },
} as const satisfies ParameterTable;

type Options = ParameterValues<typeof options>;

/**
 * One-sided t test of non-inferiority: whether the comparator is not worse than the reference by as much as a margin.
 *
 * With alternative `greater` (higher is better) it tests effect ≤ −margin by t = (estimate + margin)/SE; with `less` (lower is better, as
 * on depression scales) effect ≥ margin by t = (estimate − margin)/SE. On ratio scales the margin is the logarithm of the ratio given.
 * The estimate and its assumptions are those of `crossover-t`, `paired-t`, `parallel-t` or `mixed-model`.
 *
 * @returns the effect with its interval; the p-value is one-sided; details: the margin and the one-sided bound at the level asked; not estimable as the underlying test
 * @throws RangeError when bound with a two-sided alternative, or without a positive margin (on ratio scales, one above 1)
 * @see Committee for Proprietary Medicinal Products (2001) Br J Clin Pharmacol 52:223–228, DOI 10.1046/j.0306-5251.2001.01397-3.x
 */
export const nonInferiority: AnalysisMethod<typeof options> = {
  kind: 'non-inferiority',
  label: 'one-sided t test of non-inferiority',
  phrase: 'a one-sided t test of non-inferiority',
  outcomeType: 'continuous',
  scope: 'visit',
  takesContrasts: true,
  options,
  nullHypothesis: 'non-inferiority',
  judgedBy: 't',
  cost: 'fast',
  detailLabels: {
    margin: 'margin',
    oneSidedBound: 'one-sided bound',
  },
  pairing: ({ design }) => design,
  modelTerms: () => ({ carryover: false, atLeastZero: true }),
  margins: ({ margin, scale }) => marginsOnScale([scale === 'difference' ? -margin : 1 / margin, margin], scale),
  optionProblem,
  estimand: ({ scale }) => estimandOfScale(scale),
  bind: (question, values) => bindNonInferiority(question, values),
  exactPower,
  rCode: nonInferiorityCode,
};

function bindNonInferiority(question: AnalysisSpec, { design, scale, margin, variance }: Options): BoundAnalysis {
  if (question.alternative === 'two-sided') {
    throw new RangeError('non-inferiority is one-sided: choose alternative less (lower is better) or greater (higher is better)');
  }
  if (!(margin > (scale === 'difference' ? 0 : 1))) {
    throw new RangeError(`non-inferiority needs a margin above ${scale === 'difference' ? 0 : 1}, got ${margin}`);
  }
  const contrast = contrastOf(question, design, scale, variance);
  const estimate = new NonInferiorityEstimate(question, contrast, scale === 'difference' ? margin : Math.log(margin));
  return { columns: contrast.reads, run: (data) => contrast.read(data) ?? estimate };
}

class NonInferiorityEstimate extends TEstimate {
  /** 1 when higher is better, −1 when lower is. */
  readonly #direction: 1 | -1;
  readonly #margin: number;
  readonly #level: number;
  readonly #oneSided = new CriticalT();

  constructor(question: AnalysisSpec, contrast: Contrast, margin: number) {
    super(question, contrast);
    this.#direction = question.alternative === 'greater' ? 1 : -1;
    this.#margin = margin;
    this.#level = question.level;
  }

  override get statistic(): number {
    return (this.estimate + this.#direction * this.#margin) / this.standardError;
  }

  override get pValue(): number {
    return studentTUpperTail(this.#direction * this.statistic, this.df);
  }

  override rejects(alpha: number): boolean {
    return this.#direction * this.statistic >= this.#oneSided.twoSided(2 * alpha, this.df);
  }

  override details(): Record<string, unknown> {
    const { lower, upper } = tInterval(this.estimate, this.standardError, this.df, 2 * this.#level - 1);
    const bound = this.#direction > 0 ? lower : upper;
    return { margin: -this.#direction * this.#margin, oneSidedBound: { level: this.#level, bound }, ...super.details() };
  }
}

/** A margin that says nothing, or the impossible. */
function optionProblem({ scale, margin, design, variance }: Options): OptionProblem | undefined {
  const idle = varianceProblem(design, variance);
  if (idle !== undefined) return idle;
  if (scale === 'difference') return margin === 0 ? { option: 'margin', message: 'expected a margin above 0, got 0' } : undefined;
  if (margin > 1) return undefined;
  return { option: 'margin', message: `expected a ratio above 1, got ${margin === 0 ? 'nothing' : margin}` };
}

function exactPower({ scale, margin, variance }: Options): ExactPower | string {
  if (variance !== 'equal') return 'no formula with variances that differ';
  const limit = scale === 'difference' ? margin : Math.log(margin);
  return ({ alpha, alternative }, { effect, standardError, df }) =>
    tTestPower((alternative === 'less' ? limit - effect : effect + limit) / standardError, df, alpha, 1);
}

function nonInferiorityCode(question: AnalysisSpec, values: Options, source: RSource): string {
  const margin = values.scale === 'difference' ? String(values.margin) : `log(${values.margin})`;
  const p =
    question.alternative === 'greater' ? `pt((estimate + ${margin}) / se, df, lower.tail = FALSE)` : `pt((estimate - ${margin}) / se, df)`;
  return `${contrastCode(question, values, source)}${printCode({ estimate: 'estimate', standardError: 'se', df: 'df', pValue: p })}`;
}
