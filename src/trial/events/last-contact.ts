import type { TrialGenerator } from '../trial-generator.ts';
import type { DoseTimes } from './dose-times.ts';

/** The doses of a condition that were given in a subject-period: without those that were not taken. */
export function givenDoses<Dose extends DoseTimes>({ records }: TrialGenerator, row: number, doses: readonly Dose[]): Dose[] {
  return doses.filter(({ dependsOnAdherence }) => !dependsOnAdherence || records.adherent[row] === 1);
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
