import { gaussLegendre } from '../distributions/gauss-legendre.ts';
import { normalDensity, normalUpperTail } from '../distributions/normal.ts';

/** Beyond this many standard deviations nothing is left (1e-20). */
const REACH = 9.3;
/** Width of a panel of nodes in standard deviations of the narrowest kernel that it must resolve. */
const PANEL_WIDTH = 2.5;
const NODES = 16;

/**
 * The z values of trials that have continued past a look, as a quadrature rule: Σ mass g(z) is the integral of g over the
 * sub-density of those trials.
 */
export interface Continuation {
  /** Information rate of the look. */
  readonly rate: number;
  readonly z: Float64Array;
  readonly mass: Float64Array;
}

/** Before the first look: all trials, at z = 0 with no information. */
export const beginning: Continuation = { rate: 0, z: Float64Array.of(0), mass: Float64Array.of(1) };

/**
 * Trials that continue past a look: those whose z at `rate` lies between the bounds.
 *
 * Scores √t z are a Brownian motion with the given drift: from one look to the next they move by a normal step of mean drift (t − t′)
 * and variance t − t′. The sub-density is integrated by Gauss–Legendre panels (Armitage, McPherson & Rowe's recursion).
 *
 * @param before   trials that continued past the look before
 * @param rate     information rate of this look, > before.rate
 * @param lower    stop at or below it; −Infinity for none
 * @param upper    stop at or above it; Infinity for none
 * @param drift    expected z at information rate 1
 * @param nextRate information rate of the next look, to choose the nodes by
 * @see Armitage, McPherson & Rowe (1969) J R Stat Soc A 132:235–244, DOI 10.2307/2343787; Jennison & Turnbull (2000) Group Sequential Methods, ch. 19
 */
export function continueBetween(
  before: Continuation,
  rate: number,
  lower: number,
  upper: number,
  drift: number,
  nextRate: number,
): Continuation {
  const centre = drift * Math.sqrt(rate);
  const a = Math.max(lower, centre - REACH);
  const b = Math.min(upper, centre + REACH);
  if (!(a < b)) return { rate, z: new Float64Array(0), mass: new Float64Array(0) };
  const narrowest = Math.sqrt(Math.min(rate - before.rate, nextRate - rate, rate) / rate);
  const panels = Math.ceil((b - a) / (PANEL_WIDTH * narrowest));
  const rule = gaussLegendre(NODES);
  const z = new Float64Array(panels * NODES);
  const mass = new Float64Array(panels * NODES);
  const half = (b - a) / panels / 2;
  for (let i = 0; i < z.length; i++) {
    const node = i % NODES;
    z[i] = a + half * (2 * Math.floor(i / NODES) + 1 + rule.nodes[node]);
    mass[i] = half * rule.weights[node] * densityAt(before, rate, z[i], drift);
  }
  return { rate, z, mass };
}

/** Sub-density at z of a look, of the trials that reach it. */
function densityAt(before: Continuation, rate: number, z: number, drift: number): number {
  const step = rate - before.rate;
  const scale = 1 / Math.sqrt(step);
  const target = (Math.sqrt(rate) * z - drift * step) * scale;
  const root = Math.sqrt(before.rate) * scale;
  let sum = 0;
  for (let j = 0; j < before.z.length; j++) {
    const distance = target - root * before.z[j];
    if (Math.abs(distance) < REACH) sum += before.mass[j] * normalDensity(distance);
  }
  return sum * Math.sqrt(rate) * scale;
}

/** P(the look is reached and Z ≥ z there). */
export function reachesAbove(before: Continuation, rate: number, z: number, drift: number): number {
  return tail(before, rate, z, drift, 1);
}

/** P(the look is reached and Z ≤ z there). */
export function reachesBelow(before: Continuation, rate: number, z: number, drift: number): number {
  return tail(before, rate, z, drift, -1);
}

function tail(before: Continuation, rate: number, z: number, drift: number, sign: 1 | -1): number {
  if (z === sign * Infinity) return 0;
  const step = rate - before.rate;
  const scale = sign / Math.sqrt(step);
  const target = (Math.sqrt(rate) * z - drift * step) * scale;
  const root = Math.sqrt(before.rate) * scale;
  let sum = 0;
  for (let j = 0; j < before.z.length; j++) sum += before.mass[j] * normalUpperTail(target - root * before.z[j]);
  return sum;
}
