import type { BoundAnalysis, Outcome } from '../../analysis/index.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import type { InterimTrial } from '../interim/interim-trial.ts';
import type { MultiplicityAdjuster } from '../multiplicity/judge.ts';
import { succeeded } from '../../study/success.ts';
import type { PlannedAnalysis, Study } from '../../study/study.ts';

/**
 * The one decision of what succeeds in a replicate, of the trial as it is run. In this order:
 *
 *     interim analyses   the analysis at which they are made succeeds when its z crosses the stopping boundary for efficacy; every other analysis is made once, on the
 *                        participants randomised when the trial stops or ends
 *     multiplicity       an analysis that is judged together with others succeeds when its adjusted p-value is at most the familywise alpha, in its direction
 *     claim              succeeds when all of its analyses do
 *
 * Without interim analyses and multiplicity an analysis succeeds by itself. Every power, requirement, difference and curve counts `success`.
 */
export class ReplicateDecision {
  /** 1 where an analysis succeeds by itself: at its own alpha on all participants. To be filled before `decide`. */
  readonly alone: Uint8Array;
  /** Outcomes of the analyses on all participants; to be filled before `decide`, which puts those at an early stop in their place. */
  readonly outcomes: Outcome[] = [];
  /** 1 where an analysis succeeds in the trial as it is run; the last place is the claim's, 0 without one. */
  readonly success: Uint8Array;
  readonly #planned: readonly PlannedAnalysis[];
  readonly #claimed: readonly number[];
  readonly #hasClaim: boolean;
  readonly #looks: InterimTrial | undefined;
  readonly #judge: MultiplicityAdjuster | undefined;

  constructor({ analyses, claim }: Study, looks: InterimTrial | undefined, judge: MultiplicityAdjuster | undefined) {
    const names = Object.keys(analyses);
    this.#planned = Object.values(analyses);
    this.#claimed = (claim?.all ?? []).map((name) => names.indexOf(name));
    this.#hasClaim = claim !== undefined;
    this.#looks = looks;
    this.#judge = judge;
    this.success = new Uint8Array(names.length + 1);
    this.alone = looks === undefined && judge === undefined ? this.success : new Uint8Array(names.length + 1);
  }

  /** Fills `success` for the replicate in `data` from `alone` and `outcomes`. */
  decide(data: TrialData, bound: readonly BoundAnalysis[]): Uint8Array {
    const { success } = this;
    if (success !== this.alone) success.set(this.alone);
    if (this.#looks !== undefined) this.#stop(this.#looks, data, bound);
    this.#judge?.judge(this.outcomes, success);
    let claim = this.#hasClaim ? 1 : 0;
    for (const position of this.#claimed) if (success[position] === 0) claim = 0;
    success[success.length - 1] = claim;
    return success;
  }

  #stop(looks: InterimTrial, data: TrialData, bound: readonly BoundAnalysis[]): void {
    const stop = looks.run(data, bound);
    this.success[looks.position] = stop.reason === 'efficacy' ? 1 : 0;
    if (!stop.early) return;
    for (let position = 0; position < bound.length; position++) {
      if (position === looks.position) continue;
      const outcome = bound[position].run(stop.data);
      this.outcomes[position] = outcome;
      this.success[position] = outcome.status === 'estimated' && succeeded(this.#planned[position], outcome) ? 1 : 0;
    }
  }
}

/** What the power of an analysis in the trial as it is run is apart from: undefined where it is decided by itself, with its own alpha on all participants. */
export function decidedTogether({ interim, multiplicity }: Study, name: string): 'interim analyses' | 'multiplicity' | undefined {
  if (interim !== undefined) return 'interim analyses';
  return multiplicity?.analyses.includes(name) === true ? 'multiplicity' : undefined;
}
