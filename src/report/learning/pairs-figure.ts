import { dot } from '@observablehq/plot';
import type { Learned } from '../../learning/learn.ts';
import type { Figure } from '../figures/figure.ts';
import { seriesStyle } from '../figures/palette.ts';
import { along, panelAt, panelOptions, shortNames, type Panel } from './panels.ts';

/** Pairs of the first parameter that are drawn, and pairs in all. */
const [OF_FIRST, DRAWN] = [3, 9];
/** Least correlation of a pair of the table (assumed: less than 4 % of a variance in common). */
const LISTED = 0.2;

/** Two parameters by their places, and the correlation of their normal scores. */
interface Pair {
  readonly a: number;
  readonly b: number;
  readonly correlation: number;
}

/** The pairs of parameters that the evidence distinguishes least: those of the first parameter before others, the strongest first. */
export function confoundedPairs({ correlations }: Pick<Learned, 'correlations'>): Pair[] {
  const all = correlations.flatMap((row, a) => row.flatMap((correlation, b) => (a < b ? [{ a, b, correlation }] : [])));
  const sorted = all.sort((one, other) => Math.abs(other.correlation) - Math.abs(one.correlation));
  const first = sorted.filter(({ a }) => a === 0).slice(0, OF_FIRST);
  return [...first, ...sorted.filter((pair) => !first.includes(pair))];
}

/** Draws of pairs of parameters that the posterior correlates; undefined of a single parameter. */
export function pairsFigure(learned: Learned): Figure | undefined {
  const { parameters, centres } = learned;
  const pairs = confoundedPairs(learned);
  if (pairs.length === 0) return undefined;
  const drawn = pairs.slice(0, DRAWN);
  const names = shortNames(parameters.map(({ path }) => path));
  const axes = parameters.map((_, at) => {
    const values = centres.map((draw) => draw[at]);
    return { from: Math.min(...values), to: Math.max(...values) };
  });
  const panels = drawn.map(({ a, b, correlation }): Panel => ({
    title: `↑ ${names[b]}`,
    note: signed(correlation),
    label: `${names[a]} →`,
    x: axes[a],
    y: axes[b],
  }));
  const points = drawn.flatMap(({ a, b }, place) =>
    centres.map((draw) => ({ x: along(axes[a], draw[a]), y: along(axes[b], draw[b]), ...panelAt(place) })),
  );
  const [strongest] = [...pairs].sort((one, other) => Math.abs(other.correlation) - Math.abs(one.correlation));
  const listed = pairs.filter(({ correlation }, place) => place < drawn.length || Math.abs(correlation) >= LISTED);
  return {
    name: 'pairs',
    title: 'Parameters that the figures do not separate',
    alt: `Draws of ${drawn.length} pairs of parameters. The strongest correlation is ${signed(strongest.correlation)}, of ${parameters[strongest.a].path} and ${parameters[strongest.b].path}; the strongest of ${parameters[0].path} is ${signed(pairs[0].correlation)}, with ${parameters[pairs[0].b].path}.`,
    caption: `${centres.length} draws of the posterior. Bold: correlation of the normal scores over all draws. The first ${Math.min(OF_FIRST, parameters.length - 1)} are the strongest pairs of ${parameters[0].path}, the others the strongest of all. The numbers are the ends of the axes.`,
    legend: [],
    options: panelOptions(panels, [
      dot(points, { x: 'x', y: 'y', fx: 'fx', fy: 'fy', fill: seriesStyle(0).colour, fillOpacity: 0.55, r: 1.6 }),
    ]),
    table: {
      header: ['parameter', 'with', 'correlation'],
      rows: listed.map(({ a, b, correlation }) => [parameters[a].path, parameters[b].path, signed(correlation)]),
    },
  };
}

const signed = (correlation: number): string => `${correlation < 0 ? '−' : '+'}${Math.abs(correlation).toFixed(2)}`;
