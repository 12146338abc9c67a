import { dot, line, ruleX } from '@observablehq/plot';
import type { ScoreCourse } from '../../../trial/score-courses.ts';
import { endpointLabels } from '../../sentences/endpoint-words.ts';
import type { Figure } from '../figure.ts';
import { meanCourses, type MeanPoint } from './mean-course.ts';
import { seriesStyle } from '../palette.ts';

/** Hours by which the means of two treatments stand apart, as a share of the picture's time, so that their intervals do not overlap. */
const APART = 0.006;

/** What a picture of recorded scores shows. */
export interface CourseRequest {
  readonly endpoint: string;
  /** What the scenario says of the endpoint, where it declares it. */
  readonly declared?: { readonly label: string; readonly unit: string } | undefined;
  /** How what is studied is given. */
  readonly given?: 'infusion' | 'dose';
  readonly courses: readonly ScoreCourse[];
  readonly treatments: readonly string[];
  /** Whether the axis counts minutes or days since the infusion. */
  readonly time: 'min' | 'days';
  /** Where the patients come from, e.g. `Simulated trial 1, 14 participants`. */
  readonly from: string;
}

const perHour = { min: 60, days: 1 / 24 } as const;

/** Recorded scores over time: every participant as a thin line, mean and 95 % interval by treatment as thick ones; periods side by side where time is in days. */
export function courseFigure({
  endpoint,
  declared,
  given = 'infusion',
  courses,
  treatments,
  time,
  from,
}: CourseRequest): Figure | undefined {
  const means = meanCourses(courses, time === 'min');
  if (means.length === 0) return undefined;
  const { label, unit } = endpointLabels(endpoint, declared);
  const scale = perHour[time];
  const periodOf = (period: number): string => `period ${period}`;
  const facet = time === 'days' ? { fx: ({ period }: { period: number }) => periodOf(period) } : {};
  const span = scale * (Math.max(...means.map(({ hours }) => hours)) - Math.min(...means.map(({ hours }) => hours)));
  const marks = treatments.flatMap((treatment, position) => {
    const { colour, dash, symbol } = seriesStyle(position);
    const shift = (position - (treatments.length - 1) / 2) * APART * span;
    const patients = courses
      .filter((course) => course.treatment === treatment)
      .flatMap(({ subject, period, points }) => points.map(({ hours, value }) => ({ subject, period, time: scale * hours, value })));
    const thick = means.filter((point) => point.treatment === treatment).map((point) => ({ ...point, time: scale * point.hours + shift }));
    return [
      line(patients, {
        x: 'time',
        y: 'value',
        z: ({ subject, period }: { subject: number; period: number }) => `${subject} ${period}`,
        ...facet,
        stroke: colour,
        strokeWidth: 0.9,
        strokeOpacity: 0.4,
        strokeDasharray: dash,
      }),
      ruleX(thick, { x: 'time', y1: 'lower', y2: 'upper', ...facet, stroke: colour, strokeWidth: 2 }),
      line(thick, { x: 'time', y: 'mean', ...facet, stroke: colour, strokeWidth: 3, strokeDasharray: dash }),
      dot(thick, { x: 'time', y: 'mean', ...facet, fill: colour, symbol, r: 4.5 }),
    ];
  });
  return {
    name: `courses-${endpoint}`,
    title: `${label} over time, by participant`,
    alt: `${label} of every participant and the mean by treatment. ${lastMeans(means, treatments, unit, given)}`,
    caption:
      `${from}. Thin lines: participants; thick lines: mean with 95 % interval over the participants recorded at that visit` +
      `${time === 'days' ? ', by period' : ', both periods together'}.`,
    legend: treatments.map((treatment, position) => ({ label: treatment, style: seriesStyle(position) })),
    options: {
      height: 340,
      marginLeft: 52,
      marginBottom: 40,
      x: { label: `${time === 'min' ? 'minutes' : 'days'} since the start of the ${given}` },
      y: { label: `${label} (${unit})`, grid: true, zero: true },
      fx: { label: null },
      marks,
    },
    table: {
      header: [...(time === 'days' ? ['period'] : []), 'treatment', 'visit', 'participants', `mean (${unit})`, '95 % interval'],
      rows: means.map(({ period, treatment, visit, patients, mean, lower, upper }) => [
        ...(time === 'days' ? [String(period)] : []),
        treatment,
        visit,
        String(patients),
        mean.toFixed(1),
        `${lower.toFixed(1)} to ${upper.toFixed(1)}`,
      ]),
    },
  };
}

function lastMeans(means: readonly MeanPoint[], treatments: readonly string[], unit: string, given: string): string {
  const last = Math.max(...means.map(({ hours }) => hours));
  const first = means.filter(({ hours }) => hours > 0).reduce((least, { hours }) => Math.min(least, hours), last);
  const words = treatments.flatMap((treatment) =>
    means
      .filter((point) => point.treatment === treatment && point.hours === first)
      .map(({ period, mean }) => `${treatment}${period > 0 ? ` in period ${period}` : ''} ${mean.toFixed(1)}`),
  );
  return `Means at the first visit after the ${given} (${unit}): ${words.join(', ')}.`;
}
