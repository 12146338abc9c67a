import { endpointNames } from '../../trial/trial-model.ts';

/** An endpoint by the name that this program has for it, whatever its letters (`HAMD17` is `hamd17`); undefined for any other. */
export function knownEndpoint(name: string): string | undefined {
  return endpointNames.find((endpoint) => endpoint === name.toLowerCase());
}
