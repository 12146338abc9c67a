import { hamd17 } from './hamd17.ts';
import { madrs } from './madrs.ts';
import type { Scale, Subscale } from './scale.ts';

/** Every clinician-rated scale of depression. Add a scale here. */
export const scales = { hamd17, madrs } as const satisfies Record<string, Scale>;
export type ScaleName = keyof typeof scales;

/** Endpoints that these scales give: each total, and each sub-scale's total. */
export const scaleEndpoints = ['hamd17', 'hamd6', 'madrs'] as const;
export type ScaleEndpoint = (typeof scaleEndpoints)[number];

/** The scale that an endpoint belongs to, and its sub-scale where it is not the total; undefined for other endpoints. */
export function scaleOf(endpoint: string): { readonly scale: Scale; readonly subscale?: Subscale } | undefined {
  for (const scale of Object.values<Scale>(scales)) {
    if (scale.name === endpoint) return { scale };
    const subscale = scale.subscales.find(({ name }) => name === endpoint);
    if (subscale !== undefined) return { scale, subscale };
  }
  return undefined;
}
