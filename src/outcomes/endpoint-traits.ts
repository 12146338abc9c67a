import { cadssTraits } from './cadss.ts';
import { cravingTraits } from './craving.ts';
import type { EndpointTraits } from './endpoint.ts';
import { disorderTraits, misuseTraits } from './misuse.ts';
import { plasmaTraits } from './plasma.ts';
import { scaleTotal } from './scales/index.ts';

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
