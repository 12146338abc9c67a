import type { ResolvedScenario } from '../scenario/schema/scenario-schema.ts';

/** A scenario with other values of some of its numbers, by their paths; one that it does not have is left out. Nothing is checked. */
export function withValues(scenario: ResolvedScenario, values: Readonly<Record<string, number>>): ResolvedScenario {
  const changed = structuredClone(scenario);
  for (const [path, value] of Object.entries(values)) {
    const parts = path.split('.');
    const name = parts[parts.length - 1];
    let holder: Record<string, unknown> | undefined = changed as Record<string, unknown>;
    for (const part of parts.slice(0, -1)) holder = holder?.[part] as Record<string, unknown> | undefined;
    if (holder !== undefined && typeof holder[name] === 'number') holder[name] = value;
  }
  return changed;
}
