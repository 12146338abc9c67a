/** Entries that other files than scenarios have too: alone they do not show that a file is one. */
const COMMON = ['$schema', 'name', 'title', 'about', 'model', 'seed', 'extends', 'replace'];

/** Sections that show that a file is a scenario. */
const SECTIONS = [
  ...['design', 'visits', 'outcomes', 'population', 'treatments', 'response', 'belief', 'dissociation', 'adverseEffects', 'craving'],
  ...['assay', 'misuse', 'measurement', 'missingness', 'gaussian', 'analyses', 'claim', 'interim', 'multiplicity', 'uncertainty'],
  ...['power', 'evidence'],
];

/** Everything that a scenario may have at its top. */
export const topEntries: readonly string[] = [...COMMON, ...SECTIONS];

/**
 * Whether a map is a scenario, as far as its top shows: it has nothing else there than what scenarios have, or at least as many of their sections as other
 * entries (a mistyped name).
 */
export function isScenarioLike(value: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(value);
  const others = names.filter((name) => !topEntries.includes(name)).length;
  const sections = names.filter((name) => SECTIONS.includes(name)).length;
  return others === 0 || (sections > 0 && sections >= others);
}
