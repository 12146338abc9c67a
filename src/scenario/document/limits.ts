/**
 * How large a scenario may be; far above any that states the assumptions of a trial, and a bound on the time and memory that reading one takes
 * (assumed). The first three hold for a file with all that it extends.
 */
export const scenarioLimits = {
  /** Files. */
  files: 200,
  /** Characters, of YAML or JSON. */
  characters: 250_000,
  /** Values, with every alias written out. */
  values: 20_000,
  /** Aliases of one file. */
  aliases: 1000,
  /** Maps and lists within each other. */
  depth: 50,
  /** Characters of a name. */
  nameCharacters: 200,
  /** Characters of a value. */
  valueCharacters: 20_000,
  /** Entries of a map or a list, where the next ones do not say less. */
  entries: 1000,
  /** Visits of the section `visits`. */
  visits: 500,
  /** Treatments of a group: drugs, infusions, pretreatments. */
  treatments: 100,
  /** Endpoints of the section `outcomes`. */
  outcomes: 100,
  /** Analyses of the section `analyses`. */
  analyses: 200,
} as const;

/** Maps with a limit of their own, and what their entries are called. */
const ownLimits: Readonly<Record<string, { readonly most: number; readonly what: string }>> = {
  visits: { most: scenarioLimits.visits, what: 'visits' },
  'treatments.drugs': { most: scenarioLimits.treatments, what: 'drugs' },
  'treatments.infusions': { most: scenarioLimits.treatments, what: 'infusions' },
  'treatments.pretreatments': { most: scenarioLimits.treatments, what: 'pretreatments' },
  outcomes: { most: scenarioLimits.outcomes, what: 'endpoints' },
  analyses: { most: scenarioLimits.analyses, what: 'analyses' },
};

/** How many entries the map or the list at a path may have, and what they are called. @param path  parts joined by points; empty for the whole file */
export function entryLimit(path: string): { readonly most: number; readonly what: string } {
  return Object.hasOwn(ownLimits, path) ? ownLimits[path] : { most: scenarioLimits.entries, what: 'entries' };
}
