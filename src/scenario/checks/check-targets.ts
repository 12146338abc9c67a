import { conditionParts, givenConditions } from '../../design/design.ts';
import { statedDose } from '../../pharmacology/declared-drug.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { unknownName, type Findings } from '../document/finding.ts';
import { designOf } from '../resolved/study-of.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

/** Targets that the short forms name: what a studied drug of them depends on. */
const ofShortForms: readonly string[] = ['opioid', 'other'];

/** Where a target's name may be at fault itself. */
const causes = ['design.sequences', 'design.infusion', 'treatments'];

/**
 * Dependences on targets that no drug has (errors where no declared drug has a target of that name, else warnings), and blockers of targets on
 * which nothing depends (warnings).
 */
export function checkTargets(scenario: ResolvedScenario, findings: Findings): void {
  const given = givenNames(scenario);
  const declared = new Set([...ofShortForms, ...targetsOf(scenario, () => true)]);
  const present = targetsOf(scenario, (name) => given.has(name));
  checkResponse(scenario, declared, present, findings);
  checkEffects(scenario, declared, findings);
  checkBlockers(scenario, given, findings);
}

/** Names of the drugs that the conditions give, before or after their +. */
function givenNames(scenario: ResolvedScenario): Set<string> {
  const design = designOf(scenario);
  const parts = givenConditions(design).map((condition) => conditionParts(condition, design.infusion));
  return new Set(parts.flatMap(({ pretreatment, infusion }) => [pretreatment, infusion]));
}

/** The targets of the drugs of some names. */
function targetsOf({ treatments }: ResolvedScenario, isMeant: (name: string) => boolean): Set<string> {
  const declared = Object.entries(treatments.drugs).flatMap(([name, { targets }]) => (isMeant(name) ? Object.keys(targets) : []));
  const short = Object.entries(treatments.pretreatments).flatMap(([name, form]) =>
    'target' in form && isMeant(name) ? [form.target] : [],
  );
  return new Set([...declared, ...short]);
}

function checkResponse({ response }: ResolvedScenario, declared: Set<string>, present: Set<string>, findings: Findings): void {
  for (const [target, share] of Object.entries(response.dependence ?? {})) {
    const path = `response.dependence.${target}`;
    if (share === 0 || present.has(target)) continue;
    if (declared.has(target))
      findings.warnings.push({ path, message: 'no drug that is given has this target: the dependence changes nothing', at: 'key' });
    else findings.errors.push({ path, message: unknownName('a target of a drug that is given', target, [...present]), at: 'key', causes });
  }
}

/** A drug may depend on targets that nothing here has; a name that is nearly that of a target, and stands for it, is a slip. */
function checkEffects({ treatments }: ResolvedScenario, declared: Set<string>, { errors }: Findings): void {
  for (const [name, { effects }] of Object.entries(treatments.drugs)) {
    for (const [on, { dependence, through }] of Object.entries(effects)) {
      for (const target of Object.keys(dependence).filter((each) => dependence[each] > 0 && !declared.has(each))) {
        const near = nearestName(target, [...declared]);
        if (near === undefined || near === through || Object.hasOwn(dependence, near)) continue;
        const path = `treatments.drugs.${name}.effects.${on}.dependence.${target}`;
        errors.push({ path, message: unknownName('a target of a declared drug', target, [...declared]), at: 'key', causes });
      }
    }
  }
}

function checkBlockers(scenario: ResolvedScenario, given: Set<string>, { warnings }: Findings): void {
  const { drugs, pretreatments } = scenario.treatments;
  const needed = neededTargets(scenario, given);
  const warn = (path: string, targets: readonly string[]): void => {
    if (targets.length === 0 || targets.some((target) => needed.has(target))) return;
    const message = `blocks ${targets.join(' and ')}, on which nothing depends: say how much does in response.dependence.${targets[0]} (0 where nothing does)`;
    warnings.push({ path, message, at: 'key' });
  };
  for (const [name, form] of Object.entries(pretreatments))
    if (given.has(name) && 'target' in form) warn(`treatments.pretreatments.${name}`, [form.target]);
  for (const [name, { targets, effects, dose }] of Object.entries(drugs)) {
    if (!given.has(name) || Object.keys(effects).length > 0 || !(statedDose(dose).amount > 0)) continue;
    const blocked = Object.keys(targets).filter((target) => targets[target].intrinsicActivity < 1);
    if (isPretreatment(scenario, name)) warn(`treatments.drugs.${name}`, blocked);
  }
}

function isPretreatment(scenario: ResolvedScenario, name: string): boolean {
  const design = designOf(scenario);
  return givenConditions(design).some((condition) => conditionParts(condition, design.infusion).pretreatment === name);
}

/** Targets of which the scenario says what depends on them, and be it nothing. */
function neededTargets({ treatments, response }: ResolvedScenario, given: Set<string>): Set<string> {
  const effects = Object.entries(treatments.drugs).flatMap(([name, drug]) => (given.has(name) ? Object.values(drug.effects) : []));
  const ofEffects = effects.flatMap(({ through, dependence }) => [...Object.keys(dependence), ...(through === undefined ? [] : [through])]);
  const isShort = Object.keys(treatments.infusions).some((name) => given.has(name));
  const isOpioid = response.nonspecificOpioidDependence > 0 || response.antagonistMoodPoints !== 0;
  const ofResponse = [...Object.keys(response.dependence ?? {}), ...(isOpioid ? ['opioid'] : [])];
  return new Set([...ofEffects, ...ofResponse, ...(isShort ? ofShortForms : [])]);
}
