import type { BoundAnalysis } from '../../analysis/index.ts';
import type { SharedSums } from '../../analysis/selection/shared-sums.ts';
import type { TrialSums } from '../../analysis/selection/trial-sums.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import { TRIALS_AT_ONCE, type FourCrossovers } from './four-crossovers.ts';

/** What the kernel takes of a study that it serves. */
export interface PairedStudy {
  /** The general path, which says what happens in a trial that could be degenerate. */
  readonly generator: TrialGenerator;
  readonly four: FourCrossovers;
  readonly pairs: number;
  /** A standard deviation above this is no rounding noise whatever the responses are. */
  readonly surelyVaries: number;
  readonly trials: TrialSums;
  /** The sums that all analyses read. */
  readonly sums: SharedSums;
}

/** Makes the sums of the trials of a Gaussian crossover in pairs, in place of the trials: its analyses are those of the general path. */
export class PairKernel {
  readonly bound: readonly BoundAnalysis[];
  readonly #study: PairedStudy;
  readonly #needsOrder: boolean;
  readonly #needsPaired: boolean;
  /** The first of the trials that `four` holds. */
  #first = -TRIALS_AT_ONCE;

  constructor(study: PairedStudy, bound: readonly BoundAnalysis[]) {
    this.#study = study;
    this.#needsOrder = study.sums.parts.has('byOrder');
    this.#needsPaired = study.sums.parts.has('paired');
    this.bound = bound;
  }

  generate(replicate: number): void {
    const { generator, four, pairs, surelyVaries, trials, sums } = this.#study;
    trials.renew();
    if (replicate < this.#first || replicate >= this.#first + TRIALS_AT_ONCE) four.simulate((this.#first = replicate));
    const known = sums.known();
    known.take(pairs, four.results, replicate - this.#first, TRIALS_AT_ONCE, surelyVaries);
    if ((known.byOrder || !this.#needsOrder) && (known.paired || !this.#needsPaired)) return;
    generator.generate(replicate);
    trials.renew();
  }
}
