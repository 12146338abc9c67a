import { references } from '../evidence/references.ts';
import { checkAnalyses } from './check-analyses.ts';
import { checkDesign } from './check-design.ts';
import { checkPatients } from './check-patients.ts';
import { nearestName } from './nearest-name.ts';
import type { ResolvedScenario } from './scenario-schema.ts';

/** Something wrong at a path of the scenario. */
export interface Finding {
  readonly path: string;
  readonly message: string;
  /** Whether the key or the value at the path is to be pointed at. */
  readonly at: 'key' | 'value';
}

/** Collects findings. */
export interface Findings {
  readonly errors: Finding[];
  readonly warnings: Finding[];
}

/** `expected …, got …` with the nearest valid name. */
export function unknownName(what: string, got: string, valid: readonly string[]): string {
  const near = nearestName(got, valid);
  return `expected ${what} (${valid.join(', ')}), got '${got}'${near === undefined ? '' : `; did you mean ${near}?`}`;
}

/**
 * Everything about a scenario that no single field shows: contradictions between fields (errors) and implausible values (warnings).
 * @param written  what the files say, without defaults
 */
export function checkScenario(scenario: ResolvedScenario, written: Readonly<Record<string, unknown>>): Findings {
  const findings: Findings = { errors: [], warnings: [] };
  checkModel(scenario, written, findings);
  checkDesign(scenario, findings);
  if (scenario.model === 'mechanistic') checkPatients(scenario, findings);
  checkAnalyses(scenario, findings);
  checkEvidence(scenario, findings);
  return findings;
}

const mechanisticSections = [
  ...['visits', 'outcomes', 'population', 'treatments', 'response', 'belief', 'dissociation', 'adverseEffects', 'craving', 'measurement'],
];

/** A section that the chosen model does not read is an error, not a silence. */
function checkModel(scenario: ResolvedScenario, written: Readonly<Record<string, unknown>>, { errors }: Findings): void {
  const foreign = scenario.model === 'gaussian' ? mechanisticSections : ['gaussian'];
  for (const section of foreign) {
    if (Object.hasOwn(written, section)) {
      errors.push({
        path: section,
        message: `a section that the ${scenario.model} model does not read; take it out or change model`,
        at: 'key',
      });
    }
  }
}

function checkEvidence(scenario: ResolvedScenario, { errors }: Findings): void {
  const sources = ['assumed', 'definition', ...Object.keys(references)];
  for (const [path, source] of Object.entries(scenario.evidence)) {
    if (!exists(scenario, path.split('.'))) {
      errors.push({
        path: `evidence.${path}`,
        message: 'expected the path of a value of this scenario, got one that does not exist',
        at: 'key',
      });
    }
    if (!sources.includes(source)) {
      const near = nearestName(source, sources);
      errors.push({
        path: `evidence.${path}`,
        message: `expected a source key or assumed, got '${source}'${near === undefined ? '' : `; did you mean ${near}?`}`,
        at: 'value',
      });
    }
  }
}

function exists(value: unknown, path: readonly string[]): boolean {
  if (path.length === 0) return true;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, path[0])) return false;
  return exists((value as Record<string, unknown>)[path[0]], path.slice(1));
}
