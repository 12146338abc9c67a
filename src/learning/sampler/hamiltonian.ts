import { exp, log, pow, squared } from '../../elementary/index.ts';
import type { Stream } from '../../random/index.ts';

/** The logarithm of a density up to a constant, with its gradient. */
export interface Density {
  readonly size: number;
  /** Fills `gradient`. */
  at(x: Float64Array, gradient: Float64Array): number;
}

/** What a chain drew, and how it went. */
export interface Chain {
  /** One row per kept draw. */
  readonly draws: readonly Float64Array[];
  /** Mean probability with which a proposal was accepted after the warm-up. */
  readonly accepted: number;
  /** Divergent transitions after the warm-up: their energy left all bounds. */
  readonly diverged: number;
}

/** Mean acceptance that the step is tuned to, and the constants of dual averaging (Hoffman & Gelman 2014, §3.2). */
const TARGET = 0.8;
const [GAMMA, OFFSET, KAPPA] = [0.05, 10, 0.75];
/** Length of a trajectory in standard deviations: about a quarter of an orbit, varied so that no orbit closes (Neal 2011, §5.4.2.2). */
const LENGTH = Math.PI / 2;
const MAX_STEPS = 64;
/** Gain of energy above which a trajectory has gone astray. */
const ASTRAY = 1000;

/**
 * Hamiltonian Monte Carlo with leapfrog trajectories of random length, the step tuned by dual averaging and the masses set to the inverse variances, both during the warm-up only.
 * The stream alone decides the draws.
 *
 * @see Neal (2011) MCMC using Hamiltonian dynamics. Handbook of Markov Chain Monte Carlo, ch. 5, arXiv:1206.1901; Hoffman & Gelman (2014) The No-U-Turn sampler. JMLR 15:1593–1623
 */
export function sampleChain(density: Density, start: Float64Array, warmUp: number, draws: number, stream: Stream): Chain {
  const { size } = density;
  let x = start.slice();
  let gradient = new Float64Array(size);
  let value = density.at(x, gradient);
  const scales = new Float64Array(size).fill(1);
  const tuner = new StepTuner(0.1);
  const seen: Float64Array[] = [];
  const kept: Float64Array[] = [];
  let accepted = 0;
  let diverged = 0;
  const momentum = new Float64Array(size);
  for (let draw = -warmUp; draw < draws; draw++) {
    const step = draw < 0 ? tuner.step : tuner.settled;
    for (let i = 0; i < size; i++) momentum[i] = stream.normal();
    const before = value - kinetic(momentum);
    const steps = Math.max(1, Math.min(MAX_STEPS, Math.round(((0.5 + stream.uniform()) * LENGTH) / step)));
    const moved = x.slice();
    const slope = gradient.slice();
    const height = leapfrog(density, moved, slope, momentum, { step, steps, scales, height: value });
    const gained = height - kinetic(momentum) - before;
    const chance = chanceOf(gained);
    if (stream.uniform() < chance) [x, gradient, value] = [moved, slope, height];
    if (draw < 0) {
      tuner.take(chance);
      if (draw >= -Math.ceil((3 * warmUp) / 4)) seen.push(x.slice());
      if (draw === -Math.ceil(warmUp / 4)) {
        for (let i = 0; i < size; i++) scales[i] = spreadOf(seen, i);
        tuner.restart();
      }
    } else {
      accepted += chance / draws;
      if (!(gained > -ASTRAY)) diverged++;
      kept.push(x.slice());
    }
  }
  return { draws: kept, accepted, diverged };
}

/** Follows a trajectory; the arrays are overwritten. @returns the logarithm of the density at its end, −∞ where it diverged */
function leapfrog(
  density: Density,
  x: Float64Array,
  slope: Float64Array,
  momentum: Float64Array,
  {
    step,
    steps,
    scales,
    height: first,
  }: { readonly step: number; readonly steps: number; readonly scales: Float64Array; readonly height: number },
): number {
  let height = first;
  for (let leap = 0; leap < steps && height > -Infinity; leap++) {
    for (let i = 0; i < x.length; i++) {
      momentum[i] += (step / 2) * scales[i] * slope[i];
      x[i] += step * scales[i] * momentum[i];
    }
    height = density.at(x, slope);
    if (Number.isNaN(height)) height = -Infinity;
    for (let i = 0; i < x.length; i++) momentum[i] += (step / 2) * scales[i] * slope[i];
  }
  return height;
}

/** Probability with which a proposal is accepted. @param gained  its gain of energy */
function chanceOf(gained: number): number {
  if (Number.isNaN(gained)) return 0;
  return gained >= 0 ? 1 : exp(Math.max(-700, gained));
}

function kinetic(momentum: Float64Array): number {
  let sum = 0;
  for (const value of momentum) sum += value * value;
  return sum / 2;
}

/** Standard deviation of a coordinate, drawn towards 1 as by five draws of it. */
function spreadOf(draws: readonly Float64Array[], at: number): number {
  const mean = draws.reduce((sum, draw) => sum + draw[at], 0) / draws.length;
  const squares = draws.reduce((sum, draw) => sum + squared(draw[at] - mean), 0);
  return Math.sqrt((squares + 5) / (draws.length + 5));
}

/** Dual averaging of the logarithm of the step. */
class StepTuner {
  #centre: number;
  #count = 0;
  #error = 0;
  #log: number;
  #average = 0;

  constructor(first: number) {
    this.#centre = log(10 * first);
    this.#log = log(first);
  }

  get step(): number {
    return exp(this.#log);
  }

  get settled(): number {
    return exp(this.#average);
  }

  restart(): void {
    this.#centre = this.#average + log(2);
    this.#count = 0;
    this.#error = 0;
  }

  take(chance: number): void {
    const count = ++this.#count;
    this.#error += (TARGET - chance - this.#error) / (count + OFFSET);
    this.#log = this.#centre - (Math.sqrt(count) / GAMMA) * this.#error;
    const weight = pow(count, -KAPPA);
    this.#average = weight * this.#log + (1 - weight) * this.#average;
  }
}
