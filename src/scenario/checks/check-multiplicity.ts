import { methodNamed } from '../../analysis/index.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import { unknownName, type Findings } from '../document/finding.ts';
import { plannedAnalysis } from '../resolved/study-of.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

/** A procedure over analyses that do not exist, are named twice, or weights that are no shares. */
export function checkMultiplicity(scenario: ResolvedScenario, { errors }: Findings): void {
  const { multiplicity, analyses } = scenario;
  if (multiplicity === undefined) return;
  const names = Object.keys(analyses);
  const { procedure, analyses: asked, weights } = multiplicity;
  const say = (part: string, message: string, causes: string[] = []): void =>
    void errors.push({ path: `multiplicity.${part}`, message, at: 'value', causes });
  asked.forEach((name, place) => {
    if (!names.includes(name)) say(`analyses.${place}`, unknownName('the name of an analysis', name, names), [`analyses.${name}`]);
    else if (asked.indexOf(name) !== place) say(`analyses.${place}`, `expected each analysis once, got ${name} again`);
    else if (hasShares(plannedAnalysis(scenario, analyses[name])))
      say(
        `analyses.${place}`,
        `expected an analysis whose margins are in the unit of the response, got ${name}, whose are shares of the reference`,
      );
  });
  if (weights === undefined) return;
  if (procedure !== 'fallback') say('weights', `expected none for ${procedure} (only fallback has weights), got ${weights.join(', ')}`);
  else if (weights.length !== asked.length) say('weights', `expected ${asked.length} shares, one for each analysis, got ${weights.length}`);
  else if (weights.some((weight) => weight < 0) || Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1) > 1e-9)
    say('weights', `expected shares of at least 0 that add to 1, got ${weights.join(', ')}`);
}

/** Whether an analysis has margins that are shares of the mean under the reference: whether its null hypothesis is true is then not known by its true effect alone. */
function hasShares({ method, options }: PlannedAnalysis): boolean {
  return methodNamed(method).margins?.(options).unit !== undefined;
}
