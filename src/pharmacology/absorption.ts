import { exp, log } from '../elementary/index.ts';
import type { Kinetics } from './kinetics-shapes.ts';
import { setDisposition, withVariation } from './disposition.ts';
import { TwoCompartmentModel } from './two-compartment.ts';

/** Smallest and largest rate of absorption that is tried, 1/h. */
const SLOWEST = 1e-6;
const FASTEST = 1e4;

/** Rate of first-order absorption, 1/h: from its half-time, or the rate at which the typical patient's plasma peaks at the time asked. */
export function absorptionRate(kinetics: Kinetics<'first-order'>): number {
  const { absorptionHalfHours, peakHours, lagHours } = kinetics;
  if (absorptionHalfHours > 0) return Math.LN2 / absorptionHalfHours;
  const model = new TwoCompartmentModel();
  setDisposition(model, withVariation(kinetics), 70, 0, 0);
  const peak = peakHours - lagHours;
  let [slow, fast] = [log(SLOWEST), log(FASTEST)];
  for (let step = 0; step < 60; step++) {
    const middle = (slow + fast) / 2;
    // A concentration that still rises at the time asked peaks too late.
    if (model.absorbedSlope(exp(middle), peak) > 0) slow = middle;
    else fast = middle;
  }
  return exp((slow + fast) / 2);
}
