import { rootKey, Stream } from '../../../src/random/index.ts';

/** Draws of one case of a part: they depend on the seed, the part and the number of the case alone, so that one case can be tried again by itself. */
export class Draws {
  readonly #stream: Stream;

  constructor(seed: string, part: string, number: number) {
    this.#stream = new Stream().startAt(rootKey(`${part} ${seed}`), number, 0, 0);
  }

  /** A whole number from 0 to below a limit. */
  below(limit: number): number {
    return Math.floor(this.#stream.uniform() * limit);
  }

  /** A number between two others. */
  between(low: number, high: number): number {
    return low + (high - low) * this.#stream.uniform();
  }

  chance(probability: number): boolean {
    return this.#stream.uniform() < probability;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }

  /** Each of a list with a probability. */
  some<T>(list: readonly T[], probability: number): T[] {
    return list.filter(() => this.chance(probability));
  }
}

/** One case that failed: its number, what is wrong, and how it looks. */
export interface Failure {
  readonly number: number;
  readonly why: string;
  readonly how: string;
}

/** The cases of a part: their numbers, their seed, and what came of them. */
export class Cases {
  readonly seed: string;
  readonly #numbers: { readonly first: number; readonly count: number };
  readonly #until: number;
  readonly #onFailure: (failure: Failure) => void;
  tried = 0;
  failed = 0;
  /** Further counts, for the record. */
  readonly notes: string[] = [];

  /**
   * @param numbers    the first case and how many
   * @param seed       of their draws
   * @param minutes    after which no further case is begun
   * @param onFailure  told of each failure
   */
  constructor(numbers: { first: number; count: number }, seed: string, minutes: number, onFailure: (failure: Failure) => void) {
    this.#numbers = numbers;
    this.seed = seed;
    this.#until = performance.now() + minutes * 60_000;
    this.#onFailure = onFailure;
  }

  /** The numbers of the cases, each counted as tried. */
  *numbers(): Generator<number> {
    const { first, count } = this.#numbers;
    for (let number = first; number < first + count && performance.now() < this.#until; number++) {
      this.tried++;
      yield number;
    }
  }

  fail(failure: Failure): void {
    this.failed++;
    this.#onFailure(failure);
  }
}
