import type { Findings } from '../document/finding.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

/** Largest logarithm whose exponential is a number, about log(1.8e308). */
const MAX_LOG = 709;
/** SDs within which every draw is taken to lie; assumed, beyond the reach of any run. */
const FARTHEST = 10;

/** Parameters of the statistical outcome model that no number can hold together. */
export function checkGaussian({ gaussian }: ResolvedScenario, { errors }: Findings): void {
  if (gaussian.distribution !== 'lognormal') return;
  const { mean, difference, periodEffect, carryover, sdBetween, sdWithin, effects } = gaussian;
  const shift = Math.max(Math.abs(difference), ...Object.values(effects).map(Math.abs)) + Math.abs(periodEffect) + Math.abs(carryover);
  const largest = Math.abs(mean) + shift + FARTHEST * Math.sqrt(sdBetween * sdBetween + sdWithin * sdWithin);
  if (largest <= MAX_LOG) return;
  const message = `expected values on the log scale whose exponentials are numbers (within ±${MAX_LOG}), got up to ${Number(largest.toPrecision(4))} with ${FARTHEST} SD`;
  errors.push({ path: 'gaussian.distribution', message, at: 'value' });
}
