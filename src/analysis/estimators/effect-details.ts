import type { FixedEffect } from '../selection/model-columns.ts';
import type { TFigures } from './t-estimate.ts';

/** The fixed effects of a mixed model as details: all by name, and the only effect of a kind under the name of that kind. */
export function effectDetails(effects: readonly (FixedEffect & { readonly figures: TFigures })[]): Record<string, unknown> {
  const only = (kind: FixedEffect['kind']): TFigures | undefined => {
    const found = effects.filter((effect) => effect.kind === kind);
    return found.length === 1 ? found[0].figures : undefined;
  };
  const [periodEffect, sequenceEffect, baselineSlope] = [only('period'), only('sequence'), only('baseline')];
  return {
    ...(periodEffect === undefined ? {} : { periodEffect }),
    ...(sequenceEffect === undefined ? {} : { sequenceEffect }),
    ...(baselineSlope === undefined ? {} : { baselineSlope }),
    fixedEffects: Object.fromEntries(effects.map(({ name, figures }) => [name, figures])),
  };
}
