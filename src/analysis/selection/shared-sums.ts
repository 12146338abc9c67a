import type { TrialData } from '../../trial/trial-data.ts';
import type { DifferenceSums } from './difference-sums.ts';

/** The number of the trial at hand. */
interface TrialNumber {
  readonly trial: number;
}

/** Which of the sums an analysis reads. */
export type SumsPart = 'byOrder' | 'paired';

/** The sums of the trial at hand that some analyses read. */
export class SharedSums {
  /** What is read of them. */
  readonly parts = new Set<SumsPart>();
  readonly #trials: TrialNumber;
  readonly #sums: DifferenceSums;
  #trial = -1;

  constructor(trials: TrialNumber, sums: DifferenceSums) {
    this.#trials = trials;
    this.#sums = sums;
  }

  /** The sums of the trial at hand; the first call for a trial computes them. */
  of(data: TrialData): DifferenceSums {
    if (this.#trial !== this.#trials.trial) this.known().read(data);
    return this.#sums;
  }

  /** The sums, which the caller then fills with those of the trial at hand. */
  known(): DifferenceSums {
    this.#trial = this.#trials.trial;
    return this.#sums;
  }
}
