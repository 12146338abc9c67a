import { exp } from '../../../src/elementary/index.ts';
import type { Stream } from '../../../src/random/index.ts';
import { normalCdf, normalQuantile } from '../../../src/statistics/distributions/normal.ts';

/** A study of a problem, as the real ones are: figures that are normal or taken so, and counts of patients. */
export interface ToyStudy {
  /** Places of the parameters that it reads. */
  readonly reads: readonly number[];
  readonly figures: number;
  /** Patients of each count. */
  readonly counts: readonly number[];
  /** One trial at the study's own values of what it reads: its figures and then its counts go to `target`. */
  trial(z: ArrayLike<number>, stream: Stream, target: Float64Array): void;
}

/** Means and covariances, row by row. */
export interface Moments {
  readonly mean: readonly number[];
  readonly covariance: Float64Array;
}

/** The true posterior: of what is asked about (the parameters, and then the SDs between studies), and of the unknowns. */
export interface ExactPosterior extends Moments {
  readonly unknowns: Moments;
}

/** A problem whose posterior is known. Every parameter is standard normal a priori, and the SD between studies of one that differs half-normal. */
export interface KnownProblem {
  readonly name: string;
  readonly parameters: number;
  /** Of each parameter the scale of its SD between studies, 0 where it is the same in all. */
  readonly betweenStudy: readonly number[];
  readonly studies: readonly ToyStudy[];
  /** The posterior of data, study after study. */
  exact(data: readonly Float64Array[]): ExactPosterior;
}

/** Places of the parameters that differ between studies. */
export const differingOf = ({ betweenStudy }: KnownProblem): number[] => betweenStudy.flatMap((scale, at) => (scale > 0 ? [at] : []));

/** Number of the unknowns x: the parameters, and the normal score of the SD between studies of those that differ; all standard normal a priori. */
export const unknownsOf = (problem: KnownProblem): number => problem.parameters + differingOf(problem).length;

/** A half-normal number at a normal score. */
const halfNormal = (score: number): number => -normalQuantile(normalCdf(-score) / 2);

/** The SD between studies of a parameter. @param which  place among those that differ */
export function spreadAt({ parameters, betweenStudy }: KnownProblem, x: ArrayLike<number>, at: number, which: number): number {
  return betweenStudy[at] * halfNormal(x[parameters + which]);
}

/** What is asked about, of unknowns. */
export function quantitiesOf(problem: KnownProblem, x: ArrayLike<number>): number[] {
  const spreads = differingOf(problem).map((at, which) => spreadAt(problem, x, at, which));
  return [...Array.from({ length: problem.parameters }, (_, at) => x[at]), ...spreads];
}

/** What every study publishes at unknowns; what differs between studies is drawn for each. */
export function publishedAt(problem: KnownProblem, x: ArrayLike<number>, stream: Stream): Float64Array[] {
  const differing = differingOf(problem);
  const spreads = differing.map((at, which) => spreadAt(problem, x, at, which));
  return problem.studies.map((study) => {
    const own = study.reads.map((at) => {
      const which = differing.indexOf(at);
      return which < 0 ? x[at] : x[at] + spreads[which] * stream.normal();
    });
    const published = new Float64Array(study.figures + study.counts.length);
    study.trial(own, stream, published);
    return published;
  });
}

/** The same as one list, counts as shares: what the methods that know nothing of counts compare. */
export function flattened({ studies }: KnownProblem, published: readonly Float64Array[]): Float64Array {
  return Float64Array.from(
    studies.flatMap(({ figures, counts }, place) =>
      [...published[place]].map((value, at) => (at < figures ? value : value / counts[at - figures])),
    ),
  );
}

/** Ends of the grid in prior SDs. */
const REACH = 4.5;

/** Adds up weighted rows to their means and covariances. */
class Sums {
  #whole = 0;
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;

  constructor(readonly size: number) {
    this.#sums = new Float64Array(size);
    this.#squares = new Float64Array(size * size);
  }

  add(values: ArrayLike<number>, weight: number): void {
    this.#whole += weight;
    for (let i = 0; i < this.size; i++) {
      this.#sums[i] += weight * values[i];
      for (let j = 0; j < this.size; j++) this.#squares[i * this.size + j] += weight * values[i] * values[j];
    }
  }

  get moments(): Moments {
    const { size } = this;
    const mean = Array.from(this.#sums, (sum) => sum / this.#whole);
    return { mean, covariance: this.#squares.map((sum, place) => sum / this.#whole - mean[Math.floor(place / size)] * mean[place % size]) };
  }
}

/**
 * The posterior by the trapezoidal rule over a grid of all unknowns.
 * @param steps  points of an axis
 * @param logLikelihood  of the unknowns
 */
export function posteriorOnGrid(problem: KnownProblem, steps: number, logLikelihood: (x: Float64Array) => number): ExactPosterior {
  const size = unknownsOf(problem);
  const places = Array.from({ length: steps }, (_, i) => REACH * ((2 * i) / (steps - 1) - 1));
  const x = new Float64Array(size);
  const heights = new Float64Array(steps ** size);
  const goTo = (index: number): void => {
    for (let axis = 0, rest = index; axis < size; axis++, rest = Math.floor(rest / steps)) x[axis] = places[rest % steps];
  };
  let top = -Infinity;
  for (let index = 0; index < heights.length; index++) {
    goTo(index);
    heights[index] = logLikelihood(x) - x.reduce((sum, value) => sum + value * value, 0) / 2;
    top = Math.max(top, heights[index]);
  }
  const [asked, unknowns] = [new Sums(size), new Sums(size)];
  for (let index = 0; index < heights.length; index++) {
    if (heights[index] < top - 25) continue;
    goTo(index);
    const weight = exp(heights[index] - top);
    asked.add(quantitiesOf(problem, x), weight);
    unknowns.add(x, weight);
  }
  return { ...asked.moments, unknowns: unknowns.moments };
}
