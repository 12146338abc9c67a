import { plannedDay } from '../../design/design.ts';
import { givenWord } from '../../trial/drugs.ts';
import type { TrialModel } from '../../trial/trial-model.ts';

/** Where periods lie on a trial's own axis: days where the model has times, else the periods' numbers. */
export interface TrialCalendar {
  /** Of the axis. */
  readonly label: string;
  /** Start of a period (from 0) on the axis. */
  start(period: number): number;
  /** Place of a measurement so many hours after the start of a period (from 0). */
  at(period: number, hours: number): number;
}

/** Share of a period's width that its bar or line has to either side of the period's number, where the model has no times. */
const HALF = 0.45;

/** The calendar of a trial: planned days since the first infusion, or the periods' numbers from 1 in a model without times. */
export function trialCalendar(trial: TrialModel): TrialCalendar {
  if (trial.kind === 'gaussian') return { label: 'period', start: (period) => period + 1 - HALF, at: (period) => period + 1 };
  const start = (period: number): number => plannedDay(trial.design, period);
  return { label: `days since the start of the first ${givenWord(trial)}`, start, at: (period, hours) => start(period) + hours / 24 };
}
