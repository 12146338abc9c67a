import { compileCondition } from '../conditions.ts';
import type { TrialDrug } from '../drugs.ts';
import type { TrialModel } from '../trial-model.ts';

/** When a drug of a period is given, in minutes from the start of the studied drug. */
export interface DoseTimes {
  /** Start of the first dose. */
  readonly start: number;
  /** End of the last dose. */
  readonly end: number;
  /** From one dose to the next; 0 of a single dose. */
  readonly every: number;
  /** How long a dose takes. */
  readonly lasts: number;
  /** Whether a participant may have failed to take it. */
  readonly dependsOnAdherence: boolean;
}

/** When the pretreatment and the studied drug of a condition are given; in the normal model the condition itself at one moment. */
export function doseTimes(model: TrialModel, condition: string): DoseTimes[] {
  if (model.kind === 'gaussian') return [{ start: 0, end: 0, every: 0, lasts: 0, dependsOnAdherence: false }];
  const { pretreatment, studied, leadHours } = compileCondition(condition, model);
  const pretreated = timesOf(pretreatment, -Math.round(60 * leadHours));
  return [{ ...pretreated, dependsOnAdherence: pretreatment.isActive }, timesOf(studied, 0)];
}

function timesOf({ declaration: { dose, kinetics } }: TrialDrug, start: number): DoseTimes {
  const lasts = kinetics.shape === 'infusion' ? kinetics.minutes : 0;
  const every = dose.times === 1 ? 0 : 60 * dose.everyHours;
  return { start, end: start + Math.round(every * (dose.times - 1) + lasts), every, lasts, dependsOnAdherence: false };
}
