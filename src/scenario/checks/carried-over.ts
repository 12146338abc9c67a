import { plannedDay } from '../../design/design.ts';
import { benefitCourse } from '../../response/benefit.ts';
import { compileCondition } from '../../trial/conditions.ts';
import type { TrialDrug } from '../../trial/drugs.ts';
import { Medication } from '../../trial/mechanistic/medication/medication.ts';
import type { MechanisticTrial, TrialModel } from '../../trial/trial-model.ts';
import type { Diagnostic } from '../document/finding.ts';
import { readEffects, targetsInTrial } from '../resolved/unread-endpoints.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

/** Share of a benefit or of a target that may be left when the next period starts without a word about it; assumed. */
const MAX_CARRIED = 0.05;
/** Weight of the typical patient, kg. */
const TYPICAL_WEIGHT = 70;
/** Longest gap that is tried, days. */
const LONGEST_GAP = 3650;

/** What is left of one thing when a period starts. */
interface Carried {
  /** `the benefit of ketamine`, `the opioid blockade`. */
  readonly what: string;
  readonly share: number;
  /** Number of the period that starts. */
  readonly period: number;
  readonly gapDays: number;
  /** Whole days after which no more than `MAX_CARRIED` is left; undefined where none are. */
  readonly enoughDays: number | undefined;
}

/**
 * Warnings of a benefit or a blockade of which more than 5 % is left in the typical patient (70 kg) when a later period starts; none where the
 * scenario says that carry-over is expected, or where the design waits for the baseline to return.
 */
export function carriedOverWarnings({ design }: ResolvedScenario, trial: TrialModel): Diagnostic[] {
  if (trial.kind === 'gaussian' || design.carryoverExpected === true || design.rebaselineShare > 0) return [];
  const path = design.infusionDays === undefined ? 'design.washoutDays' : 'design.infusionDays';
  return carriedOver(trial).map((carried) => ({ path, message: warningText(carried), at: 'value' as const }));
}

function warningText({ what, share, period, gapDays, enoughDays }: Carried): string {
  const longer = enoughDays === undefined ? 'no gap is long enough' : `${enoughDays} days between periods leave less than 5 %`;
  return `${(100 * share).toFixed(0)} % of ${what} is left when period ${period} starts, ${gapDays} days later, and is carried over into it: ${longer}; if the design means it, say design.carryoverExpected: true`;
}

/** What is carried over, of each benefit and each target the most. */
function carriedOver(trial: MechanisticTrial): Carried[] {
  const most = new Map<string, Carried>();
  const note = (carried: Carried): void => {
    if (carried.share > MAX_CARRIED && carried.share > (most.get(carried.what)?.share ?? 0)) most.set(carried.what, carried);
  };
  const targets = [...targetsInTrial(trial)];
  for (const sequence of trial.design.sequences)
    for (let period = 1; period < sequence.length; period++) {
      const days = sequence.slice(0, period).map((_, earlier) => plannedDay(trial.design, earlier));
      const gapDays = plannedDay(trial.design, period) - days[period - 1];
      if (!(gapDays > 0)) continue;
      const at = { period: period + 1, gapDays };
      const { pretreatment, studied, leadHours } = compileCondition(sequence[period - 1], trial);
      for (const drug of new Set([pretreatment, studied])) {
        const lead = drug === pretreatment ? leadHours : 0;
        const left = (gap: number): number => benefitLeft(trial, drug, 24 * gap + lead);
        note({ what: `the benefit of ${drug.name}`, share: left(gapDays), ...at, enoughDays: enough(left, gapDays) });
      }
      for (const target of targets) {
        const left = (gap: number): number => blockadeLeft(trial, sequence.slice(0, period), days, days[period - 1] + gap, target);
        note({ what: `the ${target} blockade`, share: left(gapDays), ...at, enoughDays: enough(left, gapDays) });
      }
    }
  return [...most.values()];
}

/** The most that is left of a lasting effect of a drug on what the trial records, 0–1. @param hours  since its dose */
function benefitLeft(trial: MechanisticTrial, drug: TrialDrug, hours: number): number {
  if (!drug.isActive) return 0;
  const lasting = readEffects(trial, drug).flatMap((effect) => (effect.course === 'lasting' && effect.size !== 0 ? [effect] : []));
  return Math.max(0, ...lasting.map((effect) => benefitCourse(effect, hours)));
}

/** Blockade of a target in the typical patient, who takes everything, at a day by what was given before. */
function blockadeLeft(trial: MechanisticTrial, given: readonly string[], days: readonly number[], day: number, target: string): number {
  const medication = new Medication(trial, given.length);
  medication.startTypicalPatient(TYPICAL_WEIGHT);
  given.forEach((name, period) => {
    medication.administer(compileCondition(name, trial), 24 * days[period], 0);
  });
  return medication.blockade(24 * day, target);
}

/** The smallest number of whole days, above the gap at hand, after which no more than `MAX_CARRIED` is left; by bisection, since what is left wanes. */
function enough(left: (days: number) => number, gapDays: number): number | undefined {
  if (!(left(gapDays) > MAX_CARRIED)) return undefined;
  let [low, high] = [Math.floor(gapDays), LONGEST_GAP];
  if (left(high) > MAX_CARRIED) return undefined;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (left(middle) > MAX_CARRIED) low = middle;
    else high = middle;
  }
  return high;
}
