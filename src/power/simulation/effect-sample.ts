import { log, log1p } from '../../elementary/index.ts';
import type { Estimand } from '../../analysis/index.ts';
import { meanOf } from '../../statistics/moments.ts';

/** Pairs of potential responses, under the reference and under the comparator, from which a true effect is computed; a participant may give several, one after another. */
export class EffectSample {
  readonly #estimand: Estimand;
  #reference = new Float64Array(1024);
  #comparator = new Float64Array(1024);
  /** Whose pair it is. */
  #owner = new Int32Array(1024);
  #pairs = 0;

  constructor(estimand: Estimand) {
    this.#estimand = estimand;
  }

  /** Participants who gave a pair. */
  get participants(): number {
    let count = 0;
    for (let pair = 0; pair < this.#pairs; pair++) if (pair === 0 || this.#owner[pair] !== this.#owner[pair - 1]) count++;
    return count;
  }

  get isEmpty(): boolean {
    return this.#pairs === 0;
  }

  /** Adds a pair; one with a value that is not finite is left out. @param participant  a number of theirs, the same for all of their pairs */
  add(reference: number, comparator: number, participant: number): void {
    if (!Number.isFinite(reference) || !Number.isFinite(comparator)) return;
    if (this.#pairs === this.#reference.length) this.#grow();
    this.#reference[this.#pairs] = reference;
    this.#comparator[this.#pairs] = comparator;
    this.#owner[this.#pairs++] = participant;
  }

  /** @throws RangeError if there is no pair */
  value(): number {
    return this.#estimand.of(this.#reference, this.#comparator, this.#pairs);
  }

  /** Mean of the responses under the reference. */
  referenceMean(): number {
    return meanOf(this.#reference, this.#pairs);
  }

  /**
   * Standard error of the value over participants, whose pairs vary together.
   * @param share  of the mean under the reference that the value is less, whose error is then that of the difference
   */
  standardError(share = 0): number {
    const count = this.#pairs;
    if (count < 2) return 0;
    const values = Float64Array.from({ length: count }, (_, pair) => {
      const effect = effectOfOne(this.#estimand.kind, this.#reference[pair], this.#comparator[pair]);
      return share === 0 ? effect : effect - share * this.#reference[pair];
    });
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    const groups = this.participants;
    if (groups === count) return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (count - 1) / count);
    let [squares, sum] = [0, 0];
    for (let pair = 0; pair < count; pair++) {
      sum += values[pair] - mean;
      if (pair + 1 < count && this.#owner[pair + 1] === this.#owner[pair]) continue;
      squares += sum * sum;
      sum = 0;
    }
    return groups < 2 ? 0 : Math.sqrt((squares * groups) / (groups - 1)) / count;
  }

  #grow(): void {
    const room = 2 * this.#pairs;
    const [reference, comparator, owner] = [new Float64Array(room), new Float64Array(room), new Int32Array(room)];
    reference.set(this.#reference);
    comparator.set(this.#comparator);
    owner.set(this.#owner);
    [this.#reference, this.#comparator, this.#owner] = [reference, comparator, owner];
  }
}

function effectOfOne(kind: string, reference: number, comparator: number): number {
  if (kind === 'mean-log-ratio') return reference > 0 && comparator > 0 ? log(comparator) - log(reference) : 0;
  if (kind === 'mean-log1p-ratio') return log1p(comparator) - log1p(reference);
  return comparator - reference;
}
