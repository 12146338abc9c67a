import { squared } from '../../elementary/index.ts';
import type { Density } from './hamiltonian.ts';
import type { StudyLikelihood } from '../study-likelihood.ts';

/**
 * The posterior of parameters that may differ between studies. Everything unknown is standard normal a priori: the normal scores θ of the parameters, one number t for
 * each parameter that differs (the SD between studies is τ = scale·|t|, half-normal), and u for each study that reads it; the study has θ + scale·t·u there.
 * Leaving a study out is leaving its likelihood out.
 */
export class Hierarchy implements Density {
  readonly size: number;
  /** Places of the parameters that differ between studies. */
  readonly differing: readonly number[];
  /** By study: where the number of each differing parameter stands, −1 where the study does not read it. */
  readonly #effects: readonly (readonly number[])[];
  readonly #precisions: Float64Array;
  readonly #points: readonly Float64Array[];
  readonly #gradients: readonly Float64Array[];

  constructor(
    readonly parameters: number,
    readonly scales: readonly number[],
    readonly studies: readonly StudyLikelihood[],
    /** Standard deviations of the normal scores θ a priori, 1 unless said. */
    widths: readonly number[] = [],
  ) {
    this.differing = scales.flatMap((scale, at) => (scale > 0 ? [at] : []));
    let next = parameters + this.differing.length;
    this.#effects = studies.map(({ reads }) => this.differing.map((at) => (reads.includes(at) ? next++ : -1)));
    this.size = next;
    this.#precisions = Float64Array.from({ length: next }, (_, i) => 1 / squared(widths[i] ?? 1));
    this.#points = studies.map(({ reads }) => new Float64Array(reads.length));
    this.#gradients = studies.map(({ reads }) => new Float64Array(reads.length));
  }

  /** Standard deviation between studies of a differing parameter in a draw. @param which  place among `differing` */
  between(x: Float64Array, which: number): number {
    return this.scales[this.differing[which]] * Math.abs(x[this.parameters + which]);
  }

  /** The parameters of a study in a draw, those that it reads. */
  ofStudy(x: Float64Array, study: number): Float64Array {
    const { reads } = this.studies[study];
    const z = this.#points[study];
    reads.forEach((at, place) => (z[place] = x[at] + this.#deviation(x, study, at)));
    return z;
  }

  /** Normal scores of all parameters in a study that is not among those of the evidence: what differs between studies differs in it too. @param normal  gives standard normal numbers */
  ofNewStudy(x: Float64Array, normal: () => number): Float64Array {
    const scores = x.slice(0, this.parameters);
    this.differing.forEach((at, which) => (scores[at] += this.between(x, which) * normal()));
    return scores;
  }

  at(x: Float64Array, gradient: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < this.size; i++) {
      const precision = this.#precisions[i];
      sum -= (precision * x[i] * x[i]) / 2;
      gradient[i] = -precision * x[i];
    }
    this.studies.forEach((likelihood, study) => {
      const slope = this.#gradients[study].fill(0);
      sum += likelihood.at(this.ofStudy(x, study), slope);
      likelihood.reads.forEach((at, place) => {
        gradient[at] += slope[place];
        const which = this.differing.indexOf(at);
        if (which < 0) return;
        const effect = this.#effects[study][which];
        gradient[this.parameters + which] += slope[place] * this.scales[at] * x[effect];
        gradient[effect] += slope[place] * this.scales[at] * x[this.parameters + which];
      });
    });
    return sum;
  }

  #deviation(x: Float64Array, study: number, at: number): number {
    const which = this.differing.indexOf(at);
    return which < 0 ? 0 : this.scales[at] * x[this.parameters + which] * x[this.#effects[study][which]];
  }
}
