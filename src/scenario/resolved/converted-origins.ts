import type { ResolvedScenario } from '../schema/scenario-schema.ts';
import { convertedSds } from './gaussian-of.ts';
import type { Origins } from './value-origins.ts';

/** Origins in which an SD that follows from another number has that number's place and source. */
export function withConvertedOrigins(scenario: Pick<ResolvedScenario, 'model' | 'gaussian'>, origins: Origins): Origins {
  if (scenario.model !== 'gaussian') return origins;
  const converted = [...convertedSds(scenario)].map(([path, from]) => {
    const { setBy = 'the scenario', source } = origins[from] ?? {};
    const name = from.slice(from.indexOf('variability.'));
    return [path, { setBy: `${setBy}, from ${name}`, ...(source === undefined ? {} : { source }) }] as const;
  });
  return { ...origins, ...Object.fromEntries(converted) };
}
