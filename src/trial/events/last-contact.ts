import { LAST_HOUR_SEEN } from '../../outcomes/missingness/adverse-withdrawal.ts';
import { withdrawalReasons } from '../participant-flow.ts';
import type { TrialGenerator } from '../trial-generator.ts';
import type { DoseTimes } from './dose-times.ts';

const WITHDRAWN = withdrawalReasons.indexOf('withdrawn after adverse effects');

/**
 * The doses of a condition that were given in a subject-period: without those that were not taken, and of a participant who withdrew in it after adverse effects without those that
 * were still to come.
 */
export function givenDoses<Dose extends DoseTimes>({ data, records }: TrialGenerator, row: number, doses: readonly Dose[]): Dose[] {
  const subject = Math.floor(row / data.periodCount);
  const isLast = (row % data.periodCount) + 1 === records.periodsGiven[subject];
  const until = isLast && records.withdrawal[subject] === WITHDRAWN ? 60 * LAST_HOUR_SEEN : Infinity;
  return doses
    .filter(({ dependsOnAdherence }) => !dependsOnAdherence || records.adherent[row] === 1)
    .map((dose) => ({ ...dose, end: endOfDoses(dose, until) }));
}

/** End of the last dose that begins until a minute; of the first dose where none does. */
function endOfDoses({ start, end, every, lasts }: DoseTimes, until: number): number {
  if (every === 0 || end - lasts <= until) return end;
  return start + Math.round(every * Math.max(0, Math.floor((until - start) / every)) + lasts);
}

/** When a visit of a subject-period was made or, where it was missed, planned: minutes since the studied drug. @param key  column of the measurement */
export function visitMinute({ hours, actualHours }: Pick<TrialGenerator, 'hours' | 'actualHours'>, key: string, row: number): number {
  const at = actualHours.get(key)?.[row] ?? NaN;
  return Math.round(60 * (Number.isNaN(at) ? (hours.get(key) ?? NaN) : at));
}

/** The last thing that is known of a subject-period that was given, a measurement or the end of a dose: minutes since the studied drug. */
export function lastMinute(generator: TrialGenerator, row: number, doses: readonly DoseTimes[]): number {
  let last = Math.max(...givenDoses(generator, row, doses).map(({ end }) => end));
  for (const [key, values] of generator.data.columns)
    if (generator.hours.has(key) && !Number.isNaN(values[row])) last = Math.max(last, visitMinute(generator, key, row));
  return last;
}
