import type { BoundAnalysis, Estimate } from '../../analysis/index.ts';
import { criticalT, studentTUpperTail } from '../../statistics/student-t.ts';
import { normalQuantile, normalUpperTail } from '../../statistics/normal.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import { addValue } from '../moments.ts';
import { succeeded } from '../replicate-success.ts';
import type { PlannedAnalysis, Study } from '../study.ts';
import { AfterStop } from './after-stop.ts';
import { interimBounds, orientationOf } from './interim-plan.ts';
import type { InterimTally } from './interim-tally.ts';

/** A t statistic on its df as the normal number of equal tail. */
function zOf({ estimate, standardError, df }: Estimate): number {
  const t = estimate / standardError;
  if (df === Infinity) return t;
  return -Math.sign(t) * normalQuantile(studentTUpperTail(Math.abs(t), df));
}

/**
 * One trial with looks: the analysis of the patients randomised so far at each look, until a bound is crossed or the trial ends. A t statistic is compared through
 * the normal number of equal tail, so every look keeps the nominal level of its bound whatever its degrees of freedom. A look that cannot be analysed does not stop the trial.
 */
export class InterimTrial {
  readonly #position: number;
  readonly #sizes: readonly number[];
  readonly #upper: readonly number[];
  readonly #lower: readonly number[];
  readonly #rates: readonly number[];
  readonly #sign: 1 | -1;
  readonly #level: number;
  readonly #twoSided: boolean;
  readonly #after: AfterStop;
  /** Positions of the claim's other analyses. */
  readonly #others: readonly number[];
  readonly #claimed: boolean;
  readonly #planned: readonly PlannedAnalysis[];
  #views: { data: TrialData; of: readonly TrialData[] } | undefined;

  /** @throws RangeError as `interimBounds` */
  constructor({ interim, analyses, trial, power, claim }: Study) {
    if (interim === undefined) throw new RangeError('the study has no looks');
    const { participants } = trial.design;
    const planned = analyses[interim.analysis];
    const { stopping, inference } = interimBounds(interim, planned, participants);
    this.#position = Object.keys(analyses).indexOf(interim.analysis);
    this.#sizes = [...interim.looks, participants];
    this.#upper = stopping.upper;
    this.#lower = stopping.lower;
    this.#rates = stopping.informationRates;
    this.#sign = orientationOf(planned).sign;
    this.#level = power.level;
    this.#twoSided = orientationOf(planned).sided === 2;
    this.#after = new AfterStop(inference, power.level);
    const names = Object.keys(analyses);
    this.#planned = Object.values(analyses);
    this.#claimed = claim?.all.includes(interim.analysis) === true;
    this.#others = (claim?.all ?? []).filter((name) => name !== interim.analysis).map((name) => names.indexOf(name));
  }

  /**
   * Runs the looks of the trial in `data` and counts.
   * @returns whether the claim is made when the trial stops or ends: false where the looks are not at a part of it
   */
  run(data: TrialData, bound: readonly BoundAnalysis[], truth: number, tally: InterimTally): boolean {
    if (this.#views?.data !== data) this.#views = { data, of: this.#sizes.map((subjectCount) => ({ ...data, subjectCount })) };
    const last = this.#sizes.length - 1;
    for (let look = 0; look <= last; look++) {
      const outcome = bound[this.#position].run(this.#views.of[look]);
      if (outcome.status !== 'estimated' || !(outcome.standardError > 0)) {
        tally.notEstimable++;
        if (look === last) addValue(tally.participants, this.#sizes[last]);
        continue;
      }
      const z = this.#sign * zOf(outcome);
      const efficacy = z >= this.#upper[look] || (this.#twoSided && z <= -this.#upper[look]);
      const futility = !this.#twoSided && !efficacy && look < last && z <= this.#lower[look];
      if (!efficacy && !futility && look < last) continue;
      if (efficacy) {
        tally.efficacy[look]++;
        tally.successes++;
        if (look < last) addValue(tally.early, Math.abs(outcome.estimate));
      }
      if (futility) tally.futility[look]++;
      addValue(tally.participants, this.#sizes[look]);
      this.#infer(outcome, look, z, truth, tally);
      const claims = efficacy && this.#claimed && this.#othersSucceed(bound, this.#views.of[look]);
      if (claims) tally.claims++;
      return claims;
    }
    return false;
  }

  /** Whether the claim's other analyses succeed in the patients randomised by a look. */
  #othersSucceed(bound: readonly BoundAnalysis[], data: TrialData): boolean {
    return this.#others.every((position) => {
      const outcome = bound[position].run(data);
      return outcome.status === 'estimated' && succeeded(this.#planned[position], outcome);
    });
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
