import { factoriseIndependent, solve } from '../../statistics/linear-algebra/cholesky.ts';
import type { NormalContrast } from '../../analysis/index.ts';

/** A linear model of the periods of complete participants whose own levels are fixed, and what is expected in them. */
export interface WithinDesign {
  /** Treatments by sequence and period. */
  readonly sequences: readonly (readonly string[])[];
  /** Expected responses by sequence and period, but for the participant's own level. */
  readonly means: readonly ArrayLike<number>[];
  /** Participants by sequence, > 0 in at least one. */
  readonly counts: readonly number[];
  readonly reference: string;
  readonly comparator: string;
  /** Whether the treatment of the period before has an effect of its own in the model. */
  readonly carryover: boolean;
  readonly sdWithin: number;
}

/** A column counts as depending on those before it below this share of its squares. */
const DEPENDS = 1e-10;

/**
 * What least squares within participants estimates of the comparator minus the reference, adjusted for period (and carry-over), and how precisely:
 *
 *     yᵢⱼ = participantᵢ + period + (carry-over +) treatment + eᵢⱼ,   effect = (X'X)⁻¹ X'μ,   SE = σ √(X'X)⁻¹,   df = N (p − 1) − rank X
 *
 * X are the columns less each participant's mean. Where all participants of a sequence are complete, sequences take up whatever is known between participants, so that this is
 * also the mixed model with a random participant. Of AB/BA it is the crossover t test.
 *
 * @returns undefined where the effect cannot be separated from the others, or no degrees of freedom are left
 * @see Jones & Kenward (2014) Design and Analysis of Cross-Over Trials, 3rd ed., ch. 5; Senn (2002) Cross-over Trials in Clinical Research, 2nd ed., ch. 9
 */
export function withinContrast(design: WithinDesign): NormalContrast | undefined {
  const { sequences, counts, sdWithin } = design;
  const periods = sequences[0].length;
  const rows = sequences.map((sequence) => centredRows(sequence, design));
  const width = rows[0][0].length;
  const squares = new Float64Array(width * width);
  const products = new Float64Array(width);
  sequences.forEach((_, s) => {
    const mean = average(design.means[s]);
    rows[s].forEach((row, period) => {
      const response = design.means[s][period] - mean;
      for (let i = 0; i < width; i++) {
        products[i] += counts[s] * row[i] * response;
        for (let j = 0; j <= i; j++) squares[i * width + j] += counts[s] * row[i] * row[j];
      }
    });
  });
  const scale = Float64Array.from({ length: width }, (_, i) => squares[i * width + i]);
  const kept = new Uint8Array(width);
  const factor = Float64Array.from(squares);
  const rank = factoriseIndependent(factor, width, scale, DEPENDS, kept);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const df = total * (periods - 1) - rank;
  if (kept[width - 1] !== 1 || !(df > 0)) return undefined;
  const places = [...kept.keys()].filter((i) => kept[i] === 1);
  const size = places.length;
  const small = Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return j <= i ? factor[places[i] * width + places[j]] : 0;
  });
  const solution = Float64Array.from(places, (place) => products[place]);
  solve(small, size, solution);
  // The last diagonal of the inverse is the inverse of the last diagonal of the factor, squared.
  const last = small[size * size - 1];
  return { effect: solution[size - 1], standardError: sdWithin / last, df };
}

/** Columns of a sequence's periods, each less its mean over them: later periods, carry-over, other treatments, the comparator last. */
function centredRows(sequence: readonly string[], { sequences, reference, comparator, carryover }: WithinDesign): number[][] {
  const others = [...new Set(sequences.flat())].filter((treatment) => treatment !== reference && treatment !== comparator);
  const treatments = [...others, comparator];
  const rows = sequence.map((treatment, period) => [
    ...sequence.slice(1).map((_, later) => (period === later + 1 ? 1 : 0)),
    ...(carryover ? treatments.map((each) => (period > 0 && sequence[period - 1] === each ? 1 : 0)) : []),
    ...treatments.map((each) => (treatment === each ? 1 : 0)),
  ]);
  const means = rows[0].map((_, column) => average(rows.map((row) => row[column])));
  return rows.map((row) => row.map((value, column) => value - means[column]));
}

function average(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
