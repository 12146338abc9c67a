import { describe, expect, it } from 'vitest';
import { drawFigure } from '../../../src/report/figures/draw-figure.ts';
import { courseFigure } from '../../../src/report/figures/participants/course-figure.ts';
import { designFigure, periodBars } from '../../../src/report/figures/design-figure.ts';
import { flowFigure } from '../../../src/report/figures/flow-figure.ts';
import { meanCourses } from '../../../src/report/figures/participants/mean-course.ts';
import { pairedFigure } from '../../../src/report/figures/participants/paired-figure.ts';
import { palette } from '../../../src/report/figures/palette.ts';
import { patientFigures } from '../../../src/report/figures/participants/patient-figures.ts';
import { swimmerFigure, swimmerPoints } from '../../../src/report/figures/participants/swimmer-figure.ts';
import { generatedTrial, picturedTrial } from '../../../src/power/simulation/replay-trial.ts';
import { shippedStudy } from '../shipped-study.ts';
import { circles, linePoints, rectangles, scaleFromTicks } from './svg-marks.ts';

const course = (subject: number, period: number, treatment: string, values: readonly number[]) => ({
  subject,
  period,
  treatment,
  points: values.map((value, place) => ({ visit: `m${place * 40}`, hours: (place * 40) / 60, value })),
});
const courses = [
  course(0, 1, 'placebo', [1, 9, 4]),
  course(0, 2, 'naltrexone', [2, 7, 3]),
  course(1, 1, 'naltrexone', [0, 12, 6]),
  course(1, 2, 'placebo', [3, 15, 8]),
  course(2, 1, 'placebo', [2, 3, 0]),
];

describe('recorded scores', () => {
  const figure = courseFigure({ endpoint: 'cadss', courses, treatments: ['placebo', 'naltrexone'], time: 'min', from: 'Known scores' });
  if (figure === undefined) throw new Error('no figure');
  const svg = drawFigure(figure);
  const [x, y] = [scaleFromTicks(svg, 'x'), scaleFromTicks(svg, 'y')];

  it('the figure of recorded scores has a thin line for each patient and period, through the recorded values', () => {
    const thin = linePoints(svg, palette.first).slice(0, 3);
    const expected = courses.filter(({ treatment }) => treatment === 'placebo');
    thin.forEach((points, place) => {
      points.forEach(([left, top], visit) => {
        expect(x(left)).toBeCloseTo(40 * visit, 0);
        expect(y(top)).toBeCloseTo(expected[place].points[visit].value, 1);
      });
    });
    expect(thin.every((points) => points.length === 3)).toBe(true);
  });

  it('the figure of recorded scores has the mean of each treatment as its thick line', () => {
    const thick = linePoints(svg, palette.second).at(-1) ?? [];
    expect(thick.map(([, top]) => Number(y(top).toFixed(1)))).toEqual([1, 9.5, 4.5]);
  });
});

it('the interval of a mean is Student’s t', () => {
  // R 4.2.2: t.test(c(9, 15, 3))$conf.int = -5.904826 23.904826
  const [, point] = meanCourses(courses, true).filter(({ treatment }) => treatment === 'placebo');
  expect(point).toMatchObject({ patients: 3, mean: 9, visit: 'm40' });
  expect(point.lower).toBeCloseTo(-5.904826, 5);
  expect(point.upper).toBeCloseTo(23.904826, 5);
});

it('the paired figure joins each patient’s two scores, and leaves out whoever has one', () => {
  const figure = pairedFigure({ endpoint: 'cadss', visit: 'm40', reference: 'placebo', comparator: 'naltrexone', courses, from: 'Known' });
  if (figure === undefined) throw new Error('no figure');
  const svg = drawFigure(figure);
  const y = scaleFromTicks(svg, 'y');
  expect(linePoints(svg, palette.first).map((points) => points.map(([, top]) => Number(y(top).toFixed(1))))).toEqual([
    [9, 7],
    [15, 12],
  ]);
  expect(linePoints(svg, palette.ink)[0].map(([, top]) => Number(y(top).toFixed(1)))).toEqual([12, 9.5]);
  expect(figure.alt).toContain('2 participants: 0 score higher under naltrexone');
});

describe('the design', () => {
  const study = shippedStudy('williams-2018');

  it('the figure of the design has a bar for each period from its infusion to its last visit', () => {
    const svg = drawFigure(designFigure(study));
    const x = scaleFromTicks(svg, 'x');
    const bars = periodBars(study);
    expect(bars.map(({ condition, from }) => [condition, from])).toEqual([
      ['placebo', 0],
      ['naltrexone', 30],
      ['naltrexone', 0],
      ['placebo', 30],
    ]);
    const drawn = rectangles(svg, `stroke="${palette.paper}"`);
    drawn.forEach((rect, place) => {
      expect(x(rect.x)).toBeCloseTo(bars[place].from, 0);
      expect(x(rect.x + rect.width)).toBeCloseTo(bars[place].to, 0);
    });
    expect(drawn).toHaveLength(4);
  });
});

it('the flow figure shows one trial with its own counts', () => {
  const study = shippedStudy('williams-2018');
  const { flow } = picturedTrial(study, generatedTrial(study, 0), 0);
  const svg = drawFigure(flowFigure(flow));
  expect(flow.sequences.reduce((sum, { assigned }) => sum + assigned, 0)).toBe(14);
  for (const { treatments, assigned, completed, losses } of flow.sequences) {
    expect(assigned - losses.reduce((sum, { patients }) => sum + patients, 0)).toBe(completed);
    expect(svg).toContain(treatments.join(' → '));
  }
  expect(svg).toContain(`screened ${flow.screened}<`);
});

it('the pictures of a trial draw only what a model has', () => {
  const names = (name: 'williams-2018' | 'gaussian-textbook'): string[] => {
    const study = shippedStudy(name);
    return patientFigures(study, picturedTrial(study, generatedTrial(study, 0), 0)).map((figure) => figure.name);
  };
  expect(names('gaussian-textbook')).toEqual(['paired-score']);
  expect(names('williams-2018')).toEqual([
    'paired-hamd17',
    'courses-hamd17',
    'courses-cadss',
    'courses-craving',
    'concentration',
    'blockade',
    'belief',
    'guesses-pretreatment',
  ]);
});

it('the swimmer figure shows who responded when and who left', () => {
  const study = shippedStudy('williams-2018');
  const trial = picturedTrial(study, generatedTrial(study, 0), 0);
  const points = swimmerPoints(study, trial, 'hamd17');
  for (const { subject, period, points: recorded } of trial.courses.hamd17) {
    const baseline = recorded.find(({ visit }) => visit === 'baseline')?.value ?? NaN;
    for (const { visit, value } of recorded.slice(1)) {
      const drawn = points.find((point) => point.patient === subject + 1 && point.period === period && point.visit === visit);
      expect(drawn?.responded).toBe(value <= baseline / 2);
    }
  }
  const svg = drawFigure(swimmerFigure(study, trial, 'hamd17'));
  expect(svg.match(/>×</g) ?? []).toHaveLength(trial.withdrawals.length);
  const completed = trial.flow.sequences.reduce((sum, each) => sum + each.completed, 0);
  expect(trial.withdrawals).toHaveLength(14 - completed);
  // Filled marks under placebo (circles of radius 5) are its responses, where the axis says.
  const filled = circles(svg, `fill="${palette.first}"`).map(([left]) => Math.round(scaleFromTicks(svg, 'x')(left)));
  const expected = points
    .filter(({ treatment, responded }) => treatment === 'placebo' && responded === true)
    .map(({ day }) => Math.round(day));
  expect(filled).toEqual(expected);
});
