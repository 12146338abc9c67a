import { hamd17 } from './hamd17.ts';
import { madrs } from './madrs.ts';
import type { Remission, Scale, Subscale } from './scale.ts';

/** Every clinician-rated scale of depression. A scale is one file of that name and one word here; add it at the end. */
export const scales = { hamd17, madrs } as const satisfies Readonly<Record<string, Scale>>;
/** The scales by their names. */
export type Scales = typeof scales;
export type ScaleName = keyof Scales;

/** The endpoint in whose points severity is: what eligibility, missing data and responders are judged by unless a scenario says otherwise. */
export const SEVERITY_ENDPOINT = 'hamd17' satisfies ScaleName;

/** Endpoints that these scales give: each total, and each sub-scale's total. */
export type ScaleEndpoint = { [Name in ScaleName]: Name | Scales[Name]['subscales'][number]['name'] }[ScaleName];

/** A total that a scale gives: of all its items, or of a sub-scale's. */
export interface ScaleTotal {
  readonly name: ScaleEndpoint;
  readonly label: string;
  readonly shortLabel: string;
  readonly unit: string;
  /** Highest score; the lowest is 0. */
  readonly maximum: number;
  readonly hasResponse: boolean;
  readonly remission: Remission | undefined;
}

/** Every total with what its scale declares of it, in the order of the list. */
export const scaleTotals: readonly ScaleTotal[] = Object.values(scales).flatMap((scale) => {
  const { unit, items } = scale;
  const all = items.map((_, position) => position + 1);
  return [{ ...scale, items: all }, ...scale.subscales].map((part): ScaleTotal => {
    const { name, label, shortLabel, remission, hasResponse = scale.hasResponse } = part;
    const maximum = part.items.reduce((sum, item) => sum + items[item - 1].maximum, 0);
    return { name, label, shortLabel, unit, maximum, hasResponse, remission };
  });
});

/** Names of the totals. */
export const scaleEndpoints: readonly ScaleEndpoint[] = scaleTotals.map(({ name }) => name);

/** The total of that name; undefined for other endpoints. */
export function scaleTotal(endpoint: string): ScaleTotal | undefined {
  return scaleTotals.find(({ name }) => name === endpoint);
}

/** The scale that an endpoint belongs to, and its sub-scale where it is not the total; undefined for other endpoints. */
export function scaleOf(endpoint: string): { readonly scale: Scale; readonly subscale?: Subscale } | undefined {
  for (const scale of Object.values<Scale>(scales)) {
    if (scale.name === endpoint) return { scale };
    const subscale = scale.subscales.find(({ name }) => name === endpoint);
    if (subscale !== undefined) return { scale, subscale };
  }
  return undefined;
}
