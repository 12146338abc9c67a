import { scaleEndpoints } from '../../outcomes/scales/index.ts';

/** Endpoints that this program knows by name: those of the scales, and the ratings in the hours after the drug. */
export const endpointNames: readonly string[] = [...scaleEndpoints, 'cadss', 'craving'];

/** An endpoint by the name that this program has for it, whatever its letters: `HAMD17` is `hamd17`. */
export function plainEndpoint(name: string): string {
  return endpointNames.includes(name.toLowerCase()) ? name.toLowerCase() : name;
}
