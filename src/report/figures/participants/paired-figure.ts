import { dot, line } from '@observablehq/plot';
import type { ScoreCourse } from '../../../trial/score-courses.ts';
import type { TrialModel } from '../../../trial/trial-model.ts';
import { endpointAt, endpointLabels } from '../../sentences/endpoint-words.ts';
import type { Figure } from '../figure.ts';
import { palette } from '../palette.ts';

/** Which scores are paired. */
export interface PairedRequest {
  readonly endpoint: string;
  /** What the scenario says of the endpoint, where it declares it. */
  readonly declared?: { readonly label: string; readonly unit: string } | undefined;
  readonly visit: string;
  /** The trial that gives what is studied; an infusion where left out. */
  readonly trial?: TrialModel;
  readonly reference: string;
  readonly comparator: string;
  readonly courses: readonly ScoreCourse[];
  readonly from: string;
}

/** Every patient's score at one visit under both treatments, joined; undefined where nobody has both. */
export function pairedFigure({
  endpoint,
  declared,
  visit,
  trial,
  reference,
  comparator,
  courses,
  from,
}: PairedRequest): Figure | undefined {
  const { unit } = endpointLabels(endpoint, declared);
  const at = endpointAt(endpoint, visit, declared, trial).replace(/^[a-z]/, (first) => first.toUpperCase());
  const under = (treatment: string): Map<number, number> => {
    const found = new Map<number, number>();
    for (const course of courses) {
      const point = course.points.find((each) => each.visit === visit);
      if (course.treatment === treatment && point !== undefined && !found.has(course.subject)) found.set(course.subject, point.value);
    }
    return found;
  };
  const [one, other] = [under(reference), under(comparator)];
  const pairs = [...one].flatMap(([subject, first]) => {
    const second = other.get(subject);
    return second === undefined ? [] : [{ subject, first, second }];
  });
  if (pairs.length === 0) return undefined;
  const points = pairs.flatMap(({ subject, first, second }) => [
    { subject, treatment: reference, value: first },
    { subject, treatment: comparator, value: second },
  ]);
  const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = [
    { treatment: reference, value: average(pairs.map(({ first }) => first)) },
    { treatment: comparator, value: average(pairs.map(({ second }) => second)) },
  ];
  const higher = pairs.filter(({ first, second }) => second > first).length;
  return {
    name: `paired-${endpoint}`,
    title: `${at}, each participant under both treatments`,
    alt: `Lines from ${reference} to ${comparator} of ${pairs.length} participants: ${higher} score higher under ${comparator}. Means ${means[0].value.toFixed(1)} and ${means[1].value.toFixed(1)} ${unit}.`,
    caption: `${from}. Thin lines: the ${pairs.length} participants with both scores; thick line: their mean.`,
    legend: [],
    options: {
      height: 320,
      marginLeft: 52,
      marginBottom: 40,
      x: { type: 'point', domain: [reference, comparator], label: null, padding: 0.4 },
      y: { label: `${at} (${unit})`, grid: true },
      marks: [
        line(points, { x: 'treatment', y: 'value', z: 'subject', stroke: palette.first, strokeWidth: 1, strokeOpacity: 0.6 }),
        dot(points, { x: 'treatment', y: 'value', fill: palette.first, r: 2.5 }),
        line(means, { x: 'treatment', y: 'value', stroke: palette.ink, strokeWidth: 3.5 }),
        dot(means, { x: 'treatment', y: 'value', fill: palette.ink, symbol: 'square', r: 5 }),
      ],
    },
    table: {
      header: ['participant', `${reference} (${unit})`, `${comparator} (${unit})`, 'difference'],
      rows: pairs.map(({ subject, first, second }) => [String(subject + 1), short(first), short(second), short(second - first)]),
    },
  };
}

function short(value: number): string {
  return value.toFixed(1);
}
