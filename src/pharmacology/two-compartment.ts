import { exp, expm1 } from '../elementary/index.ts';

// Longer than other files: one model, all of whose closed forms share its rates and weights.

/** Rate × time after which an infusion’s slowest phase counts for gone, and a bound on what is left of it: exp(−60) = 8.76·10⁻²⁷. */
const GONE = 60;
const EXP_MINUS_GONE = 8.8e-27;

/**
 * A two-compartment linear model with an effect compartment, as the sum of exponentials that its closed form is.
 * Concentrations of a unit bolus are Σ weight·exp(−rate·t); index 0 and 1 are the plasma's phases, index 2 the effect site's own.
 */
export class TwoCompartmentModel {
  /** Rates α > β and the effect site's ke0, 1/h. */
  readonly rates = new Float64Array(3);
  /** Weights of the plasma concentration of a unit bolus, 1/L. */
  readonly plasmaWeights = new Float64Array(2);
  /** Weights of the effect-site concentration of a unit bolus, 1/L; they sum to zero. */
  readonly effectWeights = new Float64Array(3);
  /** Duration of the infusion for which the plasma's and the effect site's phases at its end are at hand, h; NaN for none. */
  #duration = NaN;
  readonly #plasmaEnd = new Float64Array(2);
  readonly #effectEnd = new Float64Array(3);
  /** Sum of the absolute values of all of them. */
  #endSize = 0;

  /**
   * Sets the parameters of one patient.
   *
   * With k10 = CL/V1, k12 = Q/V1, k21 = Q/V2 the rates are the roots of λ² − (k10 + k12 + k21)λ + k10·k21 = 0. The effect site fills
   * with ke0 and removes nothing from plasma (Sheiner 1979); where ke0 meets a rate it is moved by one part in 10⁷, the limit's value to that accuracy.
   *
   * @param clearance  L/h   @param centralVolume  L   @param peripheralVolume  L; 0 = one compartment   @param exchange  intercompartmental clearance, L/h
   * @param ke0  rate of equilibration of the effect site, 1/h
   * @see Sheiner et al. (1979) Clin Pharmacol Ther 25:358–371, DOI 10.1002/cpt1979253358; Gabrielsson & Weiner (2016) Pharmacokinetic and Pharmacodynamic Data Analysis, 5th ed.
   */
  set(clearance: number, centralVolume: number, peripheralVolume: number, exchange: number, ke0: number): this {
    this.#duration = NaN;
    if (peripheralVolume === 0) return this.#setOne(clearance / centralVolume, centralVolume, ke0);
    const k10 = clearance / centralVolume;
    const k12 = exchange / centralVolume;
    const k21 = exchange / peripheralVolume;
    const sum = k10 + k12 + k21;
    const alpha = (sum + Math.sqrt(sum * sum - 4 * k10 * k21)) / 2;
    const beta = (k10 * k21) / alpha;
    let ke = ke0;
    if (Math.abs(ke - alpha) < 1e-7 * ke || Math.abs(ke - beta) < 1e-7 * ke) ke *= 1 + 1e-7;
    const a = (alpha - k21) / (alpha - beta) / centralVolume;
    const b = (k21 - beta) / (alpha - beta) / centralVolume;
    this.rates[0] = alpha;
    this.rates[1] = beta;
    this.rates[2] = ke;
    this.plasmaWeights[0] = a;
    this.plasmaWeights[1] = b;
    this.effectWeights[0] = (a * ke) / (ke - alpha);
    this.effectWeights[1] = (b * ke) / (ke - beta);
    this.effectWeights[2] = -this.effectWeights[0] - this.effectWeights[1];
    return this;
  }

  /** One compartment: the second phase has no weight, and a rate that meets no other. */
  #setOne(rate: number, volume: number, ke0: number): this {
    const ke = Math.abs(ke0 - rate) < 1e-7 * ke0 ? ke0 * (1 + 1e-7) : ke0;
    this.rates[0] = rate;
    this.rates[1] = 3 * Math.max(rate, ke);
    this.rates[2] = ke;
    this.plasmaWeights[0] = 1 / volume;
    this.plasmaWeights[1] = 0;
    this.effectWeights[0] = ke / (ke - rate) / volume;
    this.effectWeights[1] = 0;
    this.effectWeights[2] = -this.effectWeights[0];
    return this;
  }

  /**
   * Plasma concentration at a time after the start of a constant-rate infusion, mg/L.
   * @param dose  mg   @param duration  h   @param hours  h since the start; at or before it the concentration is 0
   */
  plasma(dose: number, duration: number, hours: number): number {
    one[0] = hours;
    this.infused('plasma', dose, duration, one, 1, one);
    return one[0];
  }

  /** Effect-site concentration at a time after the start of a constant-rate infusion, mg/L. */
  effectSite(dose: number, duration: number, hours: number): number {
    one[0] = hours;
    this.infused('effect', dose, duration, one, 1, one);
    return one[0];
  }

  /**
   * Concentrations at several times after the start of a constant-rate infusion, mg/L. What its phases are at its end is worked out once for a patient, because most times
   * asked for lie after it.
   * @param out  receives as many concentrations as `count` says; it may be `hours`
   */
  infused(site: 'plasma' | 'effect', dose: number, duration: number, hours: Float64Array, count: number, out: Float64Array): void {
    const isPlasma = site === 'plasma';
    const weights = isPlasma ? this.plasmaWeights : this.effectWeights;
    const end = isPlasma ? this.#plasmaEnd : this.#effectEnd;
    if (duration !== this.#duration) this.#end(duration);
    const speed = dose / duration;
    const { rates } = this;
    const first = rates[0];
    const second = rates[1];
    const own = rates[2];
    const ofFirst = end[0];
    const ofSecond = end[1];
    const ofSite = isPlasma ? 0 : end[2];
    for (let i = 0; i < count; i++) {
      const after = hours[i] - duration;
      let sum = 0;
      if (!(hours[i] > 0) || !(dose > 0)) sum = 0;
      else if (after > 0) {
        sum = ofFirst * exp(-first * after) + ofSecond * exp(-second * after);
        if (!isPlasma) sum += ofSite * exp(-own * after);
        sum *= speed;
      } else sum = speed * (after < 0 ? this.#during(weights, hours[i]) : total(end));
      out[i] = isPlasma ? sum : Math.max(0, sum);
    }
  }

  #during(weights: Float64Array, hours: number): number {
    let sum = 0;
    for (let term = 0; term < weights.length; term++) sum += (weights[term] / this.rates[term]) * -expm1(-this.rates[term] * hours);
    return sum;
  }

  /** What an infusion contributes at most at a time after its end, at either site, mg/L: an upper bound on its absolute value that takes no exponential; Infinity where it may count. */
  residue(dose: number, duration: number, hours: number): number {
    if (!(Math.min(this.rates[0], this.rates[1], this.rates[2]) * (hours - duration) > GONE)) return Infinity;
    if (duration !== this.#duration) this.#end(duration);
    return (dose / duration) * this.#endSize * EXP_MINUS_GONE;
  }

  #end(duration: number): void {
    const { rates, plasmaWeights, effectWeights } = this;
    const plasmaEnd = this.#plasmaEnd;
    const effectEnd = this.#effectEnd;
    let size = 0;
    for (let term = 0; term < 3; term++) {
      const rate = rates[term];
      const filled = -expm1(-rate * duration);
      const effect = (effectWeights[term] / rate) * filled;
      effectEnd[term] = effect;
      size += Math.abs(effect);
      if (term === 2) break;
      const plasma = (plasmaWeights[term] / rate) * filled;
      plasmaEnd[term] = plasma;
      size += Math.abs(plasma);
    }
    this.#duration = duration;
    this.#endSize = size;
  }

  /** Concentration at a time after a dose that is in the plasma at once, mg/L. @param dose  mg   @param hours  h since the dose */
  bolus(dose: number, hours: number, site: 'plasma' | 'effect'): number {
    if (!(hours > 0) || !(dose > 0)) return 0;
    const weights = site === 'plasma' ? this.plasmaWeights : this.effectWeights;
    let sum = 0;
    for (let term = 0; term < weights.length; term++) sum += weights[term] * exp(-this.rates[term] * hours);
    return dose * Math.max(0, sum);
  }

  /**
   * Concentration at a time after the start of first-order absorption, mg/L: every phase with rate λ becomes ka/(ka − λ)·(exp(−λt) − exp(−ka·t)).
   * @param dose  mg that are absorbed   @param absorption  rate ka, 1/h   @param hours  h since the start of absorption
   */
  absorbed(dose: number, absorption: number, hours: number, site: 'plasma' | 'effect'): number {
    if (!(hours > 0) || !(dose > 0)) return 0;
    const weights = site === 'plasma' ? this.plasmaWeights : this.effectWeights;
    let sum = 0;
    for (let term = 0; term < weights.length; term++) {
      const rate = this.rates[term];
      const ka = apart(absorption, rate);
      sum += ((weights[term] * ka) / (ka - rate)) * (exp(-rate * hours) - exp(-ka * hours));
    }
    return dose * Math.max(0, sum);
  }

  /** Slope of the plasma concentration of a unit dose under first-order absorption, 1/(L·h). */
  absorbedSlope(absorption: number, hours: number): number {
    let sum = 0;
    for (let term = 0; term < this.plasmaWeights.length; term++) {
      const rate = this.rates[term];
      const ka = apart(absorption, rate);
      sum += ((this.plasmaWeights[term] * ka) / (ka - rate)) * (ka * exp(-ka * hours) - rate * exp(-rate * hours));
    }
    return sum;
  }
}

/** A rate of absorption that does not meet a phase's own rate, where the closed form has its limit. */
function apart(absorption: number, rate: number): number {
  return Math.abs(absorption - rate) < 1e-6 * absorption ? absorption * (1 + 1e-6) : absorption;
}

const one = new Float64Array(1);

function total(terms: Float64Array): number {
  let sum = 0;
  for (let term = 0; term < terms.length; term++) sum += terms[term];
  return sum;
}
