import { log1p } from '../../elementary/index.ts';
import { normalDensity, normalUpperTail } from './normal.ts';

const TERMS = 10;

/**
 * Power series of g(s) = √(s / (1 − e⁻ˢ)) = 1 + s/4 + s²/96 − …, by squaring: the series of s / (1 − e⁻ˢ) has the Bernoulli numbers Bₖ⁺/k!.
 */
const SERIES = rootOfSeries([1, 1 / 2, 1 / 12, 0, -1 / 720, 0, 1 / 30240, 0, -1 / 1209600, 0, 1 / 47900160]);

function rootOfSeries(square: readonly number[]): number[] {
  const root = [1];
  for (let k = 1; k <= TERMS; k++) {
    let cross = 0;
    for (let j = 1; j < k; j++) cross += root[j] * root[k - j];
    root.push((square[k] - cross) / 2);
  }
  return root;
}

/**
 * Upper tail of the Student t distribution for many degrees of freedom: P(T > t), t ≥ 0, df ≥ 2000.
 *
 * With w² = df ln(1 + t²/df) the density of w is proportional to φ(w) g(w²/df), g as above, so that the tail is a short sum of
 * normal moments ∫ v²ᵏ φ(v) dv over v > w, divided by the same sum from 0. Ten terms leave less than 1e-15 of the value
 * wherever the tail is above 1e-300.
 *
 * @param t  ≥ 0, finite
 * @param df ≥ 2000, finite
 * @see the substitution is that of the signed root in Barndorff-Nielsen (1986) Biometrika 73:307–322, DOI 10.1093/biomet/73.2.307
 */
export function largeDfUpperTail(t: number, df: number): number {
  const square = df * log1p((t / df) * t);
  const w = Math.sqrt(square);
  const edge = normalDensity(w) * w;
  let moment = normalUpperTail(w);
  let whole = 0.5;
  let power = 1;
  let reach = 1;
  let sum = moment;
  let total = whole;
  for (let k = 1; k <= TERMS; k++) {
    moment = reach * edge + (2 * k - 1) * moment;
    whole *= 2 * k - 1;
    reach *= square;
    power /= df;
    sum += SERIES[k] * power * moment;
    total += SERIES[k] * power * whole;
  }
  return (0.5 * sum) / total;
}
