/**
 * A covariance matrix of `slots` measurements that is linear in its parameters, V = Σ θₖGₖ with Gₖ symmetric and of zeros and ones.
 */
export interface CovarianceStructure {
  readonly slots: number;
  /** Number of parameters. */
  readonly count: number;
  /** For each parameter the places (a, b) where Gₖ is one, both triangles, sorted by a, as a₀, b₀, a₁, b₁, … */
  readonly places: readonly Int32Array[];
  /** For each parameter whether it is a variance component that cannot fall below 0; others are free as long as V is positive definite. */
  readonly bounded: readonly boolean[];
  /** True where V of all slots together must be positive definite; else that of the slots of every subject is enough. */
  readonly whole: boolean;
  /** Where every Gₖ is a sum of 1₍S₎1₍S₎ᵀ over sets of slots that do not overlap: the sets, of all parameters, in their order. */
  readonly sets?: readonly SlotSet[];
}

/** Slots that share one random effect. */
export interface SlotSet {
  /** The parameter that is its variance. */
  readonly parameter: number;
  readonly slots: readonly number[];
}

/** Every variance and covariance free: slots (slots + 1)/2 parameters, lower triangle row by row. */
export function unstructured(slots: number): CovarianceStructure {
  const places: Int32Array[] = [];
  for (let a = 0; a < slots; a++) {
    for (let b = 0; b <= a; b++) places.push(Int32Array.from(a === b ? [a, a] : [b, a, a, b]));
  }
  return { slots, count: places.length, places, bounded: places.map(() => false), whole: true };
}

/**
 * Random intercepts of the subject and of the subject in each period, and independent residuals: parameters σ²_subject ≥ 0,
 * σ²_subject·period ≥ 0, σ². Slots are period by period, `visits` in each.
 */
export function subjectPeriod(periods: number, visits: number): CovarianceStructure {
  const slots = periods * visits;
  const all: number[] = [];
  const same: number[] = [];
  const own: number[] = [];
  for (let a = 0; a < slots; a++) {
    for (let b = 0; b < slots; b++) {
      all.push(a, b);
      if (Math.floor(a / visits) === Math.floor(b / visits)) same.push(a, b);
    }
    own.push(a, a);
  }
  const places = [all, same, own].map((list) => Int32Array.from(list));
  return { slots, count: 3, places, bounded: [true, true, false], whole: true };
}
