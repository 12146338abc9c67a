import type { TrialData } from '../../trial/trial-data.ts';
import type { DifferenceSums } from './difference-sums.ts';

/** Tells which trial is at hand. */
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

  /** The sums of the trial at hand, found by whoever asks first. */
  of(data: TrialData): DifferenceSums {
    if (this.#trial !== this.#trials.trial) this.known().read(data);
    return this.#sums;
  }

  /** The sums, to be filled with those of the trial at hand by someone who knows them. */
  known(): DifferenceSums {
    this.#trial = this.#trials.trial;
    return this.#sums;
  }
}
