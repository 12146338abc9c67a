import { check } from '../../arguments/shape.ts';
import { refuse } from '../../arguments/refuse.ts';
import { checkWhole } from '../../arguments/numbers.ts';
import type { Study } from '../../study/study.ts';

/** Set bits of every byte. */
const bitsOf = Uint8Array.from({ length: 256 }, (_, byte) => [...byte.toString(2)].filter((bit) => bit === '1').length);

/**
 * In which trials every analysis of a study, and its claim, succeeded: one bit per trial.
 * Two studies with the same seed give the same patients the same random numbers in every replicate, so that their difference is known far better than from independent runs.
 */
export class TrialSuccesses {
  /** Names of the analyses in order; the claim comes after them. */
  readonly analyses: readonly string[];
  /** The first trial's number. */
  readonly first: number;
  readonly trials: number;
  readonly #bits: readonly Uint8Array[];

  constructor(study: Study, first: number, trials: number) {
    check('study', study, { fields: { analyses: 'object' } });
    checkWhole('first', first);
    checkWhole('trials', trials);
    this.analyses = Object.keys(study.analyses);
    this.first = first;
    this.trials = trials;
    this.#bits = Array.from({ length: this.analyses.length + 1 }, () => new Uint8Array(Math.ceil(trials / 8)));
  }

  /** Takes over what the replicate loop recorded about `count` trials from `first` on: `count` places for each analysis, then `count` for the claim. */
  take(record: Uint8Array, first: number, count: number): void {
    checkWhole('count', count, 0, this.trials);
    checkWhole('first', first, this.first, this.first + this.trials - count);
    if (!(record instanceof Uint8Array) || record.length < count * this.#bits.length)
      refuse('record', `a Uint8Array of ${count} places for every analysis and the claim`, record);
    this.#bits.forEach((bits, series) => {
      for (let i = 0; i < count; i++) {
        const trial = first - this.first + i;
        if (record[series * count + i] === 1) bits[trial >> 3] |= 1 << (trial & 7);
      }
    });
  }

  /** Trials in which a series succeeded. @param series  position of an analysis, or how many there are for the claim */
  count(series: number): number {
    this.#checkSeries('series', series);
    return this.#bits[series].reduce((sum, byte) => sum + bitsOf[byte], 0);
  }

  /** Trials in which both series succeeded. */
  both(series: number, other: TrialSuccesses, otherSeries: number): number {
    this.#checkOther(series, other, otherSeries);
    const there = other.#bits[otherSeries];
    return this.#bits[series].reduce((sum, byte, place) => sum + bitsOf[byte & there[place]], 0);
  }

  /** Trials in which this series succeeded and the other did not. */
  countOnlyIn(series: number, other: TrialSuccesses, otherSeries: number): number {
    this.#checkOther(series, other, otherSeries);
    const there = other.#bits[otherSeries];
    return this.#bits[series].reduce((sum, byte, place) => sum + bitsOf[byte & ~there[place] & 255], 0);
  }

  #checkSeries(name: string, series: number): void {
    checkWhole(name, series, 0, this.analyses.length);
  }

  #checkOther(series: number, other: TrialSuccesses, otherSeries: number): void {
    this.#checkSeries('series', series);
    if (!(other instanceof TrialSuccesses) || other.trials !== this.trials)
      refuse('other', `successes in ${this.trials} trials, as here`, other, 'none');
    other.#checkSeries('otherSeries', otherSeries);
  }
}

/** The series that answers a study's question, and what it is called: the claim, or else the first analysis. */
export function primaryOutcome({ analyses, claim }: Study): { readonly series: number; readonly name: string } {
  const names = Object.keys(analyses);
  return claim === undefined ? { series: 0, name: names[0] } : { series: names.length, name: claim.name };
}
