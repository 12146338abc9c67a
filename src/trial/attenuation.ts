import { squared } from '../elementary/index.ts';
import { givenConditions } from '../design/design.ts';
import { checkFinite } from '../arguments/numbers.ts';
import { checkMechanistic } from './check-trial.ts';
import { type Shape, check } from '../arguments/shape.ts';
import { trialGenerator } from './compile-trial.ts';
import { outcomesOf } from './potential-outcomes.ts';
import type { MechanisticTrial } from './trial-model.ts';
import { columnKey } from './trial-data.ts';

/** Whose fall is compared with whose, on what and from when to when. */
export interface AttenuationQuestion {
  readonly endpoint: string;
  /** The visit before the infusion from which the fall is counted. */
  readonly baseline: string;
  readonly visit: string;
  /** The condition without the blocker. */
  readonly reference: string;
  /** The condition with it. */
  readonly comparator: string;
}

/** How much less a score falls under the comparator than under the reference. */
export interface Attenuation {
  /** 1 − fall under the comparator / fall under the reference. */
  readonly value: number;
  /** Standard error of the value, from the finite population of potential outcomes. */
  readonly error: number;
  /** Mean falls from baseline to the visit, points. */
  readonly referenceFall: number;
  readonly comparatorFall: number;
}

/** Participants from whose potential outcomes an attenuation is computed (assumed: an error of half a percentage point in the main example). */
const ATTENUATION_PATIENTS = 4000;
/** The solution's dependence is found to this. */
const TOLERANCE = 1e-4;
/** Steps after which a solution is taken as it is. */
const MAX_STEPS = 20;

type Falls = Float64Array;

/** Falls of all participants under one condition, given as their first treatment, by the streams of the potential outcomes. */
function fallsUnder(trial: MechanisticTrial, key: Int32Array, condition: string, asked: AttenuationQuestion): Falls {
  const design = { ...trial.design, sequences: [[condition]], weights: [1] };
  const { columns } = outcomesOf({ model: { ...trial, design }, key, reads: new Set(columnsOf(asked)), patients: ATTENUATION_PATIENTS });
  const [first, second] = recorded(columns, asked);
  return first.map((value, patient) => value - second[patient]);
}

function columnsOf({ endpoint, baseline, visit }: AttenuationQuestion): [before: string, after: string] {
  return [columnKey(endpoint, baseline), columnKey(endpoint, visit)];
}

function recorded(columns: ReadonlyMap<string, Float64Array>, asked: AttenuationQuestion): [before: Float64Array, after: Float64Array] {
  const [first, second] = columnsOf(asked).map((name) => columns.get(name));
  if (first !== undefined && second !== undefined) return [first, second];
  const { endpoint, baseline, visit } = asked;
  throw new RangeError(`asked must be of an endpoint and visits of the trial: ${endpoint} is not recorded at ${baseline} and ${visit}`);
}

function compared(reference: Falls, comparator: Falls): Attenuation {
  const n = reference.length;
  const mean = (values: Falls): number => values.reduce((sum, value) => sum + value, 0) / n;
  const [referenceFall, comparatorFall] = [mean(reference), mean(comparator)];
  const ratio = comparatorFall / referenceFall;
  const squares = comparator.reduce((sum, value, patient) => sum + squared(value - ratio * reference[patient]), 0);
  return { value: 1 - ratio, error: Math.sqrt(squares / n / n) / Math.abs(referenceFall), referenceFall, comparatorFall };
}

/**
 * The attenuation that a trial implies: how much less a score falls from baseline to a visit under the comparator than under the reference, of potential
 * outcomes of period 1 with the same random numbers under both.
 *
 * @throws RangeError if the endpoint is not recorded at the visits
 * @example
 * ```ts
 * import { attenuationOf, readStudy, rootKey } from 'crossover-sim';
 * const { trial, seed } = readStudy(`
 * design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
 * analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
 * response: { opioidDependence: 0.28 }
 * `);
 * const asked = { endpoint: 'hamd17', baseline: 'baseline', visit: 'day1', reference: 'placebo', comparator: 'naltrexone' };
 * if (trial.kind === 'mechanistic') attenuationOf(trial, rootKey(seed), asked).value < 0.28; // → true
 * ```
 */
export function attenuationOf(trial: MechanisticTrial, key: Int32Array, asked: AttenuationQuestion): Attenuation {
  checkMechanistic('trial', trial);
  check('key', key, 'key');
  checkAsked('asked', asked, trial, key);
  return compared(fallsUnder(trial, key, asked.reference, asked), fallsUnder(trial, key, asked.comparator, asked));
}

/** The dependence that has an attenuation. */
export interface SolvedDependence {
  /** The dependence, on the opioid system unless another value was solved for. */
  readonly opioidDependence: number;
  /** Standard error of the dependence: that of the attenuation over its slope. */
  readonly error: number;
  readonly attenuation: Attenuation;
}

/** An attenuation that no dependence gives, with those at both ends. */
export interface UnsolvedDependence {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * The opioid dependence of the response at which a trial has an attenuation: the false-position method (Illinois) on [0, 1], with the same random
 * numbers at every step, so that attenuation rises with dependence without noise.
 *
 * @param share  attenuation to reach
 * @param set    the trial with another value of what is solved for, by default `response.opioidDependence`
 * @throws RangeError if the endpoint is not recorded at the visits
 * @example
 * ```ts
 * import { readStudy, solveDependence } from 'crossover-sim';
 * const text = `
 * design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
 * analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
 * response: { attenuation: { share: 0.28, visit: day1 } }
 * `;
 * const { trial } = readStudy(text, { solve: solveDependence });
 * trial.kind === 'mechanistic' && trial.response.opioidDependence > 0.4; // → true
 * ```
 * @see Dowell & Jarratt (1971) A modified regula falsi method for computing the root of an equation. BIT 11:168–174, DOI 10.1007/BF01934364
 */
export function solveDependence(
  trial: MechanisticTrial,
  key: Int32Array,
  asked: AttenuationQuestion,
  share: number,
  set: (trial: MechanisticTrial, dependence: number) => MechanisticTrial = withOpioidDependence,
): SolvedDependence | UnsolvedDependence {
  checkMechanistic('trial', trial);
  check('key', key, 'key');
  checkAsked('asked', asked, trial, key);
  checkFinite('share', share);
  check('set', set, 'function');
  const reference = fallsUnder(trial, key, asked.reference, asked);
  const at = (dependence: number): Attenuation => compared(reference, fallsUnder(set(trial, dependence), key, asked.comparator, asked));
  let [low, high] = [0, 1];
  const [none, all] = [at(0), at(1)];
  if (!(none.value <= share && all.value >= share && none.value < all.value)) return { lowest: none.value, highest: all.value };
  let [below, above] = [none.value - share, all.value - share];
  let found = { dependence: 0, attenuation: none };
  let side = 0;
  for (let step = 0; step < MAX_STEPS && high - low > TOLERANCE; step++) {
    const dependence = (low * above - high * below) / (above - below);
    const attenuation = at(dependence);
    found = { dependence, attenuation };
    const error = attenuation.value - share;
    if (Math.abs(error) < TOLERANCE) break;
    if (error < 0) {
      [low, below] = [dependence, error];
      if (side < 0) above /= 2;
      side = -1;
    } else {
      [high, above] = [dependence, error];
      if (side > 0) below /= 2;
      side = 1;
    }
  }
  const slope = all.value - none.value;
  return { opioidDependence: found.dependence, error: found.attenuation.error / slope, attenuation: found.attenuation };
}

function withOpioidDependence(trial: MechanisticTrial, opioidDependence: number): MechanisticTrial {
  return { ...trial, response: { ...trial.response, opioidDependence } };
}

const askedShape: Shape = { fields: { endpoint: 'word', baseline: 'word', visit: 'word', reference: 'word', comparator: 'word' } };

function checkAsked(name: string, asked: AttenuationQuestion, trial: MechanisticTrial, key: Int32Array): void {
  check(name, asked, askedShape);
  const conditions = givenConditions(trial.design);
  for (const arm of ['reference', 'comparator'] as const) check(`${name}.${arm}`, asked[arm], { oneOf: conditions });
  recorded(trialGenerator(trial, key, new Set(columnsOf(asked))).data.columns, asked);
}
