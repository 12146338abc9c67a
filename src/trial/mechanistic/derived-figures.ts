import { plannedDay } from '../../design/design.ts';
import { benefitCourse } from '../../response/benefit.ts';
import { compileCondition, conditionNames } from '../conditions.ts';
import { Medication } from './medication.ts';
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
  /** Blockade of the opioid system, 0–1, by visit. */
  readonly blockadeAtVisits: Readonly<Record<string, number>>;
  /** Blockade when the next period's infusion starts, 0–1; absent with one period. */
  readonly blockadeAtNextPeriod?: number;
  /** Share of the full benefit left when the next period's infusion starts, 0–1. */
  readonly benefitAtNextPeriod?: number;
  /** Plasma concentration (ng/mL) over the first six hours. */
  readonly concentration: Course;
  /** Opioid blockade (0–1) over the first two weeks. */
  readonly blockade: Course;
}

const TYPICAL_WEIGHT = 70;

/** Pharmacology of the typical patient (70 kg, no deviations, tablets taken), worked out for every condition of a design. */
export function derivedFigures(model: MechanisticTrial): ConditionFigures[] {
  return conditionNames(model.design).map((name) => conditionFigures(model, name));
}

function conditionFigures(model: MechanisticTrial, name: string): ConditionFigures {
  const condition = compileCondition(name, model);
  const medication = new Medication(model, 1);
  medication.beginTypical(TYPICAL_WEIGHT);
  medication.give(condition, 0, 0);
  const { ketamine } = condition.infusion;
  const peakHours = ketamine === undefined ? 0 : ketamine.minutes / 60;
  const area = ketamine === undefined ? 0 : (1000 * ketamine.doseMgPerKg * TYPICAL_WEIGHT) / ketamine.clearance;
  const blockade = (hours: number): number => medication.blockade(hours, 'opioid');
  const concentrationHours = Array.from({ length: 61 }, (_, step) => step / 10);
  const blockadeHours = Array.from({ length: 57 }, (_, step) => step * 6);
  const figures = {
    condition: name,
    peakConcentration: medication.concentration(peakHours, 'plasma'),
    peakHours,
    areaUnderCurve: area,
    blockadeAtVisits: Object.fromEntries(Object.entries(model.visits).map(([visit, hours]) => [visit, blockade(hours)])),
    concentration: { hours: concentrationHours, values: concentrationHours.map((hours) => medication.concentration(hours, 'plasma')) },
    blockade: { hours: blockadeHours, values: blockadeHours.map(blockade) },
  };
  if (model.design.sequences[0].length < 2) return figures;
  const next = 24 * plannedDay(model.design, 1);
  return {
    ...figures,
    blockadeAtNextPeriod: blockade(next),
    benefitAtNextPeriod: ketamine === undefined ? 0 : benefitCourse(model.response, next),
  };
}
