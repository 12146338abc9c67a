import { columnKey } from '../../trial/trial-data.ts';
import type { AnalysisSpec } from '../analysis.ts';
import { DifferenceSums } from './difference-sums.ts';
import { SharedSums, type SumsPart } from './shared-sums.ts';

/** The sums that several analyses of one trial read, computed once per trial: bound to the analyses of a study, and renewed before each trial. */
export class TrialSums {
  #trial = 0;
  readonly #shared = new Map<string, SharedSums>();

  /** The number of the trial at hand, which is not that of its replicate. */
  get trial(): number {
    return this.#trial;
  }

  /** Marks every sum as not yet computed, before the next trial. */
  renew(): void {
    this.#trial++;
  }

  /** The sums that a question reads, and which part of them; undefined where it reads more than the values of all participants. */
  for({ endpoint, visit, measure, population, reference, comparator }: AnalysisSpec, part: SumsPart): SharedSums | undefined {
    if (measure !== 'value' || population !== 'all' || reference === comparator) return undefined;
    const name = JSON.stringify([endpoint, visit, reference, comparator]);
    const shared = this.#shared.get(name) ?? new SharedSums(this, new DifferenceSums(columnKey(endpoint, visit), [reference, comparator]));
    this.#shared.set(name, shared);
    shared.parts.add(part);
    return shared;
  }
}
