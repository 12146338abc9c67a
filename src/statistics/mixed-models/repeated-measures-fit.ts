import { factorise, solve } from '../linear-algebra/cholesky.ts';
import type { RepeatedMeasures } from './repeated-measures.ts';
import { type Extent, RepeatedMeasuresInformation } from './repeated-measures-information.ts';
import { RepeatedMeasuresLikelihood } from './repeated-measures-likelihood.ts';

const MAXIMUM_STEPS = 200;
const MAXIMUM_HALVINGS = 40;
/** A Newton step whose expected gain in log likelihood is below this ends the search; assumed. */
const NO_GAIN = 1e-19;
/** The same where the structure has sets: θ is then within 1e-7 of its standard errors; assumed. */
const LITTLE_GAIN = 1e-15;
/** Average information serves until the expected gain of a step is below this; assumed. */
const NEAR = 0.3;
/** The same of a start, and the most steps towards it; assumed. */
const NEAR_START = 0.03;
const MAXIMUM_APPROACH = 2;
/** Exact information of a step with less expected gain serves for the next steps too; assumed. */
const USEFUL_AGAIN = 1e-4;
/** The most such steps; assumed. */
const MAXIMUM_ROUNDS = 4;
/** A gain below this is lost in the rounding of the log likelihood; assumed. */
const ROUNDING_GAIN = 1e-9;

/**
 * REML fit of repeated measurements: Newton steps on the restricted likelihood with the observed information, with the expected one
 * (Fisher scoring) where the observed is not positive definite, halved until the likelihood rises. Variance components that would fall
 * below zero are held at zero as long as the likelihood falls into the interior (projected Newton); the fit is then `singular`.
 *
 * Starts from the pooled covariances of the available pairs of slots about least-squares means, which for complete data and an
 * unstructured covariance with the same fixed effects at every slot are the optimum itself (a closed form: the first step is zero).
 * @see Lindstrom & Bates (1988) J Am Stat Assoc 83:1014–1022, DOI 10.1080/01621459.1988.10478693; Bertsekas (1982) SIAM J Control Optim 20:221–246, DOI 10.1137/0320018
 */
export class RepeatedMeasuresFit {
  readonly likelihood: RepeatedMeasuresLikelihood;
  readonly information: RepeatedMeasuresInformation;
  readonly theta: Float64Array;
  /** 1 for parameters held at their bound of zero. */
  readonly held: Uint8Array;
  /** Newton steps taken. */
  steps = 0;
  readonly #data: RepeatedMeasures;
  readonly #trial: Float64Array;
  readonly #matrix: Float64Array;
  readonly #step: Float64Array;
  readonly #before: Uint8Array;

  constructor(data: RepeatedMeasures) {
    const { count } = data.structure;
    this.#data = data;
    this.likelihood = new RepeatedMeasuresLikelihood(data);
    this.information = new RepeatedMeasuresInformation(this.likelihood);
    this.theta = new Float64Array(count);
    this.held = new Uint8Array(count);
    this.#trial = new Float64Array(count);
    this.#matrix = new Float64Array(count * count);
    this.#step = new Float64Array(count);
    this.#before = new Uint8Array(count);
  }

  get singular(): boolean {
    return this.held.includes(1);
  }

  /** Restricted log likelihood. */
  get logLikelihood(): number {
    return -this.likelihood.deviance / 2;
  }

  /** Maximises from the start in `theta`; `likelihood.start()` has been called. Returns why it failed, or undefined. */
  fit(): string | undefined {
    const { likelihood, information, theta, held } = this;
    held.fill(0);
    this.steps = 0;
    if (!likelihood.evaluate(theta)) return singularCovariance;
    const hasSets = this.#data.structure.sets !== undefined;
    if (hasSets) this.#average(NEAR, MAXIMUM_STEPS);
    let extent: Extent = hasSets ? 'free' : 'all';
    const enough = hasSets ? LITTLE_GAIN : NO_GAIN;
    for (; this.steps < MAXIMUM_STEPS; this.steps++) {
      information.update(extent, held);
      const isReleased = this.#hold();
      if (isReleased && extent === 'free') information.update(extent, held);
      const gain = this.#direction(false);
      if (gain === undefined) return singularCovariance;
      if (gain < enough) {
        if (extent === 'free') information.update();
        return undefined;
      }
      if (!this.#advance(gain)) return gain < ROUNDING_GAIN ? undefined : this.#failure();
      if (hasSets) extent = this.#afterStep(gain);
    }
    return this.#failure();
  }

  /** What to work out after an exact step with this expected gain: near the optimum that of the next step is about its square. */
  #afterStep(gain: number): Extent {
    if (gain > USEFUL_AGAIN) return 'free';
    if (gain * gain > LITTLE_GAIN) this.#repeat(gain);
    return 'all';
  }

  /** Steps with the average information, until one had an expected gain below `near`, or led nowhere. */
  #average(near: number, most: number): void {
    for (; this.steps < most; this.steps++) {
      this.information.update('average');
      this.#hold();
      const gain = this.#direction(true);
      if (gain === undefined || !this.#advance(gain) || gain < near) return;
    }
  }

  /** Steps with the information last factorised, which divide the expected gain by about 1/`gain` each, as long as the same parameters are held. */
  #repeat(gain: number): void {
    const { score, count } = this.information;
    const step = this.#step;
    for (let round = 0; round < MAXIMUM_ROUNDS; round++) {
      this.information.update('score');
      this.#before.set(this.held);
      this.#hold();
      let next = 0;
      for (let k = 0; k < count; k++) {
        if (this.held[k] !== this.#before[k]) return;
        step[k] = this.held[k] === 1 ? 0 : score[k];
      }
      solve(this.#matrix, count, step);
      for (let k = 0; k < count; k++) if (this.held[k] === 0) next += score[k] * step[k];
      if (!this.#advance(next) || next * gain < LITTLE_GAIN) return;
    }
  }

  /** Moves towards the optimum by a few steps with the average information alone, as a start needs. Returns whether `theta` is one. */
  approach(): boolean {
    this.held.fill(0);
    this.steps = 0;
    if (!this.likelihood.evaluate(this.theta)) return false;
    this.#average(NEAR_START, MAXIMUM_APPROACH);
    return true;
  }

  /** Holds the parameters at zero whose likelihood falls into the interior. Returns whether one was held before that is not now. */
  #hold(): boolean {
    const { bounded } = this.#data.structure;
    const { score } = this.information;
    let isReleased = false;
    for (let k = 0; k < this.theta.length; k++) {
      const isHeld = bounded[k] && this.theta[k] === 0 && score[k] <= 0 ? 1 : 0;
      if (isHeld < this.held[k]) isReleased = true;
      this.held[k] = isHeld;
    }
    return isReleased;
  }

  /** The Newton direction among the parameters not held; returns sᵀδ, or undefined where no information is positive definite. */
  #direction(isAverage: boolean): number | undefined {
    const { score, observed, expected, count } = this.information;
    const step = this.#step;
    for (const source of isAverage ? [observed] : [observed, expected]) {
      const matrix = this.#matrix;
      for (let k = 0; k < count; k++) {
        for (let l = 0; l < count; l++) matrix[k * count + l] = this.held[k] + this.held[l] > 0 ? 0 : source[k * count + l];
        if (this.held[k] === 1) matrix[k * count + k] = 1;
        step[k] = this.held[k] === 1 ? 0 : score[k];
      }
      if (factorise(matrix, count, 1e-14) === 0) continue;
      solve(matrix, count, step);
      let gain = 0;
      for (let k = 0; k < count; k++) gain += score[k] * step[k];
      return gain;
    }
    return undefined;
  }

  /** Moves along the direction, projected on the bounds, until the likelihood rises. */
  #advance(gain: number): boolean {
    const { likelihood, theta } = this;
    const trial = this.#trial;
    const { bounded } = this.#data.structure;
    const before = likelihood.deviance;
    let length = 1;
    for (let halving = 0; halving < MAXIMUM_HALVINGS; halving++) {
      for (let k = 0; k < theta.length; k++) {
        const value = theta[k] + length * this.#step[k];
        trial[k] = bounded[k] && value < 0 ? 0 : value;
      }
      if (likelihood.evaluate(trial) && (likelihood.deviance < before || gain < ROUNDING_GAIN)) {
        theta.set(trial);
        return true;
      }
      length /= 2;
    }
    likelihood.evaluate(theta);
    this.information.update();
    return false;
  }

  #failure(): string {
    return this.likelihood.evaluate(this.theta) ? 'the restricted likelihood did not converge' : singularCovariance;
  }
}

const singularCovariance = 'the covariance of the repeated measurements cannot be estimated: it is or becomes singular';
