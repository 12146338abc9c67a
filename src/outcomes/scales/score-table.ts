import { squared } from '../../elementary/index.ts';
import type { ItemModel } from './item-model.ts';
import { MAX_SEVERE, type Subscale } from './scale.ts';
import { sumDistribution, sumRoom } from './sum-distribution.ts';

/** Severities per HAM-D17 point at which the distributions are tabulated; straight lines between. */
const STEPS_PER_POINT = 4;
/** Parts of the uniform number from which the search for a total begins. */
const UNIFORM_PARTS = 32;
const GRID = MAX_SEVERE * STEPS_PER_POINT + 1;

/**
 * Distributions of a scale's total, and of a sub-scale's total given the whole, by severity: those of the item model averaged over patients, so that totals drawn from
 * the table have the same mean and variance (indeed the same distribution) as sums of items, at a fraction of the cost. A severity's row is worked out when it is first read.
 */
export class ScoreTable {
  readonly maximum: number;
  /** Share of the variance of a sub-score's random deviation (normal scale) that stays with the patient. */
  readonly subscorePersistence: number;
  readonly #totals: Float64Array;
  /** Sums of the probabilities up to each total, by severity. */
  readonly #cumulative: Float64Array;
  /** Where the search for a total begins, by severity and part of the uniform number: the total at that severity and the part's lower end. */
  readonly #starts: Uint8Array;
  readonly #subMaximum: number;
  /** Probability of total t and sub-score s together, by severity, t, s. */
  readonly #joint: Float64Array;
  /** What rows are made from, and which of them are. */
  readonly #rows: {
    readonly model: ItemModel;
    readonly patients: readonly Float64Array[];
    readonly inside: readonly boolean[];
    readonly known: Uint8Array;
  };

  /**
   * @param patients     deviations of the patients to average over, each as long as the list of items
   * @param persistence  share of the deviations' variance that lasts
   */
  constructor(model: ItemModel, subscale: Subscale | undefined, patients: readonly Float64Array[], persistence: number) {
    const { scale, maximum } = model;
    const inside = scale.items.map((_, item) => subscale?.items.includes(item + 1) === true);
    const subMaximum = scale.items.reduce((sum, item, i) => sum + (inside[i] ? item.maximum : 0), 0);
    this.maximum = maximum;
    this.#subMaximum = subMaximum;
    const width = subMaximum + 1;
    this.#rows = { model, patients, inside, known: new Uint8Array(GRID) };
    this.#joint = new Float64Array(GRID * (maximum + 1) * width);
    this.#totals = new Float64Array(GRID * (maximum + 1));
    this.#cumulative = new Float64Array(this.#totals.length);
    this.#starts = new Uint8Array(GRID * UNIFORM_PARTS);
    this.subscorePersistence = subscale === undefined ? 0 : persistence * this.#shareBetween(model, patients, inside);
  }

  /** Works out the row of a severity, and that of the next where the severity lies between two. */
  #prepare(step: number, share: number): void {
    const { known } = this.#rows;
    if (known[step] === 0) this.#makeRow(step);
    if (share > 0 && known[step + 1] === 0) this.#makeRow(step + 1);
  }

  #makeRow(step: number): void {
    const { model, patients, inside, known } = this.#rows;
    const { maximum } = this;
    const width = this.#subMaximum + 1;
    const rooms = [sumRoom(model), sumRoom(model)] as const;
    for (const own of patients) {
      const location = model.location(step / STEPS_PER_POINT, own);
      const part = sumDistribution(model, location, own, inside, true, rooms[0]);
      const rest = sumDistribution(model, location, own, inside, false, rooms[1]);
      for (let s = 0; s < part.length; s++) {
        if (part[s] === 0) continue;
        const weight = part[s] / patients.length;
        for (let r = 0; r < rest.length; r++) this.#joint[(step * (maximum + 1) + s + r) * width + s] += weight * rest[r];
      }
    }
    let sum = 0;
    for (let score = 0; score <= maximum; score++) {
      const cell = step * (maximum + 1) + score;
      for (let s = 0; s < width; s++) this.#totals[cell] += this.#joint[cell * width + s];
      sum += this.#totals[cell];
      this.#cumulative[cell] = sum;
      for (let part = Math.max(0, Math.ceil(sum * UNIFORM_PARTS)); part < UNIFORM_PARTS; part++)
        this.#starts[step * UNIFORM_PARTS + part] = Math.min(maximum, score + 1);
    }
    known[step] = 1;
  }

  /** Draws a total; for the same uniform number a higher severity never lowers it. @param severity  HAM-D17 points   @param uniform  the uniform number of this rating */
  total(severity: number, uniform: number): number {
    const at = Math.min(MAX_SEVERE, Math.max(0, severity)) * STEPS_PER_POINT;
    const base = at | 0;
    const share = at - base;
    this.#prepare(base, share);
    const width = this.maximum + 1;
    const cumulative = this.#cumulative;
    const from = base * width;
    const next = share > 0 ? from + width : from;
    // Cumulative probabilities rise with the total, also between two severities: the first above the uniform number is found from either side.
    let score = this.#starts[base * UNIFORM_PARTS + ((uniform * UNIFORM_PARTS) | 0)];
    while (score < this.maximum && uniform >= (1 - share) * cumulative[from + score] + share * cumulative[next + score]) score++;
    while (score > 0 && uniform < (1 - share) * cumulative[from + score - 1] + share * cumulative[next + score - 1]) score--;
    return score;
  }

  /** Probability of at most this total at a severity, as `total` compares it with its uniform number. */
  cumulative(severity: number, total: number): number {
    const { base, share } = this.#placeOf(severity);
    const from = base * (this.maximum + 1) + total;
    return (1 - share) * this.#cumulative[from] + share * this.#cumulative[share > 0 ? from + this.maximum + 1 : from];
  }

  /** Draws the sub-score that goes with a total. @param uniform  a uniform number of its own */
  subscore(severity: number, total: number, uniform: number): number {
    const { base, share } = this.#placeOf(severity);
    const width = this.#subMaximum + 1;
    const next = (this.maximum + 1) * width;
    const from = (base * (this.maximum + 1) + total) * width;
    const at = (score: number): number =>
      (1 - share) * this.#joint[from + score] + (share > 0 ? share * this.#joint[from + next + score] : 0);
    let sum = 0;
    for (let score = 0; score < width; score++) sum += at(score);
    let cumulative = 0;
    let last = 0;
    for (let score = 0; score < width; score++) {
      const probability = at(score) / sum;
      if (probability > 0) last = score;
      cumulative += probability;
      if (uniform < cumulative) return score;
    }
    return last;
  }

  /** Mean and variance of the total at a severity, points. */
  moments(severity: number): { readonly mean: number; readonly variance: number } {
    const { base, share } = this.#placeOf(severity);
    const width = this.maximum + 1;
    let mean = 0;
    let square = 0;
    for (let score = 0; score < width; score++) {
      const next = share > 0 ? this.#totals[(base + 1) * width + score] : 0;
      const probability = (1 - share) * this.#totals[base * width + score] + share * next;
      mean += score * probability;
      square += score * score * probability;
    }
    return { mean, variance: square - mean * mean };
  }

  /** The rows of a severity, worked out. */
  #placeOf(severity: number): { base: number; share: number } {
    const at = place(severity);
    this.#prepare(at.base, at.share);
    return at;
  }

  /** Variance of patients' expected sub-scores as a share of the variance given the total, at a severity of 20. */
  #shareBetween(model: ItemModel, patients: readonly Float64Array[], inside: readonly boolean[]): number {
    const room = sumRoom(model);
    const means = patients.map((own) => {
      const location = model.location(20, own);
      return mean(sumDistribution(model, location, own, inside, true, room));
    });
    const centre = means.reduce((sum, value) => sum + value, 0) / means.length;
    this.#prepare(20 * STEPS_PER_POINT, 0);
    const between = means.reduce((sum, value) => sum + squared(value - centre), 0) / means.length;
    const width = this.#subMaximum + 1;
    let within = 0;
    for (let total = 0; total <= this.maximum; total++) {
      const row = this.#joint.subarray((20 * STEPS_PER_POINT * (this.maximum + 1) + total) * width).subarray(0, width);
      const sum = row.reduce((a, b) => a + b, 0);
      if (sum === 0) continue;
      const middle = mean(row) / sum;
      within += row.reduce((a, probability, s) => a + probability * squared(s - middle), 0);
    }
    return within > 0 ? Math.min(1, between / within) : 0;
  }
}

function mean(distribution: Float64Array): number {
  return distribution.reduce((sum, probability, score) => sum + score * probability, 0);
}

function place(severity: number): { base: number; share: number } {
  const at = Math.min(MAX_SEVERE, Math.max(0, severity)) * STEPS_PER_POINT;
  const base = Math.floor(at);
  return { base, share: at - base };
}
