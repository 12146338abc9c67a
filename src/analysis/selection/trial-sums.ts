import { columnKey, type TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec } from '../analysis.ts';
import { DifferenceSums } from './difference-sums.ts';

/** The sums of the trial at hand that one analysis reads. */
export interface SharedSums {
  /** The sums of a trial, found by whoever asks first. */
  of(data: TrialData): DifferenceSums;
}

/** What several analyses of one trial sum up is summed up once: bound to the analyses of a study, and told of every new trial. */
export class TrialSums {
  #trial = 0;
  readonly #shared = new Map<string, SharedSums>();

  /** The next trial begins: nothing is known of it. */
  renew(): void {
    this.#trial++;
  }

  /** The sums that a question reads; undefined where it reads more than the values of all participants. */
  for({ endpoint, visit, measure, population, reference, comparator }: AnalysisSpec): SharedSums | undefined {
    if (measure !== 'value' || population !== 'all' || reference === comparator) return undefined;
    const name = JSON.stringify([endpoint, visit, reference, comparator]);
    const known = this.#shared.get(name);
    if (known !== undefined) return known;
    const sums = new DifferenceSums(columnKey(endpoint, visit), [reference, comparator]);
    let trial = -1;
    const of = (data: TrialData): DifferenceSums => {
      if (trial !== this.#trial) {
        trial = this.#trial;
        sums.read(data);
      }
      return sums;
    };
    const shared = { of };
    this.#shared.set(name, shared);
    return shared;
  }
}
