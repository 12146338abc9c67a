import { isMoved } from '../../outcomes/endpoint-traits.ts';
import { SEVERITY } from '../../trial/mechanistic/effect-entries.ts';
import { endpointNames, isKnownEndpoint } from '../../trial/trial-model.ts';
import { nearestName } from '../../text/nearest-name.ts';
import type { Findings } from '../document/finding.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

type WrittenDrug = ResolvedScenario['treatments']['drugs'][string];
type WrittenEffect = WrittenDrug['effects'][string];
type Say = (part: string, message: string, at?: 'key' | 'value', causes?: readonly string[]) => void;

/** Names by which a dose is said. */
const amounts = ['mg', 'mgPerKg', 'mgPerM2'] as const;

/** Endpoints that drugs move beside the declared ones; what is rated from severity moves with it. */
const moved: readonly string[] = [SEVERITY, ...endpointNames.filter(isMoved)];

/**
 * Contradictions within the declared drugs, and between them and what the scenario records.
 * @param written  what the files say, without defaults
 */
export function checkDrugs(scenario: ResolvedScenario, written: Readonly<Record<string, unknown>>, { errors, warnings }: Findings): void {
  const { treatments } = scenario;
  for (const [name, drug] of Object.entries(treatments.drugs)) {
    const say: Say = (part, message, at = 'value', causes = []) =>
      void errors.push({ path: `treatments.drugs.${name}${part === '' ? '' : `.${part}`}`, message, at, causes });
    for (const group of ['pretreatments', 'infusions'] as const)
      if (Object.hasOwn(treatments[group], name)) say('', `expected a name that no entry of treatments.${group} has, got ${name}`, 'key');
    if (!saysDose(written, name)) say('dose', 'expected mg, mgPerKg or mgPerM2 (0 for a drug without a dose), got none', 'key');
    checkDose(drug, say);
    checkTargets(drug, say);
    for (const [on, effect] of Object.entries(drug.effects)) checkEffect(scenario, drug, on, effect, say);
    checkFelt(drug, say);
    checkInteractions(scenario, name, say, (part, message) =>
      warnings.push({ path: `treatments.drugs.${name}.${part}`, message, at: 'key' }),
    );
  }
}

/** Interactions that nothing can come of: with the drug itself, with one that has no clearance, or by a name that is a slip of another. */
function checkInteractions({ treatments }: ResolvedScenario, name: string, say: Say, warn: (part: string, message: string) => void): void {
  const { drugs, infusions, pretreatments } = treatments;
  const declared = [...Object.keys(drugs), ...Object.keys(infusions), ...Object.keys(pretreatments)];
  for (const other of Object.keys(drugs[name].interactions)) {
    const part = `interactions.${other}`;
    const hasPlateau = Object.hasOwn(pretreatments, other) || (Object.hasOwn(drugs, other) && drugs[other].kinetics.shape === 'plateau');
    if (other === name) say(part, `expected another drug, got ${name} itself`, 'key');
    else if (hasPlateau) say(part, `expected a drug whose kinetics have a clearance, got ${other}, which has none`, 'key');
    else if (!declared.includes(other)) {
      const near = nearestName(other, declared);
      if (near !== undefined && near !== name) warn(part, `no drug of the name ${other} is declared; did you mean ${near}?`);
    }
  }
}

/** Whether a file says how much of a drug is given. */
function saysDose(written: unknown, name: string): boolean {
  const dose = ['treatments', 'drugs', name, 'dose'].reduce(entryOf, written);
  return amounts.some((amount) => typeof entryOf(dose, amount) === 'number');
}

function entryOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function checkDose({ dose, kinetics }: WrittenDrug, say: Say): void {
  const given = amounts.filter((name) => dose[name] > 0);
  if (given.length > 1) say(`dose.${given[1]}`, `expected one of mg, mgPerKg and mgPerM2, got ${given.join(' and ')}`);
  if (kinetics.shape !== 'first-order') return;
  const { absorptionHalfHours, peakHours, lagHours } = kinetics;
  if (absorptionHalfHours > 0 === peakHours > 0)
    say('kinetics', `expected absorptionHalfHours or peakHours, got ${peakHours > 0 ? 'both' : 'neither'}`, 'key');
  else if (peakHours > 0 && !(peakHours > lagHours))
    say('kinetics.peakHours', `expected more than the ${lagHours} h of lagHours, got ${peakHours}`);
}

function checkTargets({ targets, kinetics }: WrittenDrug, say: Say): void {
  for (const [target, { ec50NgPerMl, ed50Mg, occupancy }] of Object.entries(targets)) {
    if (kinetics.shape === 'plateau') {
      if (!(ed50Mg > 0) && !(occupancy > 0)) say(`targets.${target}`, 'expected ed50Mg or occupancy for a plateau, got neither', 'key');
    } else if (!(ec50NgPerMl > 0)) say(`targets.${target}`, `expected ec50NgPerMl for kinetics with a concentration, got none`, 'key');
  }
}

function checkEffect({ outcomes }: ResolvedScenario, drug: WrittenDrug, on: string, effect: WrittenEffect, say: Say): void {
  const path = `effects.${on}`;
  const outcome = Object.hasOwn(outcomes, on) ? outcomes[on] : undefined;
  const isRating = !isKnownEndpoint(on) && outcome !== undefined && outcome.items === undefined;
  if (!moved.includes(on) && !isRating) {
    const rated = isKnownEndpoint(on) || outcome?.items !== undefined;
    const why = rated ? `${on} is rated from severity: say severity` : 'the scenario declares no such endpoint';
    say(path, `expected severity, cadss, craving or a declared endpoint (${why})`, 'key', [`outcomes.${on}`]);
  }
  if (effect.size === 0) say(`${path}.size`, 'expected a size other than 0: an effect that is declared has one');
  if (on === 'severity' && effect.course === 'lasting' && (effect.size < 0 || effect.size >= 1))
    say(`${path}.size`, `expected a share of severity from 0 to below 1, got ${effect.size}`);
  checkStrength(drug, path, effect, say);
}

function checkStrength({ targets, kinetics }: WrittenDrug, path: string, effect: WrittenEffect, say: Say): void {
  const { through } = effect;
  if (through !== undefined) {
    if (!Object.hasOwn(targets, through)) {
      const known = Object.keys(targets);
      say(`${path}.through`, `expected a target of the drug (${known.join(', ')}), got '${through}'`);
    } else if (targets[through].intrinsicActivity === 0 && effect.course === 'level')
      say(`${path}.through`, `expected a target at which the drug has intrinsicActivity above 0, got ${through}, which it only blocks`);
  } else if (effect.course === 'level' && kinetics.shape !== 'plateau' && effect.referenceNgPerMl === 0)
    say(path, 'expected referenceNgPerMl (or through), got neither', 'key');
}

function checkFelt({ felt, effects }: WrittenDrug, say: Say): void {
  const { endpoint, probability } = felt;
  if (endpoint === undefined) return;
  if (!Object.hasOwn(effects, endpoint) || effects[endpoint].course !== 'level')
    say('felt.endpoint', `expected an endpoint on which the drug has an effect of course level, got '${endpoint}'`);
  if (probability > 0) say('felt.probability', 'expected none beside felt.endpoint, which decides whether the drug is noticed');
}
