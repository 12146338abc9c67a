import { marginsOfEffect } from '../../analysis/estimators/margins.ts';
import { methodNamed, type Outcome } from '../../analysis/index.ts';
import { inDirection } from '../../study/success.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';
import { referenceMeanIn } from '../true-effect.ts';
import { procedures, type MultiplicityPlan } from '../../study/multiplicity-plan.ts';

/** What is counted of analyses judged together; plain sums. */
export interface MultiplicityTally {
  /** Successes by analysis, in the order of the plan. */
  rejections: number[];
  any: number;
  all: number;
  /** Trials with a rejection of a true null hypothesis: the familywise error. */
  falseAny: number;
}

export function emptyMultiplicityTally(analyses: number): MultiplicityTally {
  return { rejections: Array<number>(analyses).fill(0), any: 0, all: 0, falseAny: 0 };
}

export function addMultiplicityTally(total: MultiplicityTally, block: MultiplicityTally): void {
  block.rejections.forEach((count, position) => (total.rejections[position] += count));
  total.any += block.any;
  total.all += block.all;
  total.falseAny += block.falseAny;
}

/**
 * Whether the null hypothesis that an analysis tests is true, given the true effect (on the scale of the estimate).
 * @param referenceMean  mean under the reference, of which margins may be shares
 */
export function nullHolds({ method, alternative, direction, options }: PlannedAnalysis, truth: number, referenceMean = NaN): boolean {
  const tested = methodNamed(method);
  const margins = tested.margins?.(options);
  if (margins !== undefined) {
    const [lower, upper] = marginsOfEffect(margins, referenceMean);
    if (tested.nullHypothesis === 'equivalence') return truth <= lower || truth >= upper;
    return alternative === 'less' ? truth >= upper : truth <= lower;
  }
  const towards = alternative === 'two-sided' ? direction : alternative;
  return towards === 'greater' ? truth <= 0 : towards === 'less' ? truth >= 0 : truth === 0;
}

/**
 * Judges the analyses of one trial together. An analysis that could not be done has p = 1; a rejection counts as success only in the direction asked.
 * @throws RangeError as the procedure
 */
export class MultiplicityAdjuster {
  readonly #plan: MultiplicityPlan;
  readonly #positions: readonly number[];
  readonly #planned: readonly PlannedAnalysis[];
  readonly #nulls: readonly boolean[];
  readonly #p: number[];
  readonly #success: Uint8Array;

  /** @param truths  true effects of all analyses of the study as `truthValues` gives them, by which false rejections are counted */
  constructor(plan: MultiplicityPlan, { analyses }: Study, truths: readonly number[]) {
    const names = Object.keys(analyses);
    this.#plan = plan;
    this.#positions = plan.analyses.map((name) => names.indexOf(name));
    this.#planned = plan.analyses.map((name) => analyses[name]);
    this.#nulls = this.#planned.map((planned, place) => {
      const position = this.#positions[place];
      return nullHolds(planned, truths[position], referenceMeanIn(truths, names.length, position));
    });
    this.#p = this.#planned.map(() => 1);
    this.#success = new Uint8Array(this.#planned.length);
  }

  /**
   * Replaces what the analyses of the plan would be by themselves.
   * @param outcomes  of all analyses of the trial   @param success  1 for each analysis that succeeds
   */
  judge(outcomes: readonly Outcome[], success: Uint8Array): void {
    const { procedure, weights, alpha } = this.#plan;
    this.#positions.forEach((position, place) => {
      const outcome = outcomes[position];
      const p = outcome.status === 'estimated' ? outcome.pValue : 1;
      this.#p[place] = p >= 0 && p <= 1 ? p : 1;
    });
    procedures[procedure](this.#p, weights).forEach((p, place) => {
      const outcome = outcomes[this.#positions[place]];
      const rejected = p <= alpha && outcome.status === 'estimated' && inDirection(this.#planned[place], outcome.estimate);
      this.#success[place] = success[this.#positions[place]] = rejected ? 1 : 0;
    });
  }

  /** Counts what the last `judge` found. */
  count(tally: MultiplicityTally): void {
    let successes = 0;
    let wrong = false;
    this.#success.forEach((success, place) => {
      if (success === 0) return;
      tally.rejections[place]++;
      successes++;
      if (this.#nulls[place]) wrong = true;
    });
    if (successes > 0) tally.any++;
    if (successes === this.#success.length) tally.all++;
    if (wrong) tally.falseAny++;
  }
}
