import type { EndpointCorrelation, GaussianEndpoint, GaussianModel } from '../../outcomes/parameters.ts';
import { sdsOf, variabilityWays, type Variability } from '../../outcomes/variability.ts';

/** An endpoint of the normal model, its variability as it was reported. */
export type WrittenEndpoint = GaussianEndpoint & { readonly variability?: Variability | undefined };

/** The normal model as a scenario writes it, or as the engine takes it. */
export interface WrittenGaussian extends WrittenEndpoint {
  readonly endpoints?: Readonly<Record<string, WrittenEndpoint>> | undefined;
  readonly correlations?: readonly EndpointCorrelation[] | undefined;
}

/** A section of the normal model. */
interface WithGaussian {
  readonly gaussian: WrittenGaussian;
}

/** An endpoint as the engine takes it: SDs in place of the numbers from which they follow. */
function endpointOf({ variability, label, unit, better, smallestDifference, ...endpoint }: WrittenEndpoint): GaussianEndpoint {
  const words = Object.entries({ label, unit, better, smallestDifference }).filter(([, word]) => word !== undefined);
  const named = { ...endpoint, ...Object.fromEntries(words) };
  return variability === undefined ? named : { ...named, ...sdsOf(variability, endpoint, endpoint.distribution === 'lognormal') };
}

/** The normal model as the engine takes it. */
export function gaussianOf({ endpoints, correlations, ...only }: WrittenGaussian): GaussianModel {
  if (endpoints === undefined) return endpointOf(only);
  const named = Object.fromEntries(Object.entries(endpoints).map(([name, endpoint]) => [name, endpointOf(endpoint)]));
  return { ...endpointOf(only), endpoints: named, ...(correlations === undefined ? {} : { correlations }) };
}

/** Every endpoint as it is written, with the path of its parameters. */
export function writtenEndpoints({ gaussian }: WithGaussian): readonly { readonly path: string; readonly endpoint: WrittenEndpoint }[] {
  if (gaussian.endpoints === undefined) return [{ path: 'gaussian', endpoint: gaussian }];
  return Object.entries(gaussian.endpoints).map(([name, endpoint]) => ({ path: `gaussian.endpoints.${name}`, endpoint }));
}

/** The SDs that follow from numbers given in another way, with the path of the number that each follows from. */
export function convertedSds(scenario: WithGaussian): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, endpoint } of writtenEndpoints(scenario)) {
    const { variability } = endpoint;
    if (variability === undefined) continue;
    const way = variabilityWays.find((each) => variability[each] !== undefined);
    const from = way === 'published' ? publishedPath(variability) : way;
    if (from !== undefined) found.set(`${path}.sdWithin`, `${path}.variability.${from}`);
    if (variability.correlation !== undefined) found.set(`${path}.sdBetween`, `${path}.variability.correlation`);
  }
  return found;
}

function publishedPath({ published }: Variability): string {
  return published?.interval === undefined ? 'published.pValue' : 'published.interval';
}
