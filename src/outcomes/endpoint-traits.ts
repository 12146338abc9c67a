import { cadssTraits } from './cadss.ts';
import { cravingTraits } from './craving.ts';
import type { EndpointProcess, EndpointTraits } from './endpoint.ts';
import { disorderTraits, misuseTraits } from './misuse.ts';
import { plasmaTraits } from './plasma.ts';
import { scaleOf, scaleTotal } from './scales/index.ts';

const others: Readonly<Record<string, EndpointTraits>> = {
  cadss: cadssTraits,
  craving: cravingTraits,
  plasma: plasmaTraits,
  misuse: misuseTraits,
  'use-disorder': disorderTraits,
};

/** What a recorded endpoint declares of itself; undefined for endpoints that are not this program's own. */
export function endpointTraits(endpoint: string): EndpointTraits | undefined {
  return scaleTotal(endpoint) ?? (Object.hasOwn(others, endpoint) ? others[endpoint] : undefined);
}

/** The model that gives the values of an endpoint; undefined of those rated from severity, and of those that are not this program's own. */
export function processOf(endpoint: string): EndpointProcess | undefined {
  return endpointTraits(endpoint)?.process;
}

/** Whether drugs act on an endpoint itself: not where its values follow from their concentrations or from what was given, nor where they are rated from severity. */
export function isMoved(endpoint: string): boolean {
  const process = processOf(endpoint);
  return process === 'dissociation' || process === 'craving';
}

/** Whether the values of an endpoint are 0 and 1, no and yes. */
export function isYesOrNo(endpoint: string): boolean {
  const { minimum = 0, maximum = Infinity, whole = true } = endpointTraits(endpoint) ?? {};
  return minimum === 0 && maximum === 1 && whole;
}

/** Whether an endpoint is measured at screening, so that it can make eligible: not what an infusion causes, nor a part of a scale. */
export function isScreened(endpoint: string): boolean {
  return processOf(endpoint) === undefined && scaleOf(endpoint)?.subscale === undefined;
}
