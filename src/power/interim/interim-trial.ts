import type { BoundAnalysis, Estimate } from '../../analysis/index.ts';
import { criticalT, studentTUpperTail } from '../../statistics/distributions/student-t.ts';
import { normalQuantile, normalUpperTail } from '../../statistics/distributions/normal.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import { addValue } from '../../statistics/running-moments.ts';
import type { Study } from '../../study/study.ts';
import { AfterStop } from './after-stop.ts';
import type { InterimPlan } from '../../study/interim-plan.ts';
import { interimBounds, orientationOf } from './interim-bounds.ts';
import type { InterimTally } from './interim-tally.ts';

/** A t statistic on its df as the normal number of equal tail. */
function zOf({ estimate, standardError, df }: Estimate): number {
  const t = estimate / standardError;
  if (df === Infinity) return t;
  return -Math.sign(t) * normalQuantile(studentTUpperTail(Math.abs(t), df));
}

/** How a trial with interim analyses ended. */
export interface TrialStop {
  /** The interim analysis at which it stopped, or the last one for the end. */
  readonly look: number;
  readonly early: boolean;
  readonly reason: 'efficacy' | 'futility' | 'end';
  /** The participants randomised by then. */
  readonly data: TrialData;
  /** z in the direction of success; NaN where the last analysis could not be made. */
  readonly z: number;
  /** The outcome at the stop, of which z is. */
  readonly outcome: Estimate | undefined;
  /** Interim analyses (and the last one) that could not be made. */
  readonly notEstimable: number;
}

/**
 * One trial with interim analyses: the analysis of the participants randomised so far at each of them, until a boundary is crossed or the trial ends. A t statistic is compared
 * through the normal number of equal tail, so every interim analysis keeps the nominal level of its boundary whatever its degrees of freedom. One that cannot be made does not
 * stop the trial.
 */
export class InterimTrial {
  /** Position of the analysis at which they are made. */
  readonly position: number;
  readonly #sizes: readonly number[];
  readonly #upper: readonly number[];
  readonly #lower: readonly number[];
  readonly #rates: readonly number[];
  readonly #sign: 1 | -1;
  readonly #level: number;
  readonly #twoSided: boolean;
  readonly #after: AfterStop;
  #views: { data: TrialData; of: readonly TrialData[] } | undefined;
  #stop: TrialStop | undefined;

  /** @throws RangeError as `interimBounds` */
  constructor(interim: InterimPlan, { analyses, trial, power }: Study) {
    const { participants } = trial.design;
    const planned = analyses[interim.analysis];
    const { stopping, inference } = interimBounds(interim, planned, participants);
    this.position = Object.keys(analyses).indexOf(interim.analysis);
    this.#sizes = [...interim.looks, participants];
    this.#upper = stopping.upper;
    this.#lower = stopping.lower;
    this.#rates = stopping.informationRates;
    this.#sign = orientationOf(planned).sign;
    this.#level = power.level;
    this.#twoSided = orientationOf(planned).sided === 2;
    this.#after = new AfterStop(inference, power.level);
  }

  /** How the trial of the last `run` ended. */
  get last(): TrialStop | undefined {
    return this.#stop;
  }

  /** Runs the interim analyses of the trial in `data`, whose other analyses are not made. */
  run(data: TrialData, bound: readonly BoundAnalysis[]): TrialStop {
    if (this.#views?.data !== data) this.#views = { data, of: this.#sizes.map((subjectCount) => ({ ...data, subjectCount })) };
    const last = this.#sizes.length - 1;
    let notEstimable = 0;
    for (let look = 0; ; look++) {
      const view = this.#views.of[look];
      const outcome = bound[this.position].run(view);
      const estimated = outcome.status === 'estimated' && outcome.standardError > 0 ? outcome : undefined;
      if (estimated === undefined) notEstimable++;
      const z = estimated === undefined ? NaN : this.#sign * zOf(estimated);
      const early = look < last;
      const reason = this.#crossed(look, z) ?? (early ? undefined : 'end');
      if (reason === undefined) continue;
      return (this.#stop = { look, early, reason, data: view, z, outcome: estimated, notEstimable });
    }
  }

  /** The boundary that z crosses at a look; the last look has none for futility. */
  #crossed(look: number, z: number): 'efficacy' | 'futility' | undefined {
    if (z >= this.#upper[look] || (this.#twoSided && z <= -this.#upper[look])) return 'efficacy';
    const last = this.#sizes.length - 1;
    return !this.#twoSided && look < last && z <= this.#lower[look] ? 'futility' : undefined;
  }

  /** Counts how the trial of the last `run` ended, and its inference. @param truth  NaN where there is nothing to judge it against */
  count(truth: number, tally: InterimTally): void {
    const stop = this.#stop;
    if (stop === undefined) return;
    const { look, early, reason, z, outcome, notEstimable } = stop;
    tally.notEstimable += notEstimable;
    addValue(tally.participants, this.#sizes[look]);
    if (reason === 'efficacy') {
      tally.efficacy[look]++;
      tally.successes++;
      if (early && outcome !== undefined) addValue(tally.early, Math.abs(outcome.estimate));
    }
    if (reason === 'futility') tally.futility[look]++;
    if (outcome !== undefined) this.#infer(outcome, look, z, truth, tally);
  }

  /** Estimates and intervals of a trial that stopped. The drift is turned into an effect by the ratio of estimate to z, so that the naive drift gives the estimate itself. */
  #infer(outcome: Estimate, look: number, z: number, truth: number, tally: InterimTally): void {
    const { estimate, standardError, df } = outcome;
    const perZ = Math.abs(z) > 1e-6 ? (this.#sign * estimate) / z : standardError;
    const perDrift = perZ * Math.sqrt(this.#rates[look]);
    addValue(tally.naive, estimate);
    addValue(tally.adjusted, this.#sign * perDrift * this.#after.medianUnbiased(look, z));
    if (truth !== truth) return; // nothing to judge intervals against
    tally.intervals++;
    const reach = (df === Infinity ? -normalQuantile((1 - this.#level) / 2) : criticalT(1 - this.#level, df)) * standardError;
    if (Math.abs(estimate - truth) <= reach) tally.naiveCovered++;
    if (this.#holds(outcome, look, z, truth, perDrift)) tally.adjustedCovered++;
  }

  /** Whether the stage-wise interval holds the truth. At the first look it is the interval of a fixed trial. */
  #holds({ estimate, standardError, df }: Estimate, look: number, z: number, truth: number, perDrift: number): boolean {
    if (look > 0) return this.#after.covers(look, z, (this.#sign * truth) / perDrift);
    const tail =
      df === Infinity ? normalUpperTail((estimate - truth) / standardError) : studentTUpperTail((estimate - truth) / standardError, df);
    return tail >= (1 - this.#level) / 2 && tail <= (1 + this.#level) / 2;
  }
}
