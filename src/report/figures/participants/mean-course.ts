import { criticalT } from '../../../statistics/distributions/student-t.ts';
import type { ScoreCourse } from '../../../trial/score-courses.ts';

/** Mean and 95 % interval of recorded scores at one visit under one treatment, in one period or (0) in all. */
export interface MeanPoint {
  readonly treatment: string;
  readonly period: number;
  readonly visit: string;
  readonly hours: number;
  readonly patients: number;
  readonly mean: number;
  /** Limits of mean ± t · SD/√n; the mean itself where one patient is left. */
  readonly lower: number;
  readonly upper: number;
}

/** Means over the patients recorded at each visit, by treatment and period, in order of time. @param pooled  take all periods together */
export function meanCourses(courses: readonly ScoreCourse[], pooled: boolean): MeanPoint[] {
  const groups = new Map<string, { at: Omit<MeanPoint, 'patients' | 'mean' | 'lower' | 'upper'>; values: number[] }>();
  for (const { treatment, period: given, points } of courses) {
    const period = pooled ? 0 : given;
    for (const { visit, hours, value } of points) {
      const name = JSON.stringify([treatment, period, visit]);
      const group = groups.get(name) ?? { at: { treatment, period, visit, hours }, values: [] };
      group.values.push(value);
      groups.set(name, group);
    }
  }
  return [...groups.values()]
    .map(({ at, values }) => ({ ...at, ...interval(values) }))
    .sort((a, b) => a.period - b.period || a.hours - b.hours);
}

function interval(values: readonly number[]): Pick<MeanPoint, 'patients' | 'mean' | 'lower' | 'upper'> {
  const patients = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / patients;
  if (patients < 2) return { patients, mean, lower: mean, upper: mean };
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const half = criticalT(0.05, patients - 1) * Math.sqrt(squares / (patients - 1) / patients);
  return { patients, mean, lower: mean - half, upper: mean + half };
}
