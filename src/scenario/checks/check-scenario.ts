import { references } from '../../evidence/references.ts';
import { checkAnalyses } from './check-analyses.ts';
import { checkDesign } from './check-design.ts';
import { checkDrugs } from './check-drugs.ts';
import { checkOutcomes } from './check-outcomes.ts';
import { checkGaussian } from './check-gaussian.ts';
import { checkInterim } from './check-interim.ts';
import { checkMissingness } from './check-missingness.ts';
import { checkMoved } from './check-moved.ts';
import { checkMultiplicity } from './check-multiplicity.ts';
import { checkPatients } from './check-patients.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { checkTargets } from './check-targets.ts';
import { checkUncertainty } from './check-uncertainty.ts';
import { parameterValues } from '../resolved/described-values.ts';
import { isConsequence, unknownName, type Findings } from '../document/finding.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

/**
 * Everything about a scenario that no single field shows: contradictions between fields (errors) and implausible values (warnings).
 * @param written  what the files say, without defaults
 */
export function checkScenario(scenario: ResolvedScenario, written: Readonly<Record<string, unknown>>): Findings {
  const findings: Findings = { errors: [], warnings: [] };
  checkModel(scenario, written, findings);
  checkDesignOfModel(scenario, written, findings);
  checkDesign(scenario, findings);
  if (scenario.model === 'mechanistic') {
    checkOutcomes(scenario, findings);
    checkDrugs(scenario, written, findings);
    checkPatients(scenario, findings);
    checkTargets(scenario, findings);
    checkMoved(scenario, findings);
  } else checkGaussian(scenario, written, findings);
  checkMissingness(scenario, findings);
  const later: Findings = { errors: [], warnings: findings.warnings };
  checkAnalyses(scenario, written.analyses, later);
  checkInterim(scenario, later);
  checkMultiplicity(scenario, later);
  checkRequired(scenario, later);
  checkUncertainty(scenario, later);
  checkEvidence(scenario, later);
  findings.errors.push(...later.errors.filter((finding) => !isConsequence(finding, findings.errors)));
  return findings;
}

const mechanisticSections = [
  ...['visits', 'outcomes', 'population', 'treatments', 'response', 'belief', 'dissociation', 'adverseEffects', 'craving', 'measurement'],
  ...['assay', 'misuse'],
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

/** Parts of the design that only a model with times and drugs reads. */
const mechanisticDesign = [
  ...['washoutDays', 'infusionDays', 'leadMinutes', 'infusion', 'rebaselineShare', 'recheckDays', 'maximumDelayDays', 'carryoverExpected'],
] as const;

/** Times and drugs of a design that the statistical outcome model does not read. */
function checkDesignOfModel({ model }: ResolvedScenario, { design }: Readonly<Record<string, unknown>>, { warnings }: Findings): void {
  if (model !== 'gaussian' || typeof design !== 'object' || design === null) return;
  for (const name of mechanisticDesign.filter((each) => Object.hasOwn(design, each)))
    warnings.push({
      path: `design.${name}`,
      message: 'the gaussian model has periods without times or drugs and does not read it: it changes nothing and no document states it',
      at: 'key',
    });
}

/** A requirement must name the claim or an analysis; one without a name must have but one thing to speak of. */
function checkRequired({ power: { require: required }, claim, analyses }: ResolvedScenario, { errors }: Findings): void {
  if (required === undefined) return;
  const names = [...(claim === undefined ? [] : ['claim']), ...Object.keys(analyses)];
  const say = (path: string, message: string, at: 'key' | 'value'): void =>
    void errors.push({ path, message, at, causes: ['claim', 'analyses'] });
  if (typeof required === 'number') {
    if (claim === undefined && names.length !== 1)
      say('power.require', 'expected a map of analyses and powers (there is no claim and not one analysis alone), got a number', 'value');
    return;
  }
  if (Object.keys(required).length === 0) say('power.require', 'expected at least one name, got an empty map', 'value');
  for (const name of Object.keys(required))
    if (!names.includes(name)) say(`power.require.${name}`, unknownName('claim or the name of an analysis', name, names), 'key');
}

function checkEvidence(scenario: ResolvedScenario, { errors }: Findings): void {
  const described = parameterValues(scenario).map(({ path }) => path);
  const sources = ['assumed', 'definition', ...Object.keys(references)];
  for (const [path, source] of Object.entries(scenario.evidence)) {
    if (!exists(scenario, path.split('.'))) {
      const near = nearestName(
        path,
        described.filter((known) => known !== path),
      );
      errors.push({
        path: `evidence.${path}`,
        message: `expected the path of a value of this scenario, got one that does not exist${near === undefined ? '' : `; did you mean ${near}?`}`,
        at: 'key',
        causes: [path, ...kindsAbove(path)],
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

/** Entries by which a value's surroundings say what they are: where one of those is at fault, nothing is known of the value. */
function kindsAbove(path: string): string[] {
  const parts = path.split('.');
  const above = parts.map((_, depth) => parts.slice(0, depth).join('.')).slice(1);
  const [section, group, name] = parts;
  const kinetics = section === 'treatments' && group === 'drugs' && name !== undefined ? [`treatments.drugs.${name}.kinetics.shape`] : [];
  return [...kinetics, ...above.flatMap((each) => [`${each}.kind`, `${each}.course`])];
}

function exists(value: unknown, path: readonly string[]): boolean {
  if (path.length === 0) return true;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, path[0])) return false;
  return exists((value as Record<string, unknown>)[path[0]], path.slice(1));
}
