import { checkMechanistic } from '../check-trial.ts';
import { plannedDay } from '../../design/design.ts';
import { benefitCourse } from '../../response/benefit.ts';
import { bodySurface, statedDose, type DeclaredDrug } from '../../pharmacology/declared-drug.ts';
import { peakHoursOf } from '../../pharmacology/dose-course.ts';
import { blockadeTarget, blockedTargets } from '../drugs.ts';
import { compileCondition, conditionNames } from '../conditions.ts';
import { SEVERITY } from './effect-entries.ts';
import { Medication } from './medication/medication.ts';
import type { MechanisticTrial } from '../trial-model.ts';

/** A course over time for the typical patient. */
export interface Course {
  readonly hours: readonly number[];
  readonly values: readonly number[];
}

/** What one condition does to the typical patient of 70 kg. */
export interface ConditionFigures {
  readonly condition: string;
  /** ng/mL, and h after the infusion's start. */
  readonly peakConcentration: number;
  readonly peakHours: number;
  /** ng·h/mL, dose over clearance. */
  readonly areaUnderCurve: number;
  /** Blockade of the target that the trial's drugs block (`blockadeTarget`), 0–1, by visit. */
  readonly blockadeAtVisits: Readonly<Record<string, number>>;
  /** Blockade when the next period's infusion starts, 0–1; absent where no period follows. */
  readonly blockadeAtNextPeriod?: number;
  /** Share of the full benefit left when the next period's infusion starts, 0–1; absent where no period follows or no benefit lasts. */
  readonly benefitAtNextPeriod?: number;
  /** Plasma concentration (ng/mL) over the first six hours. */
  readonly concentration: Course;
  /** Its blockade (0–1) over the first two weeks. */
  readonly blockade: Course;
  /** Blockade of every target that a pretreatment of the trial blocks or the response depends on, the one above first. */
  readonly targets: Readonly<Record<string, TargetBlockade>>;
}

/** Blockade of one target in the typical patient, 0–1. */
export interface TargetBlockade {
  /** At the visits at which something is recorded. */
  readonly atVisits: Readonly<Record<string, number>>;
  /** When the next period's studied drug is given; absent where none follows. */
  readonly atNextPeriod?: number;
  /** Over the first two weeks. */
  readonly course: Course;
}

const TYPICAL_WEIGHT = 70;

/**
 * Pharmacology of the typical patient (70 kg, no deviations, tablets taken), worked out for every condition of a design.
 *
 *
 * @example
 * ```ts
 * import { derivedFigures, readStudy } from 'crossover-sim';
 * const { trial } = readStudy(`
 * design: { sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
 * analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
 * `);
 * const figures = trial.kind === 'mechanistic' ? derivedFigures(trial) : [];
 * figures.map(({ condition }) => condition); // → ['placebo', 'naltrexone']
 * figures[0].peakConcentration; // → 186.461
 * ```
 */
export function derivedFigures(model: MechanisticTrial): ConditionFigures[] {
  checkMechanistic('model', model);
  return conditionNames(model.design).map((name) => conditionFigures(model, name));
}

function conditionFigures(model: MechanisticTrial, name: string): ConditionFigures {
  const condition = compileCondition(name, model);
  const medication = new Medication(model, 1);
  medication.startTypicalPatient(TYPICAL_WEIGHT);
  medication.administer(condition, 0, 0);
  const { kinetics } = condition.studied.declaration;
  const hasConcentration = condition.studied.isActive && medication.hasConcentration(condition.studied);
  const peakHours = hasConcentration ? peakHoursOf(kinetics, 'plasma') : 0;
  const clearance = 'clearance' in kinetics ? kinetics.clearance * medication.clearanceFactor(0, condition.studied) : 0;
  const area = hasConcentration && clearance > 0 ? (1000 * absorbedDose(condition.studied.declaration)) / clearance : 0;
  const target = blockadeTarget(model);
  const blockade = (hours: number): number => medication.blockade(hours, target);
  const concentrationHours = Array.from({ length: 61 }, (_, step) => step / 10);
  const blockadeHours = Array.from({ length: 57 }, (_, step) => step * 6);
  const next = nextHours(model, name);
  const recorded = new Set(Object.values(model.outcomes).flatMap((outcome) => outcome?.visits ?? []));
  const visits = Object.entries(model.visits).filter(([visit]) => recorded.has(visit));
  const ofTarget = (each: string): TargetBlockade => {
    const at = (hours: number): number => medication.blockade(hours, each);
    return {
      atVisits: Object.fromEntries(visits.map(([visit, hours]) => [visit, at(hours)])),
      ...(next === undefined ? {} : { atNextPeriod: at(next) }),
      course: { hours: blockadeHours, values: blockadeHours.map(at) },
    };
  };
  const figures = {
    condition: name,
    peakConcentration: medication.concentration(peakHours, 'plasma'),
    peakHours,
    areaUnderCurve: area,
    blockadeAtVisits: Object.fromEntries(visits.map(([visit, hours]) => [visit, blockade(hours)])),
    concentration: { hours: concentrationHours, values: concentrationHours.map((hours) => medication.concentration(hours, 'plasma')) },
    blockade: { hours: blockadeHours, values: blockadeHours.map(blockade) },
    targets: Object.fromEntries(picturedTargets(model).map((each) => [each, ofTarget(each)])),
  };
  if (next === undefined) return figures;
  const benefit = condition.studied.declaration.effects[SEVERITY];
  const left = benefit?.course === 'lasting' && condition.studied.isActive ? { benefitAtNextPeriod: benefitCourse(benefit, next) } : {};
  return { ...figures, blockadeAtNextPeriod: blockade(next), ...left };
}

/** Fewest hours from a condition to the studied drug of the period that follows it; undefined where none does. */
function nextHours({ design }: MechanisticTrial, name: string): number | undefined {
  const gaps = design.sequences.flatMap((sequence) =>
    sequence
      .slice(1)
      .flatMap((_, period) => (sequence[period] === name ? [plannedDay(design, period + 1) - plannedDay(design, period)] : [])),
  );
  return gaps.length === 0 ? undefined : 24 * Math.min(...gaps);
}

/** Targets whose blockade is pictured: `blockadeTarget`, then every other that a pretreatment blocks or the response depends on. */
export function picturedTargets(model: MechanisticTrial): string[] {
  const pretreatments = conditionNames(model.design).map((name) => compileCondition(name, model).pretreatment);
  const blocked = pretreatments.flatMap((drug) => (drug.isActive ? blockedTargets(drug) : []));
  return [...new Set([blockadeTarget(model), ...blocked, ...Object.keys(model.response.dependence ?? {})])];
}

/** What reaches the blood of the typical patient in a period, mg. */
function absorbedDose({ dose, kinetics }: DeclaredDrug): number {
  const { amount, unit } = statedDose(dose);
  const one = unit === 'mg' ? amount : amount * (unit === 'mg/kg' ? TYPICAL_WEIGHT : bodySurface(TYPICAL_WEIGHT, false));
  return one * dose.times * (kinetics.shape === 'first-order' ? kinetics.bioavailability : 1);
}
