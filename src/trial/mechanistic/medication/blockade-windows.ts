import type { TrialDrug } from '../../drugs.ts';
import type { Given } from './given-drugs.ts';

/** Points of a window at which blockade is averaged (Simpson's rule; even number of steps). */
const STEPS = 8;
export const WINDOW_POINTS: number = STEPS + 1;
const SIMPSON = Float64Array.of(1, 4, 2, 4, 2, 4, 2, 4, 1);
const times = new Float64Array(WINDOW_POINTS);

/** The times at which blockade over a window is asked for, h; used again. */
export function timesOfWindow(start: number, hours: number): Float64Array {
  for (let point = 0; point <= STEPS; point++) times[point] = start + (point * hours) / STEPS;
  return times;
}

/** The mean blockade of what is free of a target at these times (Simpson's rule). */
export function meanOverWindow(free: Float64Array): number {
  let sum = 0;
  for (let point = 0; point <= STEPS; point++) sum += SIMPSON[point] * (1 - free[point]);
  return sum / (3 * STEPS);
}

/** Hours by which rounding may move a time, and far more; assumed. */
const ROUNDED = 1e-3;

interface Window {
  readonly drug: TrialDrug;
  readonly lead: number;
  readonly start: number;
  readonly hours: number;
  readonly target: string;
  readonly except: TrialDrug | undefined;
  /** NaN while it is still to be worked out. */
  mean: number;
}

/** Mean blockades over windows in which they are the same in every patient: worked out when the first patient is given the drug, and again only after another window took the place. */
export class CommonWindows {
  /** By period, the window asked for last. */
  readonly #windows: (Window | undefined)[] = [];

  /** The window that is kept for a period, or a new one in its stead. @param start  of the period, h   @param hours  length of the window */
  of(period: number, { drug, lead }: Given, start: number, hours: number, target: string, except: TrialDrug | undefined): Window {
    const known = this.#windows[period];
    const isSame = known?.drug === drug && known.lead === lead && known.start === start && known.hours === hours;
    if (isSame && known.target === target && known.except === except) return known;
    return (this.#windows[period] = { drug, lead, start, hours, target, except, mean: NaN });
  }
}

/** Whether the doses of a drug occupy alike in every patient to the end of a window. @param commonHours  of its course */
export function isCommonWindow({ drug, lead }: Given, hours: number, commonHours: number): boolean {
  const { mgPerKg, mgPerM2 } = drug.declaration.dose;
  return mgPerKg === 0 && mgPerM2 === 0 && lead + hours < commonHours - ROUNDED;
}
