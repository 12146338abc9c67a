/** Times that are remembered, a power of two; a trial has some dozens of visits and doses between which hours pass (assumed). */
const PLACES = 256;
const WORDS = new Int32Array(2);
const HOURS = new Float64Array(WORDS.buffer);

/**
 * Numbers that depend on hours alone, and so are the same in every patient and trial who is seen at the planned times: worked out when a time is first asked for, and
 * again only after another time has taken its place. A time is known by all of its bits, so that what is remembered is what would be computed.
 */
export class RememberedHours {
  /** The numbers of every place, side by side. */
  readonly values: Float64Array;
  readonly #hours = new Float64Array(PLACES).fill(NaN);
  readonly #width: number;
  /** The time asked for last, NaN for none; side by side, patients are asked at the same time in turn. */
  #lastHours = NaN;
  #lastAt = 0;
  readonly #compute: (hours: number, values: Float64Array, at: number) => void;

  /**
   * @param width    how many numbers a time has
   * @param compute  writes those of a time into `values`, from position `at` on
   */
  constructor(width: number, compute: (hours: number, values: Float64Array, at: number) => void) {
    this.values = new Float64Array(PLACES * width);
    this.#width = width;
    this.#compute = compute;
  }

  /** Position in `values` of the first number of a time; it holds until the next call. */
  at(hours: number): number {
    return hours === this.#lastHours ? this.#lastAt : this.#find(hours);
  }

  #find(hours: number): number {
    HOURS[0] = hours;
    const place = Math.imul(WORDS[0] ^ WORDS[1], 0x9e3779b1) >>> 24;
    const at = place * this.#width;
    if (this.#hours[place] !== hours) {
      this.#compute(hours, this.values, at);
      this.#hours[place] = hours;
    }
    this.#lastHours = hours;
    this.#lastAt = at;
    return at;
  }
}
