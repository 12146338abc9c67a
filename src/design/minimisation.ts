import type { Stream } from '../random/stream.ts';
import { levelOf, type AllocationFactor } from './allocation-kind.ts';

/**
 * Minimisation: every patient goes, with a given probability, to the sequence that leaves the numbers in the levels of the factors most alike.
 *
 * For each sequence the ranges (largest minus smallest number over sequences) that it would leave in the patient's level of every factor are added up; the
 * sequence with the smallest sum is taken with probability p, each other one with (1 − p)/(k − 1); equal sums are decided by a draw. Assumes equal weights.
 *
 * @see Pocock & Simon (1975) Sequential treatment assignment with balancing for prognostic factors. Biometrics 31:103–115, DOI 10.2307/2529712;
 *   Taves (1974) Clin Pharmacol Ther 15:443–453, DOI 10.1002/cpt1974155443
 */
export class Minimisation {
  readonly #sequences: number;
  readonly #factors: readonly AllocationFactor[];
  readonly #probability: number;

  constructor(sequences: number, factors: readonly AllocationFactor[], probability: number) {
    this.#sequences = sequences;
    this.#factors = factors;
    this.#probability = probability;
  }

  allocate(stream: Stream, sequence: Int32Array, count: number, values: readonly Float64Array[]): void {
    const numbers = this.#factors.map(({ cuts }) => Array.from({ length: cuts.length + 1 }, () => new Int32Array(this.#sequences)));
    for (let patient = 0; patient < count; patient++) {
      const levels = this.#factors.map((factor, i) => numbers[i][levelOf(factor, values[i][patient])]);
      const code = this.#choose(levels, stream);
      for (const level of levels) level[code]++;
      sequence[patient] = code;
    }
  }

  #choose(levels: readonly Int32Array[], stream: Stream): number {
    const draw = stream.uniform();
    const among = stream.uniform();
    const sums = Array.from({ length: this.#sequences }, (_, code) => levels.reduce((sum, level) => sum + rangeWith(level, code), 0));
    const least = Math.min(...sums);
    const best = sums.flatMap((sum, code) => (sum === least ? [code] : []));
    const favoured = best[Math.floor(among * best.length)];
    if (draw < this.#probability || this.#sequences === 1) return favoured;
    const place = Math.floor(((draw - this.#probability) / (1 - this.#probability)) * (this.#sequences - 1));
    const others = Math.min(this.#sequences - 2, place);
    return others < favoured ? others : others + 1;
  }
}

/** Range of the numbers in the sequences if one more patient went to one of them. */
function rangeWith(numbers: Int32Array, code: number): number {
  let [least, most] = [Infinity, -Infinity];
  for (let each = 0; each < numbers.length; each++) {
    const number = numbers[each] + (each === code ? 1 : 0);
    least = Math.min(least, number);
    most = Math.max(most, number);
  }
  return most - least;
}
