import type { DocumentTree } from './document-tree.ts';

/** Other entries that say what a path says. */
export const sameQuestion: Readonly<Record<string, readonly string[]>> = {
  'response.opioidDependence': ['response.attenuation', 'response.dependence'],
};

/**
 * A merged document without the priors of what the upper layer takes as known: a value that a layer sets above the section `uncertainty` of the layers below, without a prior of
 * its own, is not uncertain there, nor is one that it removes. Correlations of such priors go with them, unless the layer states correlations; a section of which nothing is left goes too.
 * @param merged  the upper layer laid over the lower ones
 * @param removed  paths of what the layer removes, with all that is in them
 */
export function withoutKnownPriors(
  merged: Record<string, unknown>,
  below: DocumentTree,
  variant: DocumentTree,
  removed: readonly string[],
): Record<string, unknown> {
  const priors = mapIn(below.value.uncertainty, 'priors');
  const left = mapIn(merged.uncertainty, 'priors');
  if (priors === undefined || left === undefined) return merged;
  const own = variant.value.uncertainty;
  const isSet = (path: string): boolean => [path, ...(sameQuestion[path] ?? [])].some((each) => variant.values.has(each));
  const isRemoved = (path: string): boolean => removed.some((each) => path === each || path.startsWith(`${each}.`));
  const known = Object.keys(priors).filter((path) => (isSet(path) || isRemoved(path)) && !Object.hasOwn(mapIn(own, 'priors') ?? {}, path));
  if (known.length === 0) return merged;
  const uncertain = Object.fromEntries(Object.entries(left).filter(([path]) => !known.includes(path)));
  const { uncertainty, ...rest } = merged;
  if (Object.keys(uncertain).length === 0) return rest;
  const section = { ...(uncertainty as Record<string, unknown>), priors: uncertain };
  const { correlations } = section as { readonly correlations?: unknown };
  if (!Array.isArray(correlations) || (isMap(own) && Object.hasOwn(own, 'correlations'))) return { ...rest, uncertainty: section };
  return { ...rest, uncertainty: { ...section, correlations: correlations.filter((each) => !speaksOf(each, known)) } };
}

/** Whether a correlation speaks of one of the paths. */
export function speaksOf(correlation: unknown, paths: readonly string[]): boolean {
  return isMap(correlation) && Array.isArray(correlation.of) && correlation.of.some((path) => paths.includes(String(path)));
}

/** The map under a name of a map; undefined where there is none. */
export function mapIn(section: unknown, name: string): Record<string, unknown> | undefined {
  const inner = isMap(section) ? section[name] : undefined;
  return isMap(inner) ? inner : undefined;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
