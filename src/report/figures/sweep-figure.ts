import { labelsShape, sweptShape } from '../picture-shapes.ts';
import { checkProbability } from '../../arguments/numbers.ts';
import { check } from '../../arguments/shape.ts';
import { areaY, dot, lineY, ruleX, ruleY } from '@observablehq/plot';
import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import { powerWords } from '../sentences/figure-words.ts';
import { WIDE, type Figure } from './figure.ts';
import { heatMap } from './heat-map.ts';
import { palette, seriesStyle } from './palette.ts';

/** Power at one setting. */
export interface SweptPower {
  readonly set: Readonly<Record<string, number | string | boolean>>;
  readonly power: SimulatedProportion;
}

/**
 * Power over the values of a parameter as a line, over those of two as a heat map, over other settings as one mark each.
 *
 * @param labels  what each path means, for the axes; by default the paths themselves
 * @example
 * ```ts
 * import { sweepFigure } from 'crossover-sim/report';
 * import { simulatedProportion } from 'crossover-sim/statistics';
 * const points = [3, 4].map((difference) => ({
 *   set: { 'gaussian.difference': difference },
 *   power: simulatedProportion(200 * difference, 1000),
 * }));
 * sweepFigure(points, 0.8)?.title; // → 'Power by gaussian.difference'
 * ```
 */
export function sweepFigure(
  points: readonly SweptPower[],
  target: number,
  labels: Readonly<Record<string, string>> = {},
): Figure | undefined {
  check('points', points, sweptShape);
  checkProbability('target', target);
  check('labels', labels, labelsShape);
  const paths = [...new Set(points.flatMap(({ set }) => Object.keys(set)))];
  if (points.length < 2 || paths.length === 0) return undefined;
  const [first, second] = paths;
  const numeric = (path: string): boolean => points.every(({ set }) => typeof set[path] === 'number');
  if (paths.length === 1 && numeric(first)) return lineFigure(points, first, target, labels[first] ?? first);
  const grid =
    paths.length === 2 && new Set(points.map(({ set }) => JSON.stringify(set))).size === points.length && isGrid(points, first, second);
  if (grid) {
    const cells = points.map(({ set, power }) => ({ column: String(set[second]), row: String(set[first]), power }));
    const most = points.reduce((best, each) => (each.power.value > best.power.value ? each : best));
    return heatMap(cells, {
      name: 'sweep',
      title: `Power by ${first} and ${second}`,
      alt: `Power is highest, ${most.power.value.toFixed(3)}, with ${first} ${String(most.set[first])} and ${second} ${String(most.set[second])}.`,
      caption: `Power in per cent; rows: ${first}, columns: ${second}. All cells use common random numbers. The target is ${100 * target} %.`,
      columnLabel: labels[second] ?? second,
      rowLabel: first,
    });
  }
  return markFigure(points, target);
}

function isGrid(points: readonly SweptPower[], first: string, second: string): boolean {
  const count = (path: string): number => new Set(points.map(({ set }) => String(set[path]))).size;
  return count(first) * count(second) === points.length;
}

function lineFigure(points: readonly SweptPower[], path: string, target: number, label: string): Figure {
  const rows = points.map(({ set, power }) => ({ at: Number(set[path]), ...power })).sort((a, b) => a.at - b.at);
  const { colour, dash, symbol } = seriesStyle(0);
  const [from, to] = [rows[0], rows[rows.length - 1]];
  return {
    name: 'sweep',
    title: `Power by ${path}`,
    alt: `Power goes from ${from.value.toFixed(3)} at ${from.at} to ${to.value.toFixed(3)} at ${to.at}; the target is ${target}.`,
    caption:
      'Band: 95 % Monte-Carlo intervals (Wilson). All values use common random numbers, so that differences between them are estimated more precisely than the band suggests. Dashed: the target.',
    legend: [],
    options: {
      height: 320,
      marginLeft: 52,
      marginBottom: 40,
      marginRight: 30,
      x: { label, domain: [from.at, to.at] },
      y: { label: 'power', domain: [0, 1], grid: true },
      marks: [
        ruleY([target], { stroke: palette.muted, strokeDasharray: '4 3' }),
        areaY(rows, { x: 'at', y1: 'lower', y2: 'upper', fill: colour, fillOpacity: 0.16 }),
        lineY(rows, { x: 'at', y: 'value', stroke: colour, strokeWidth: 2, strokeDasharray: dash }),
        dot(rows, { x: 'at', y: 'value', fill: colour, symbol, r: 4 }),
      ],
    },
    table: {
      header: [path, 'power ± Monte-Carlo SE', '95 % interval'],
      rows: rows.map((row) => [String(row.at), powerWords(row), `${row.lower.toFixed(3)} to ${row.upper.toFixed(3)}`]),
    },
  };
}

/** Most marks of a picture; the table holds all. */
const MAX_MARKS = 40;

function markFigure(points: readonly SweptPower[], target: number): Figure {
  const named = points.map(({ set, power }) => ({
    name: Object.entries(set)
      .map(([path, value]) => `${path} ${String(value)}`)
      .join(', '),
    ...power,
  }));
  const sorted = [...named].sort((a, b) => b.value - a.value);
  const rows = sorted.slice(0, MAX_MARKS);
  const { colour } = seriesStyle(0);
  return {
    name: 'sweep',
    title: 'Power at every setting',
    alt: `Power is highest, ${sorted[0].value.toFixed(3)}, with ${sorted[0].name}, and lowest, ${sorted[sorted.length - 1].value.toFixed(3)}, with ${sorted[sorted.length - 1].name}.`,
    caption: `The highest first${sorted.length > MAX_MARKS ? `; the first ${MAX_MARKS} of ${sorted.length}` : ''}. Lines: 95 % Monte-Carlo intervals (Wilson). Dashed: the target.`,
    legend: [],
    options: {
      width: WIDE,
      height: 60 + 20 * rows.length,
      marginLeft: Math.min(380, 40 + 6 * Math.max(...rows.map(({ name }) => name.length))),
      marginBottom: 40,
      x: { label: 'power', domain: [0, 1], grid: true },
      y: { label: null, domain: rows.map(({ name }) => name), type: 'point' },
      marks: [
        ruleX([target], { stroke: palette.muted, strokeDasharray: '4 3' }),
        ruleY(rows, { y: 'name', x1: 'lower', x2: 'upper', stroke: colour, strokeWidth: 2 }),
        dot(rows, { x: 'value', y: 'name', fill: colour, r: 3.5 }),
      ],
    },
    table: { header: ['setting', 'power ± Monte-Carlo SE'], rows: sorted.map((row) => [row.name, powerWords(row)]) },
  };
}
