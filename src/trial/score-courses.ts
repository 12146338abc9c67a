import { columnParts } from './trial-data.ts';
import type { TrialGenerator } from './trial-generator.ts';

/** One recorded score of one patient in one period. */
export interface CoursePoint {
  readonly visit: string;
  /** Hours since the start of the period's infusion, as planned. */
  readonly hours: number;
  readonly value: number;
}

/** One patient's recorded scores of one endpoint in one period, in order of time; missing scores are left out. */
export interface ScoreCourse {
  readonly subject: number;
  /** From 1. */
  readonly period: number;
  readonly treatment: string;
  readonly points: readonly CoursePoint[];
}

/** Endpoints with a column in a generated trial, in the order of its columns. */
export function recordedEndpoints({ hours }: TrialGenerator): string[] {
  return [...new Set([...hours.keys()].map((column) => columnParts(column).endpoint))];
}

/**
 * The recorded scores of one endpoint in the trial generated last, patient by patient and period by period.
 * Summaries over visits (peak, average) have no time and are left out.
 */
export function scoreCourses({ data, hours }: TrialGenerator, endpoint: string): ScoreCourse[] {
  const visits = [...hours]
    .filter(([column]) => column.startsWith(`${endpoint}@`))
    .map(([column, at]) => ({ visit: column.slice(endpoint.length + 1), at, values: data.columns.get(column) }))
    .sort((a, b) => a.at - b.at);
  const courses: ScoreCourse[] = [];
  for (let row = 0; row < data.subjectCount * data.periodCount; row++) {
    const points = visits
      .map(({ visit, at, values }) => ({ visit, hours: at, value: values?.[row] ?? NaN }))
      .filter(({ value }) => Number.isFinite(value));
    if (points.length === 0) continue;
    const subject = Math.floor(row / data.periodCount);
    courses.push({ subject, period: 1 + (row % data.periodCount), treatment: data.treatments[data.treatment[row]], points });
  }
  return courses;
}
